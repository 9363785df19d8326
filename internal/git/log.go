package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// LogCommit is one commit of a log, with the files that it changes.
type LogCommit struct {
	ID        string
	Parents   []string
	Author    string    // name, as .mailmap has it; no address
	Authored  time.Time // with the offset that the author's machine had; zero when git has no date
	Committed time.Time // in UTC
	Files     []LogFile // those that keep lets through
}

// LogFile is a file that a commit changes. A file of a merge is in the log only when it differs from that of every
// parent: what came by one of them is in the commits before.
type LogFile struct {
	Side
	Before []Side // one a parent
}

// Side is a file in one of the trees that are compared. Names are relative to the repository's folder r.Dir; those
// of files outside of it begin with ":/", from the top of the work tree.
type Side struct {
	Path string
	Blob string // id of its content; "" when there is no such file, or when it is a link or a submodule
}

// Place says where a folder lies in its repository, and how much of the history is there.
type Place struct {
	Prefix   string          // path of r.Dir from the top of the work tree, with a final slash; "" for the top
	Boundary map[string]bool // commits whose parents a shallow clone leaves out; empty when it has all
	Bare     bool            // r.Dir is in no work tree
}

// Place asks where r.Dir lies.
func (r Repo) Place(ctx context.Context) (Place, error) {
	out, err := r.run(ctx, "rev-parse", "--show-prefix", "--is-shallow-repository", "--git-path", "shallow", "--is-inside-work-tree")
	if err != nil {
		return Place{}, err
	}
	lines := strings.Split(string(out), "\n")
	if len(lines) < 4 {
		return Place{}, fmt.Errorf("git rev-parse: cannot read %q", out)
	}
	p := Place{Prefix: lines[0], Boundary: map[string]bool{}, Bare: lines[3] == "false"}
	if lines[1] != "true" {
		return p, nil
	}
	file := lines[2]
	if !filepath.IsAbs(file) {
		file = filepath.Join(r.Dir, file)
	}
	ids, err := readWords(file)
	if err != nil {
		return p, fmt.Errorf("read the boundary of the shallow clone: %w", err)
	}
	for _, id := range ids {
		p.Boundary[id] = true
	}
	return p, nil
}

// Names returns the id of the content of every file below r.Dir at a commit, by its name relative to r.Dir, as far
// as keep lets the name through.
func (r Repo) Names(ctx context.Context, commit string, keep func(name string) bool) (map[string]string, error) {
	out, err := r.run(ctx, "ls-tree", "-r", "-z", commit)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for len(out) > 0 {
		var entry []byte
		entry, out, _ = bytes.Cut(out, []byte{0})
		about, name, ok := bytes.Cut(entry, []byte{'\t'})
		mode, rest, _ := bytes.Cut(about, []byte{' '})
		_, id, _ := bytes.Cut(rest, []byte{' '})
		if ok && isFile(mode) && keep(string(name)) {
			files[string(name)] = string(id)
		}
	}
	return files, nil
}

// isFile reports whether a mode is that of a file, as against a link, a submodule or nothing.
func isFile(mode []byte) bool { return bytes.HasPrefix(mode, []byte("100")) }

// logArgs make git tell every commit once, parents before children, with nothing of the user's configuration in it.
var logArgs = []string{
	"-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "diff.relative=false", "-c", "diff.renameLimit=1000",
	"log", "--raw", "-z", "-c", "--combined-all-paths", "--no-abbrev", "-M", "--topo-order", "--reverse", "--no-color", "--no-ext-diff", "--no-notes",
	"--encoding=UTF-8", "--date=raw", "--format=%x01%H%x00%P%x00%aN%x00%ad%x00%ct%x00",
}

// Log passes every commit that leads to a commit to each, parents before children, while git is still at work: its
// files are those that keep lets through, asked by their names now and before. An error of each ends the log.
func (r Repo) Log(ctx context.Context, commit string, place Place, keep func(name string) bool, each func(*LogCommit) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, append(append([]string{}, logArgs...), commit, "--")...)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git log: %w", err)
	}
	if err := cmd.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return ErrNoProgram
		}
		return fmt.Errorf("git log: %w", err)
	}
	p := logReader{in: bufio.NewReaderSize(out, 256<<10), prefix: place.Prefix, keep: keep}
	if err := p.all(each); err != nil {
		cancel()
		_ = cmd.Wait() // it was told to end
		return err
	}
	if err := cmd.Wait(); err != nil {
		return failure("log", err, errOut.String())
	}
	return nil
}

