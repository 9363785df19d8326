package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pir-cli/pir/internal/evidence"
)

// maxProof is the most bytes of a file that is copied because a report names it.
const maxProof = 16 << 20

// evidenceTree answers about the files that reports name.
type evidenceTree struct{ repo *repo }

// Exists reports whether there is something at a path.
func (t evidenceTree) Exists(path string) bool { return t.repo.files.exists(path) }

// Proof reads a file that a report names.
func (t evidenceTree) Proof(path string) (evidence.Source, string) {
	b, why := t.repo.files.proof(path)
	if why != "" {
		return evidence.Source{}, why
	}
	return evidence.Source{Blob: t.repo.files.blob(path), Bytes: b}, ""
}

func tooLarge(size int64) string {
	return fmt.Sprintf("it has %d MB; at most %d MB are copied", size>>20, maxProof>>20)
}

// proof reads a file of the work tree, or says why it is not to be copied.
func (w workTree) proof(name string) (b []byte, why string) {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return nil, "the repository cannot be read"
	}
	defer root.Close() //nolint:errcheck // only read from
	name = filepath.FromSlash(name)
	info, err := root.Stat(name)
	switch {
	case absent(err):
		return nil, "there is no such file, or it is a link to one that is not there"
	case err != nil:
		return nil, "it is a link that leads out of the repository, or it cannot be read"
	case info.IsDir():
		return nil, "it is a folder"
	case !info.Mode().IsRegular():
		return nil, "it is no regular file"
	case info.Size() > maxProof:
		return nil, tooLarge(info.Size())
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, "it cannot be read"
	}
	defer f.Close() //nolint:errcheck // only read from
	if b, err = io.ReadAll(io.LimitReader(f, maxProof)); err != nil {
		return nil, "it cannot be read"
	}
	return b, ""
}

// blob is not known of files in a work tree.
func (w workTree) blob(string) string { return "" }

// proof reads a file of the revision, or says why it is not to be copied.
func (v *revision) proof(name string) (b []byte, why string) {
	f, ok := v.tree.File(name)
	switch {
	case !ok && v.tree.Link(name):
		return nil, "it is a link that leads out of the repository, or to a file that is not there"
	case !ok && v.tree.Exists(name):
		return nil, "it is a folder"
	case !ok:
		return nil, "there is no such file at the commit"
	case f.Size > maxProof:
		return nil, tooLarge(f.Size)
	}
	b, err := v.tree.Read(f)
	if err != nil {
		return nil, "it is not in this clone"
	}
	return b, ""
}

// blob returns the id of the bytes of a file, "" when there is none.
func (v *revision) blob(name string) string {
	f, ok := v.tree.File(name)
	if !ok {
		return ""
	}
	return f.Blob()
}
