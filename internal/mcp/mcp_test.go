package mcp

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// TestArguments shows that a value is never taken for a flag, and that a comma does not part a text.
func TestArguments(t *testing.T) {
	got := arguments("actions").text("owner", "").text("reason", "--help").list("service", []string{"a,b", "-q"}).each("evidence", []string{"a, b"}).rest("-x")
	want := args{"actions", "--reason=--help", "--service=a b", "--service=-q", "--evidence=a, b", "--", "-x"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStepCall(t *testing.T) {
	b := builder{Options: Options{Words: map[string][]string{"step": {"block", "done"}}}}
	call, err := b.stepCall(stepInput{Action: "r/A1", Step: "block", On: "2026-01-02", Reason: "x"})
	if want := (args{"actions", "block", "--since=2026-01-02", "--reason=x", "--", "r/A1"}); err != nil || cmp.Diff([]string(want), call.Args) != "" {
		t.Errorf("%v %v", call.Args, err)
	}
	if _, err := b.stepCall(stepInput{Action: "r/A1", Step: "--help"}); err == nil {
		t.Error("a flag is a step")
	}
}

func TestMatch(t *testing.T) {
	parser := report.NewParser()
	read := func(name, text string) *report.Report {
		return parser.Parse(source.New("reports/"+name+".md", []byte(text)))
	}
	body := "---\n\nDas Zahlungsgateway stand still.\nToken hier.\n" + strings.Repeat("token\n", 9)
	reports := []*report.Report{
		read("2026-01-01-a", "---\ntitle: Ausfall\nseverity: sev1\nstatus: draft\n"+body),
		read("2026-02-02-b", "---\ntitle: Ausfall\nseverity: sev1\nstatus: draft\n"+body),
		read("2025-01-01-c", "---\ntitle: Token im Wiki\nseverity: sev1\nstatus: draft\n"+body),
		read("2025-01-01-d", "---\ntitle: Anderes\nseverity: sev1\nstatus: draft\n---\n"),
	}
	q := Query{Query: "TOKEN zahlungsgateway", Limit: 2}
	var hits []Hit
	for _, r := range reports {
		if h, ok := Match(r, q.Words()); ok {
			hits = append(hits, h)
		}
	}
	found := Collect(q, hits)
	if found.Total != 3 || len(found.Reports) != 2 || found.Reports[0].ID != "2025-01-01-c" || found.Reports[1].ID != "2026-02-02-b" {
		t.Errorf("found %+v", found)
	}
	if first := found.Reports[0]; len(first.Lines) != mostLines || first.Lines[0] != (HitLine{2, "title: Token im Wiki"}) {
		t.Errorf("lines %+v", first.Lines)
	}
	if got := Collect(Query{Limit: -1}, nil); got.Reports == nil || len(got.Reports) != 0 {
		t.Errorf("nothing found: %+v", got)
	}
}

// TestServePiped pipes requests in whose end comes before the answers: all are answered, and then the session ends.
func TestServePiped(t *testing.T) {
	const calls = 20
	var in strings.Builder
	in.WriteString(`{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}` + "\n")
	in.WriteString(`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n")
	for i := range calls {
		fmt.Fprintf(&in, `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"status","arguments":{}}}`+"\n", i)
	}
	in.WriteString(`{"jsonrpc":"2.0","id":99,"method":"ping"}`) // without a line end
	gate := make(chan struct{})
	var out strings.Builder
	type status struct {
		Version int `json:"version"`
	}
	done := make(chan error, 1)
	go func() {
		done <- Serve(context.Background(), io.NopCloser(strings.NewReader(in.String())), writer{&out}, Options{
			Shapes: map[string]reflect.Type{"status": reflect.TypeFor[status](), "actions": reflect.TypeFor[status](), "lint": reflect.TypeFor[status](), "rules": reflect.TypeFor[status](), "show": reflect.TypeFor[status](), "trends": reflect.TypeFor[status]()},
			Run: func(context.Context, Call) Answer {
				<-gate
				return Answer{Out: []byte(`{"version":1}`)}
			},
		})
	}()
	close(gate)
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the session does not end")
	}
	if got := strings.Count(out.String(), `"structuredContent":{"version":1}`); got != calls {
		t.Errorf("%d answers, want %d:\n%s", got, calls, out.String())
	}
	if got := strings.Count(out.String(), "\n"); got != calls+2 {
		t.Errorf("%d messages, want %d", got, calls+2)
	}
}

// TestOddSessionsEnd sends what gets no answer, or one under an id that is written in another way: the session ends with
// its input all the same.
func TestOddSessionsEnd(t *testing.T) {
	const hello = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}` + "\n" +
		`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n"
	for _, line := range []string{
		`{"jsonrpc":"2.0","id":null,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":"\u0061","method":"ping"}`,
		`{"jsonrpc":"2.0","id":1.0,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":1e0,"method":"ping"}`,
		`{"jsonrpc":"2.0","ID":1,"method":"ping"}`,
		`{"jsonrpc":"1.0","id":1,"method":"ping"}`,
		`{"id":1,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":[1],"method":"ping"}`,
		`{"jsonrpc":"2.0","id":1,"method":"ping"}` + "\n" + `{"jsonrpc":"2.0","id":1,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":1,"method":"ping"}` + "\nno json",
		`[{"jsonrpc":"2.0","id":1,"method":"ping"}]`,
		`{"jsonrpc":"2.0","id":9,"result":{}}`,
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}`,
		`{"jsonrpc":"2.0","id":1,"method":"tools/call"}`,
	} {
		t.Run(line, func(t *testing.T) {
			done := make(chan struct{})
			go func() {
				defer close(done)
				shape := map[string]reflect.Type{}
				for _, name := range []string{"status", "actions", "lint", "rules", "show", "trends"} {
					shape[name] = reflect.TypeFor[Started]()
				}
				_ = Serve(t.Context(), io.NopCloser(strings.NewReader(hello+line+"\n")), writer{io.Discard}, Options{Shapes: shape}) // how it ends is told elsewhere
			}()
			select {
			case <-done:
			case <-time.After(time.Minute):
				t.Fatal("the session does not end")
			}
		})
	}
}

type writer struct{ io.Writer }

func (writer) Close() error { return nil }

// FuzzPatience passes any bytes in any pieces: the waiting ends when the session does.
func FuzzPatience(f *testing.F) {
	f.Add("{\"id\":1,\"method\":\"x\"}\n{\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}\n", 5)
	f.Add("\n\n[", 1)
	f.Fuzz(func(_ *testing.T, text string, piece int) {
		p := newPatience()
		l := lines{patience: p, in: true}
		for b := []byte(text); len(b) > 0; {
			n := min(len(b), 1+piece&0xFF)
			l.pass(b[:n])
			b = b[n:]
		}
		p.giveUp()
		p.wait()
	})
}
