package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"runtime/debug"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

// Options are what a server is set up with.
type Options struct {
	Disk    Disk
	Rules   []lint.Rule              // all there are
	Version string                   // of the program
	Page    func(rule string) string // address of the page of a rule
	Log     io.Writer                // for what cannot be told to the client
}

// ErrNoShutdown says that the client ended the session without asking for it, which the protocol calls a failure.
var ErrNoShutdown = errors.New("the client left without a shutdown request")

// stage is how far a session is.
type stage int

const (
	fresh stage = iota
	running
	shutDown
	exited // after a shutdown
	left   // without one
)

// server is one session with a client.
type server struct {
	Options
	parser *report.Parser
	note   *log.Logger

	stage    stage
	client   client
	docs     map[string]*document
	repos    map[string]*Repository // by root
	faulty   map[string]string      // URIs of files that are shown as faulty and are not open, with their root
	folders  []string               // that the client works in
	outgoing []outgoing             // what is to be sent after the answer
}

// client is what the other side can do.
type client struct {
	units     encoding
	versioned bool // edits of versioned documents
	snippets  bool
	trees     bool // symbols within symbols
	watches   bool // watches files when asked to
}

// outgoing is a message that the server sends of itself.
type outgoing struct {
	method  string
	params  any
	request bool // an answer is expected, and may be anything
}

func newServer(o Options) *server {
	return &server{
		Options: o, parser: report.NewParser(), note: log.New(o.Log, "pir lsp: ", 0),
		docs: map[string]*document{}, repos: map[string]*Repository{}, faulty: map[string]string{},
		client: client{units: utf16Units},
	}
}

// Serve answers a client until it ends the session. ErrNoShutdown says that it did so against the protocol; another
// error that the server cannot go on.
func Serve(ctx context.Context, in io.ReadCloser, out io.Writer, o Options) error {
	s := newServer(o)
	q := newQueue()
	answered := make(chan struct{})
	defer close(answered)
	stream := jsonrpc2.NewBufferedStream(pipe{in, out}, patient{framing{note: s.note}, q, answered})
	conn := jsonrpc2.NewConn(ctx, stream, q, jsonrpc2.SetLogger(s.note))
	go func() { // the context may end it too
		<-conn.DisconnectNotify()
		q.close()
	}()
	for s.stage < exited {
		m, ok := q.next(!s.stale())
		if !ok {
			return s.ended()
		}
		if m == nil {
			s.guard("diagnostics", s.publish)
		} else if err := s.answer(ctx, conn, m); err != nil {
			return err
		}
		if err := s.send(ctx, conn); err != nil {
			return err
		}
	}
	return s.ended()
}

// pipe is the two directions of a connection.
type pipe struct {
	io.ReadCloser
	io.Writer
}

// ended says how a session ended.
func (s *server) ended() error {
	if s.stage == shutDown || s.stage == exited {
		return nil
	}
	return ErrNoShutdown
}

// answer answers one message.
func (s *server) answer(ctx context.Context, conn *jsonrpc2.Conn, m *message) error {
	req := m.request
	var params json.RawMessage
	if req.Params != nil {
		params = *req.Params
	}
	var result any
	var bad *fault
	if m.cancelled {
		bad = &fault{codeCancelled, "cancelled"}
	} else {
		bad = &fault{codeInternal, "internal error; it stands in the log of the server"}
		s.guard(req.Method, func() { result, bad = s.handle(req.Method, params, req.Notif) })
	}
	var err error
	switch {
	case req.Notif:
		if bad != nil && bad.code != codeUnknownMethod {
			s.note.Printf("%s: %s", req.Method, bad.message)
		}
	case bad != nil:
		err = conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: bad.code, Message: bad.message})
	default:
		err = conn.Reply(ctx, req.ID, result)
	}
	if err != nil && !errors.Is(err, jsonrpc2.ErrClosed) {
		return fmt.Errorf("answer %s: %w", req.Method, err)
	}
	return nil
}

// guard does work of which a mistake of the program costs one answer, and not the session of an editor.
func (s *server) guard(name string, work func()) {
	defer func() {
		if r := recover(); r != nil {
			s.note.Printf("%s: %v\n%s", name, r, debug.Stack())
		}
	}()
	work()
}

// send sends what gathered while a message was handled.
func (s *server) send(ctx context.Context, conn *jsonrpc2.Conn) error {
	for _, o := range s.outgoing {
		var err error
		if o.request {
			_, err = conn.DispatchCall(ctx, o.method, o.params, jsonrpc2.StringID())
		} else {
			err = conn.Notify(ctx, o.method, o.params)
		}
		if err != nil && !errors.Is(err, jsonrpc2.ErrClosed) {
			return fmt.Errorf("send %s: %w", o.method, err)
		}
	}
	s.outgoing = nil
	return nil
}

