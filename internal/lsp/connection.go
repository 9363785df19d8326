package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/textproto"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// The codes of faults, of JSON-RPC and of the protocol.
const (
	codeInvalidRequest = -32600
	codeUnknownMethod  = -32601
	codeInvalidParams  = -32602
	codeInternal       = -32603
	codeNotInitialized = -32002
	codeCancelled      = -32800
)

// fault is why a request has no result.
type fault struct {
	code    int64
	message string
}

func invalid(message string) *fault { return &fault{codeInvalidParams, message} }

// maxMessage is the most bytes of one message: a file of the greatest size that a report may have, with every
// character escaped, is less.
const maxMessage = 64 << 20

// framing reads and writes messages behind their headers. What is no message is passed over and noted: one bad message
// does not end the session.
type framing struct{ note *log.Logger }

// WriteObject writes one message.
func (framing) WriteObject(w io.Writer, obj any) error {
	return jsonrpc2.VSCodeObjectCodec{}.WriteObject(w, obj)
}

// ReadObject reads the next message into v. Its error says that the stream has ended.
func (f framing) ReadObject(r *bufio.Reader, v any) error {
	for {
		size, err := contentLength(r)
		switch {
		case err == nil:
		case errors.Is(err, errHeader):
			f.note.Print(err)
			continue
		default:
			return err
		}
		body, err := io.ReadAll(io.LimitReader(r, size))
		if err != nil {
			return fmt.Errorf("read message: %w", err)
		}
		if int64(len(body)) < size {
			return io.ErrUnexpectedEOF
		}
		if err := json.Unmarshal(body, v); err != nil {
			f.note.Printf("a message of %d bytes is passed over: %v", size, err)
			continue
		}
		return nil
	}
}

// patient keeps a connection open when the input ends, until everything that came in is answered.
type patient struct {
	framing
	queue    *queue
	answered <-chan struct{}
}

// ReadObject reads the next message into v.
func (p patient) ReadObject(r *bufio.Reader, v any) error {
	err := p.framing.ReadObject(r, v)
	if err != nil {
		p.queue.close()
		<-p.answered
	}
	return err
}

// errHeader says that a header cannot be used, and that the next one may.
var errHeader = errors.New("a header of a message without a usable Content-Length is passed over")

// contentLength reads the header of a message.
func contentLength(r *bufio.Reader) (int64, error) {
	const longest, lines = 1 << 10, 32
	size, started := int64(-1), false
	for range lines {
		line, err := r.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return 0, fmt.Errorf("read header: %w", err)
		case err != nil:
			return 0, err //nolint:wrapcheck // io.EOF is how a stream ends
		case len(line) > longest:
			return 0, errors.New("read header: a line is too long")
		}
		name, value, found := strings.Cut(strings.TrimSpace(string(line)), ":")
		switch {
		case name == "" && !found && size >= 0:
			return size, nil
		case name == "" && !found && started:
			return 0, errHeader
		case found && textproto.CanonicalMIMEHeaderKey(name) == "Content-Length":
			n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 32)
			if err != nil || n > maxMessage {
				return 0, fmt.Errorf("read header: Content-Length %.20q; at most %d bytes are read", value, maxMessage)
			}
			size = int64(n)
		}
		started = started || name != ""
	}
	return 0, errors.New("read header: too many lines")
}

// message is a request or a notification that waits for its turn.
type message struct {
	request   *jsonrpc2.Request
	cancelled bool
}

// queue is what came in and was not yet answered, in its order. Reading goes on while an answer is made, so that a
// request can be cancelled before its turn, and work that can wait is left until nothing else is there.
type queue struct {
	mu      sync.Mutex
	more    *sync.Cond
	waiting []*message
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.more = sync.NewCond(&q.mu)
	return q
}

// Handle takes a message in.
func (q *queue) Handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if req.Method == "$/cancelRequest" && req.Notif {
		q.cancel(req)
		return
	}
	q.waiting = append(q.waiting, &message{request: req})
	q.more.Signal()
}

// cancel marks a request that still waits.
func (q *queue) cancel(req *jsonrpc2.Request) {
	var params struct {
		ID jsonrpc2.ID `json:"id"`
	}
	if req.Params == nil || json.Unmarshal(*req.Params, &params) != nil {
		return // a cancellation of nothing
	}
	for _, m := range q.waiting {
		if !m.request.Notif && m.request.ID == params.ID {
			m.cancelled = true
		}
	}
}

// next returns the next message. Without one it waits, or returns nil at once when idle is false; after the end of the
// stream ok is false.
func (q *queue) next(wait bool) (m *message, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 {
		switch {
		case q.closed:
			return nil, false
		case !wait:
			return nil, true
		}
		q.more.Wait()
	}
	m = q.waiting[0]
	q.waiting = q.waiting[1:]
	return m, true
}

// close says that nothing more comes.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Signal()
}
