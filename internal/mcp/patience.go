package mcp

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
)

// patience keeps the input open after its end until every request that came in is answered: the library ends a session
// with its input, and a script that pipes its requests in would get no answers.
type patience struct {
	mu   sync.Mutex
	idle *sync.Cond
	open map[any]bool // requests without an answer, by id
}

func newPatience() *patience {
	p := &patience{open: map[any]bool{}}
	p.idle = sync.NewCond(&p.mu)
	return p
}

// note takes up a message that passes. It is read as the library reads it: what is no call to the library gets no answer.
func (p *patience) note(line []byte, in bool) {
	message, err := jsonrpc.DecodeMessage(line)
	if err != nil {
		return // the library says what is wrong with it
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch m := message.(type) {
	case *jsonrpc.Request:
		switch {
		case !in:
		case m.IsCall():
			p.open[m.ID.Raw()] = true
		case m.Method == "notifications/cancelled":
			delete(p.open, cancelled(m.Params))
		}
	case *jsonrpc.Response:
		if !in {
			delete(p.open, m.ID.Raw())
		}
	}
	if len(p.open) == 0 {
		p.idle.Broadcast()
	}
}

// cancelled returns the id of the request that a notification takes back, nil for none.
func cancelled(params json.RawMessage) any {
	var request struct {
		ID any `json:"requestId"`
	}
	if json.Unmarshal(params, &request) != nil {
		return nil
	}
	id, err := jsonrpc.MakeID(request.ID)
	if err != nil {
		return nil
	}
	return id.Raw()
}

func (p *patience) wait() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.open) > 0 {
		p.idle.Wait()
	}
}

// giveUp ends the waiting: nothing is answered any more.
func (p *patience) giveUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.open)
	p.idle.Broadcast()
}

// lines notes each whole line of what passes.
type lines struct {
	patience *patience
	in       bool
	begun    []byte
}

// longestNoted bounds what is kept of a line; the library refuses longer ones.
const longestNoted = 20 << 20

func (l *lines) pass(b []byte) {
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		l.patience.note(append(l.begun, b[:i]...), l.in)
		l.begun, b = l.begun[:0], b[i+1:]
	}
	if len(l.begun)+len(b) <= longestNoted {
		l.begun = append(l.begun, b...)
	}
}

type patientReader struct {
	io.ReadCloser
	lines lines
}

func (r *patientReader) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	r.lines.pass(b[:n])
	if err != nil {
		if len(r.lines.begun) > 0 { // a last line without its end
			r.lines.pass([]byte{'\n'})
		}
		r.lines.patience.wait()
	}
	return n, err //nolint:wrapcheck // a reader's own error, io.EOF among them
}

type patientWriter struct {
	io.WriteCloser
	lines lines
}

func (w *patientWriter) Write(b []byte) (int, error) {
	n, err := w.WriteCloser.Write(b)
	w.lines.pass(b[:n])
	if err != nil {
		w.lines.patience.giveUp()
	}
	return n, err //nolint:wrapcheck // a writer's own error
}