// logReader reads the output of git log with logArgs: words that each end in NUL.
type logReader struct {
	in     *bufio.Reader
	long   []byte // a word that is longer than the buffer
	prefix string
	keep   func(string) bool
}

// word returns the next word; it holds until the next call.
func (p *logReader) word() ([]byte, error) {
	b, err := p.in.ReadSlice(0)
	p.long = p.long[:0]
	for errors.Is(err, bufio.ErrBufferFull) {
		p.long = append(p.long, b...)
		b, err = p.in.ReadSlice(0)
	}
	if len(p.long) > 0 {
		p.long = append(p.long, b...)
		b = p.long
	}
	return bytes.TrimSuffix(b, []byte{0}), err
}

// all reads the log to its end.
func (p *logReader) all(each func(*LogCommit) error) error {
	var commit *LogCommit
	for {
		w, err := p.word()
		end := errors.Is(err, io.EOF)
		if err != nil && !end {
			return fmt.Errorf("read git log: %w", err)
		}
		w = bytes.TrimPrefix(w, []byte{'\n'})
		switch {
		case len(w) > 0 && w[0] == ':' && commit != nil:
			err = p.file(commit, w)
		case len(w) > 0 && w[0] == 1 || end:
			if commit != nil {
				if err := each(commit); err != nil {
					return err
				}
			}
			if end {
				return nil
			}
			commit, err = p.head(string(w[1:]))
		case len(w) > 0:
			err = fmt.Errorf("git log: cannot read %q", w)
		}
		if err != nil {
			return err
		}
	}
}

// head reads what stands behind the id of a commit.
func (p *logReader) head(id string) (*LogCommit, error) {
	var words [4]string
	for i := range words {
		w, err := p.word()
		if err != nil {
			return nil, fmt.Errorf("read git log: %w", err)
		}
		words[i] = string(w)
	}
	c := &LogCommit{ID: id, Parents: strings.Fields(words[0]), Author: words[1], Authored: rawDate(words[2])}
	if seconds, err := strconv.ParseInt(words[3], 10, 64); err == nil {
		c.Committed = time.Unix(seconds, 0).UTC()
	}
	return c, nil
}

// file reads a line of --raw and the names behind it: a colon, a mode and an id for each parent, the mode and the id
// of the result, and letters; then the names, which are as many as there are ids, or fewer without a merge.
func (p *logReader) file(c *LogCommit, line []byte) error {
	words := strings.Fields(string(line))
	parents := 0
	for parents < len(words[0]) && words[0][parents] == ':' {
		parents++
	}
	if len(words) != 2*(parents+1)+1 {
		return fmt.Errorf("git log: cannot read %q", line)
	}
	words[0] = words[0][parents:]
	status := words[len(words)-1]
	f := LogFile{Before: make([]Side, parents)}
	sides := make([]*Side, 0, parents+1)
	for i := range f.Before {
		sides = append(sides, &f.Before[i])
	}
	sides = append(sides, &f.Side)
	for i, side := range sides {
		if isFile([]byte(words[i])) {
			side.Blob = words[parents+1+i]
		}
	}
	names := sides
	if parents == 1 && status[0] != 'R' && status[0] != 'C' {
		names = sides[1:]
	}
	wanted := false
	for _, side := range names {
		w, err := p.word()
		if err != nil {
			return fmt.Errorf("read git log: %w", err)
		}
		side.Path = p.name(string(w))
		wanted = wanted || p.keep(side.Path)
	}
	if len(names) == 1 {
		f.Before[0].Path = f.Path
	}
	if wanted {
		c.Files = append(c.Files, f)
	}
	return nil
}

// name turns a name from the top of the work tree into one from the repository's folder.
func (p *logReader) name(top string) string {
	if name, ok := strings.CutPrefix(top, p.prefix); ok {
		return name
	}
	return ":/" + top
}

// rawDate reads a date as git stores it: seconds and an offset such as +0100.
func rawDate(s string) time.Time {
	at, zone, _ := strings.Cut(s, " ")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return time.Time{}
	}
	offset, err := strconv.Atoi(zone)
	if err != nil || offset < -2359 || offset > 2359 {
		offset = 0
	}
	t := time.Unix(seconds, 0)
	if offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", (offset/100*60+offset%100)*60))
}
