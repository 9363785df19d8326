package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/site"
)

// siteInputs is everything that a site is made from, as hashes: when nothing of it differs from what an earlier build
// was made from, there is nothing to make.
type siteInputs struct {
	base string // of everything but the reports and the pictures

	mu   sync.Mutex
	sums map[string]string // of the reports, by name
}

// siteInputs asks for everything but the reports.
func (a *app) siteInputs(ctx context.Context, r *repo, opts *siteOptions) (*siteInputs, error) {
	lines := []string{
		"version " + version() + developed(), "pages " + site.Version(), "day " + a.asOf(opts.asOf).Format(time.DateOnly),
		"tlp " + first(opts.tlpMax), fmt.Sprintf("redact %t", opts.redact), "url " + opts.url, "title " + opts.title,
	}
	for _, name := range []string{policy.FileName, r.policy.People, r.policy.Register.File} {
		file, err := r.files.side(name, maxSide)
		if err != nil {
			return nil, err
		}
		if file != nil {
			lines = append(lines, "file "+name+" "+hashOf(file.Bytes))
		}
	}
	records, err := r.records()
	if err != nil {
		return nil, err
	}
	for _, kept := range records {
		lines = append(lines, "record "+kept.Kind+" "+kept.Name)
	}
	rev := a.rev
	if rev == "" {
		rev = "HEAD"
	}
	head, err := git.Repo{Dir: r.root}.Commit(ctx, rev)
	if err != nil && !errors.Is(err, git.ErrNone) && !errors.Is(err, git.ErrNoRevision) {
		return nil, fmt.Errorf("ask git for the last commit: %w", err)
	}
	_, dirty, err := a.dataCommit(ctx, r)
	if err != nil {
		return nil, err
	}
	lines = append(lines, "commit "+head, "changed "+strings.Join(dirty, "\x00"))
	return &siteInputs{base: hashOf([]byte(strings.Join(lines, "\n"))), sums: map[string]string{}}, nil
}

// developed tells one build of a version that is being developed from another: they have the same name.
func developed() string {
	if !strings.HasPrefix(version(), "devel") {
		return ""
	}
	program, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(program)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" %d %s", info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano))
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// watch returns the paths with readers that note what was read.
func (in *siteInputs) watch(paths []corpus.Path) []corpus.Path {
	watched := make([]corpus.Path, len(paths))
	for i, p := range paths {
		watched[i] = p
		watched[i].Read = func() ([]byte, error) {
			b, err := p.Bytes()
			sum := hashOf(b)
			in.mu.Lock()
			defer in.mu.Unlock()
			in.sums[p.Name] = sum
			return b, err
		}
	}
	return watched
}

// hash is that of everything: of the reports as they were read, and of other files that the pages show or would.
func (in *siteInputs) hash(r *repo, paths []corpus.Path, others []string) string {
	lines := append(make([]string, 0, 1+len(paths)+len(others)), in.base)
	for _, p := range paths {
		lines = append(lines, fmt.Sprintf("report %q %s", p.Name, in.sums[p.Name]))
	}
	for _, name := range others {
		b, err := r.picture(name)
		lines = append(lines, fmt.Sprintf("picture %q %t %s", name, err == nil, hashOf(b)))
	}
	return hashOf([]byte(strings.Join(lines, "\n")))
}

// picture reads a file of the repository for a page. What is outside of the repository is not read, nor what is too large
// to be a picture.
func (r *repo) picture(name string) ([]byte, error) {
	file, err := r.files.side(name, site.MaxPicture)
	if err != nil {
		return nil, err
	}
	if file == nil {
		return nil, os.ErrNotExist
	}
	return file.Bytes, nil
}

// unchanged reports whether the folder has a site that was made from the same inputs, whole and as it was made.
func (in *siteInputs) unchanged(r *repo, paths []corpus.Path, folder string) (*site.Manifest, bool) {
	old, err := site.ReadManifest(folder)
	if err != nil || old == nil || old.Inputs == "" {
		return nil, false // what is wrong with it, the build says
	}
	var wg sync.WaitGroup
	const readers = 8 // files are waited for
	next := make(chan corpus.Path)
	for range readers {
		wg.Go(func() {
			for p := range next {
				_, _ = p.Read() // a file that cannot be read has another hash, and the build says so
			}
		})
	}
	for _, p := range in.watch(paths) {
		next <- p
	}
	close(next)
	wg.Wait()
	return old, in.hash(r, paths, old.Read) == old.Inputs && old.Complete(folder)
}