func (s *server) tell(method string, params any) {
	s.outgoing = append(s.outgoing, outgoing{method: method, params: params})
}

// handle does what a message asks for, in the stages of a session.
func (s *server) handle(method string, params json.RawMessage, notification bool) (any, *fault) {
	switch {
	case method == "exit":
		if s.stage == shutDown {
			s.stage = exited
		} else {
			s.stage = left
		}
		return nil, nil
	case notification && s.stage != running:
		return nil, nil
	case method == "initialize" && s.stage == fresh:
		return s.initialize(params)
	case s.stage == fresh:
		return nil, &fault{codeNotInitialized, "the first request is initialize"}
	case s.stage == shutDown:
		return nil, &fault{codeInvalidRequest, "the session is shut down"}
	case method == "initialize":
		return nil, &fault{codeInvalidRequest, "the session is initialized already"}
	case method == "shutdown":
		s.stage = shutDown
		return nil, nil
	}
	if notification {
		if act := notifications[method]; act != nil {
			return nil, act(s, params)
		}
	} else if answer := requests[method]; answer != nil {
		return answer(s, params)
	}
	return nil, &fault{codeUnknownMethod, "there is no method " + method}
}

// notifications are what the client tells.
var notifications = map[string]func(*server, json.RawMessage) *fault{
	"initialized":                     (*server).initialized,
	"textDocument/didOpen":            (*server).didOpen,
	"textDocument/didChange":          (*server).didChange,
	"textDocument/didSave":            (*server).didSave,
	"textDocument/didClose":           (*server).didClose,
	"workspace/didChangeWatchedFiles": (*server).didChangeWatched,
}

// requests are what the client asks.
var requests = map[string]func(*server, json.RawMessage) (any, *fault){
	"textDocument/completion":     (*server).completion,
	"textDocument/hover":          (*server).hover,
	"textDocument/definition":     (*server).definition,
	"textDocument/references":     (*server).references,
	"textDocument/documentLink":   (*server).links,
	"textDocument/documentSymbol": (*server).symbols,
	"textDocument/codeAction":     (*server).codeActions,
	"textDocument/formatting":     (*server).formatting,
	"workspace/symbol":            (*server).workspaceSymbols,
}

// initialize agrees with the client on what both can do.
func (s *server) initialize(raw json.RawMessage) (any, *fault) {
	params, bad := read[initializeParams](raw)
	if bad != nil {
		return nil, bad
	}
	known := []encoding{utf8Units, utf16Units, utf32Units}
	for _, e := range params.Capabilities.General.PositionEncodings {
		if slices.Contains(known, e) {
			s.client.units = e
			break
		}
	}
	c := params.Capabilities
	s.client.versioned = c.Workspace.WorkspaceEdit.DocumentChanges
	s.client.watches = c.Workspace.Watched.Dynamic
	s.client.snippets = c.TextDocument.Completion.Item.Snippets
	s.client.trees = c.TextDocument.Symbols.Hierarchical
	for _, f := range params.Folders {
		s.folders = append(s.folders, f.URI)
	}
	if len(s.folders) == 0 && params.RootURI != "" {
		s.folders = []string{params.RootURI}
	}
	s.stage = running
	return initializeResult{
		Capabilities: map[string]any{
			"positionEncoding":   s.client.units,
			"textDocumentSync":   map[string]any{"openClose": true, "change": 2, "save": map[string]any{"includeText": false}},
			"completionProvider": map[string]any{"triggerCharacters": []string{":", " ", "\"", "'", "[", "{", ",", "@", "#"}},
			"hoverProvider":      true, "definitionProvider": true, "referencesProvider": true,
			"documentLinkProvider": map[string]any{}, "documentSymbolProvider": true, "workspaceSymbolProvider": true,
			"documentFormattingProvider": true,
			"codeActionProvider":         map[string]any{"codeActionKinds": []string{kindQuickFix, kindFixAll}},
		},
		ServerInfo: serverInfo{Name: "pir", Version: s.Version},
	}, nil
}

// initialized asks the client to tell of files that change.
func (s *server) initialized(json.RawMessage) *fault {
	if !s.client.watches {
		return nil
	}
	var watchers []map[string]string
	for _, glob := range []string{"**/*.md", "**/*.markdown", "**/pir.yaml", "**/people.yaml", "**/incidents.csv", "**/.pir-baseline.json"} {
		watchers = append(watchers, map[string]string{"globPattern": glob})
	}
	s.outgoing = append(s.outgoing, outgoing{method: "client/registerCapability", request: true, params: map[string]any{
		"registrations": []map[string]any{{
			"id": "pir-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": map[string]any{"watchers": watchers},
		}},
	}})
	return nil
}
