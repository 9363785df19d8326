package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/pack"
)

// ErrNotOurs says that files are no pack that this program can make again.
var ErrNotOurs = errors.New("the figures cannot be made again")

// longest is the most days of a period: every month of it is assessed.
const longest = 100 * 366

// Recover takes out of a pack what it was made from. Everything that the figures need is in it.
func Recover(files []pack.File) (*Inputs, error) {
	var in Inputs
	var list records
	for _, part := range []struct {
		name string
		into any
	}{{pack.Identity, &in.Request}, {recordsFile, &list}, {historyFile, &in.Git}} {
		f, ok := pack.Find(files, part.name)
		if !ok {
			return nil, fmt.Errorf("%w: there is no %s", ErrNotOurs, part.name)
		}
		if err := json.Unmarshal(f.Bytes, part.into); err != nil {
			return nil, fmt.Errorf("%w: %s cannot be read: %w", ErrNotOurs, part.name, err)
		}
	}
	if in.Request.Version != Version {
		return nil, fmt.Errorf("%w: the pack has layout %d, and this program writes %d", ErrNotOurs, in.Request.Version, Version)
	}
	if in.Request.Period().Days() == 0 || day(in.Request.AsOf).IsZero() {
		return nil, fmt.Errorf("%w: %s names no period", ErrNotOurs, pack.Identity)
	}
	if in.Request.Period().Days() > longest {
		return nil, fmt.Errorf("%w: the period of %s is longer than 100 years", ErrNotOurs, pack.Identity)
	}
	in.Withheld, in.Unsaved, in.Redaction, in.Dropped = list.Withheld, list.Unsaved, list.Redaction, list.Dropped
	tree := &recovered{exists: list.Exists, proofs: map[string]record{}, bytes: map[string][]byte{}}
	for _, f := range files {
		tree.bytes[f.Name] = f.Bytes
	}
	for _, r := range list.Files {
		if r.Role == RoleProof {
			tree.proofs[r.Path] = r
			continue
		}
		text, ok := tree.bytes[r.File]
		if !ok {
			return nil, fmt.Errorf("%w: there is no %s", ErrNotOurs, r.File)
		}
		in.Sources = append(in.Sources, Source{Role: r.Role, Path: r.Path, Blob: r.Blob, Bytes: text})
	}
	slices.SortStableFunc(in.Sources, compareSources)
	in.Tree = tree
	return &in, nil
}

// compareSources is the order of sources: by role and path.
func compareSources(a, b Source) int {
	return compare(string(a.Role)+"\x00"+a.Path, string(b.Role)+"\x00"+b.Path)
}

// SortSources puts sources in the order that Build expects.
func SortSources(list []Source) { slices.SortStableFunc(list, compareSources) }

// recovered answers about the repository as records.json says that it answered.
type recovered struct {
	exists []string // sorted
	proofs map[string]record
	bytes  map[string][]byte // of the files of the pack
}

// Exists reports whether there was something at a path.
func (t *recovered) Exists(path string) bool {
	_, ok := slices.BinarySearch(t.exists, path)
	return ok
}

// Proof returns a file that the pack has a copy of.
func (t *recovered) Proof(path string) (Source, string) {
	r, ok := t.proofs[path]
	switch text := t.bytes[r.File]; {
	case !ok:
		return Source{}, "records.json does not list it"
	case r.Why != "":
		return Source{}, r.Why
	default:
		return Source{Blob: r.Blob, Bytes: text}, ""
	}
}
