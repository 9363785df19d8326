package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/report"
)

// When progress is shown: not before work has taken so long, and then so often at most.
const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// progress says on standard error how far long work has come, in one line that is written over and is gone when the work
// is over. It is for a person who waits: in a pipe, with --quiet, for a screen reader and on a terminal that cannot write
// over a line there is none. A nil progress shows nothing.
type progress struct {
	w     io.Writer
	now   func() time.Time
	what  string // what is counted
	total int    // 0: nobody knows

	mu    sync.Mutex
	start time.Time
	next  time.Time // when to show again
	done  int
	shown int // columns of the line that stands there
}

// progress begins to count. The caller ends it.
func (a *app) progress(what string, total int) *progress {
	if a.quiet || !a.env.ErrTerminal || a.env.Getenv("TERM") == "dumb" || a.words() {
		return nil
	}
	start := a.env.Now()
	return &progress{w: a.env.Stderr, now: a.env.Now, what: what, total: total, start: start, next: start.Add(progressAfter)}
}

// step counts one more. Several goroutines may step at once.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	at := p.now()
	if at.Before(p.next) {
		return
	}
	p.next = at.Add(progressEvery)
	text := fmt.Sprintf("pir: %d %s", p.done, p.what)
	if p.total > 0 {
		text = fmt.Sprintf("pir: %d of %d %s", p.done, p.total, p.what)
	}
	p.write(text)
}

// end takes the line away.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown > 0 {
		p.write("")
		fmt.Fprint(p.w, "\r") //nolint:errcheck // nobody can be told that telling failed
	}
}

// write writes over the line that stands there. What is shorter gets blanks, which every terminal knows.
func (p *progress) write(text string) {
	fmt.Fprint(p.w, "\r"+text+strings.Repeat(" ", max(0, p.shown-len(text)))) //nolint:errcheck // nobody can be told that telling failed
	p.shown = len(text)
}

// readAll reads reports and returns what fn makes of each, in their order, as corpus.Map does; it says how far it is.
func readAll[T any](a *app, paths []corpus.Path, fn func(*report.Report) T) ([]T, error) {
	p := a.progress("reports read", len(paths))
	defer p.end()
	return corpus.Map(paths, func(rep *report.Report) T {
		defer p.step()
		return fn(rep)
	})
}
