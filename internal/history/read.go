package history

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/parallel"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Options say what Read reads.
type Options struct {
	Rev     string         // the newest revision; "" for HEAD
	Folders []string       // where the reports are, relative to repo.Dir; empty for what the policy says
	Reports []string       // only the reports that have or had these ids; empty for all
	Current []*Version     // the reports asked for as the work tree has them, see Of; nil when the work tree takes no part; entries that are nil are left out
	Files   []corpus.Path  // instead of Current: the files to read, which is cheaper than to parse them before; nil for none
	Reader  *Reader        // the one that Current came from; nil for a new one
	Policy  *policy.Policy // says which severities ask for a review; nil for the default

	// Seen is shown every commit, parents before children, with the files that may be reports and that it changes.
	// It must not keep the commit. Nil for nobody.
	Seen   func(*git.LogCommit)
	Parsed func() // is called for every content that was read, by several goroutines at once; may be nil
}

// Read reads the history of the reports of the repository that repo.Dir is the root of: every commit that leads to a
// revision, in one pass of git log, and each content of a report once. Only few contents are in memory at a time.
//
// Outside of a repository and on a machine without git it returns git.ErrNone, for a revision that there is not
// git.ErrNoRevision, and without a revision and a work tree git.ErrNoWorkTree. A repository without commits has an
// empty history.
func Read(ctx context.Context, repo git.Repo, opts Options) (*History, error) {
	if opts.Policy == nil {
		opts.Policy = policy.Default()
	}
	if len(opts.Folders) == 0 {
		opts.Folders = opts.Policy.Reports
	}
	if opts.Reader == nil {
		opts.Reader = NewReader()
	}
	if opts.Rev == "" {
		opts.follow(repo.Dir)
	}
	rd := reading{repo: repo, opts: opts, reader: opts.Reader, contents: map[int32]content{}}
	place, err := repo.Place(ctx)
	if err != nil {
		return nil, err
	}
	if place.Bare && opts.Rev == "" {
		return nil, git.ErrNoWorkTree // nothing is deleted there
	}
	rd.graph = newGraph(place.Boundary)
	rd.head, err = repo.Commit(ctx, cmp.Or(opts.Rev, "HEAD"))
	switch {
	case errors.Is(err, git.ErrNoRevision) && opts.Rev == "":
		if err := rd.readFiles(); err != nil {
			return nil, err
		}
		return rd.finish(rd.asked(rd.withCurrent(nil))), nil
	case err != nil:
		return nil, err
	}
	if err := rd.log(ctx, place); err != nil {
		return nil, err
	}
	if err := rd.readFiles(); err != nil {
		return nil, err
	}
	tips, err := rd.tips(ctx)
	if err != nil {
		return nil, err
	}
	if err := rd.rest(ctx, tips); err != nil {
		return nil, err
	}
	h := rd.finish(tips)
	if h.Shallow = len(place.Boundary) > 0; h.Shallow {
		h.Notes = append(h.Notes, shallowNote)
	}
	return h, nil
}

// shallowNote says what the history of a shallow clone cannot.
const shallowNote = "this clone is shallow: the history begins in the middle, and who wrote what was there before is not known; `git fetch --unshallow` brings the rest"

// reading is one run of Read.
type reading struct {
	repo   git.Repo
	opts   Options
	head   string // id of the newest commit
	graph  *graph
	reader *Reader

	contents map[int32]content // by number of the blob
	unknown  []string
}

// content is what a blob holds.
type content struct {
	version *Version
	why     string // it cannot be read
}

// isReport reports whether a file may be a report by its name alone.
func isReport(name string) bool {
	lower := strings.ToLower(path.Base(name))
	ext := path.Ext(lower)
	return (ext == ".md" || ext == ".markdown") && strings.TrimSuffix(lower, ext) != "readme"
}

// inFolders reports whether a file lies in one of the policy's folders of reports.
func (rd *reading) inFolders(name string) bool {
	return slices.ContainsFunc(rd.opts.Folders, func(folder string) bool {
		folder = path.Clean(strings.ReplaceAll(folder, `\`, "/"))
		return folder == "." && !strings.HasPrefix(name, ":/") || strings.HasPrefix(name, folder+"/")
	})
}

// log reads the whole log. While it comes, the contents of what may be a report are read and parsed, unless only
// some reports are asked for: then it is not known yet which those are.
func (rd *reading) log(ctx context.Context, place git.Place) error {
	ids := make(chan string, 1024)
	var failed error
	var wg sync.WaitGroup
	wg.Go(func() { failed = rd.read(ctx, ids) })
	err := rd.repo.Log(ctx, rd.head, place, isReport, func(c *git.LogCommit) error {
		if rd.opts.Seen != nil {
			rd.opts.Seen(c)
		}
		for _, v := range rd.graph.add(c) {
			if len(rd.opts.Reports) == 0 && rd.inFolders(v.path) {
				ids <- rd.graph.names[v.blob]
			}
		}
		return nil
	})
	close(ids)
	wg.Wait()
	return cmp.Or(err, failed) // mostly the same is wrong with both
}

// readFiles reads what the work tree has. Most of it is what the newest commit has, and known by now.
func (rd *reading) readFiles() error {
	if rd.opts.Files == nil {
		return nil
	}
	rd.opts.Current = make([]*Version, len(rd.opts.Files))
	errs := make([]error, len(rd.opts.Files))
	parallel.Do(len(errs), func(i int) { rd.opts.Current[i], errs[i] = rd.file(rd.opts.Files[i]) })
	return errors.Join(errs...)
}

func (rd *reading) file(p corpus.Path) (*Version, error) {
	v := &Version{ID: report.ID(p.Name), Path: p.Name}
	if p.Size > report.MaxFile {
		return v, nil
	}
	b, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p.Name, err)
	}
	if read, _ := rd.reader.version(b); read != nil {
		v.head, v.actions = read.head, read.actions
	}
	return v, nil
}

// read reads and parses blobs on all cores. rd.graph must not be asked meanwhile.
func (rd *reading) read(ctx context.Context, ids <-chan string) error {
	type parsed struct {
		id string
		content
	}
	workers := runtime.GOMAXPROCS(0)
	work := make(chan git.Content, 2*workers)
	results := make([][]parsed, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			for c := range work {
				results[i] = append(results[i], parsed{c.Blob, rd.parse(c)})
			}
		})
	}
	err := rd.repo.Contents(ctx, ids, report.MaxFile, func(c git.Content) error { work <- c; return nil })
	close(work)
	wg.Wait()
	for _, list := range results {
		for _, p := range list {
			rd.contents[rd.graph.blobs[p.id]] = p.content
		}
	}
	return err
}

func (rd *reading) parse(c git.Content) content {
	switch {
	case c.Missing:
		return content{why: "it is not in this clone"}
	case c.Bytes == nil:
		return content{why: tooLarge(c.Size)}
	}
	v, why := rd.reader.version(c.Bytes)
	if rd.opts.Parsed != nil {
		rd.opts.Parsed()
	}
	return content{v, why}
}
