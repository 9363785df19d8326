package format_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pir-cli/pir/internal/format"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func parse(text string) *report.Report {
	return report.NewParser().Parse(source.New("2026-03-02-example.md", []byte(text)))
}

func formatted(t *testing.T, text string) format.Result {
	t.Helper()
	res, err := format.Report(report.NewParser(), parse(text))
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// examples returns the reports of the example repository.
func examples(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("../../examples/reports/*.md")
	if err != nil || len(files) < 20 {
		tb.Fatalf("%d examples, %v", len(files), err)
	}
	texts := make([]string, 0, len(files))
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return texts
}

const faulty = "line 7: this derived block is never closed; write `<!-- pir:end -->` on a line of its own below it"

func TestReport(t *testing.T) {
	const head = "---\ntitle: a\nstatus: draft\nseverity: sev1\n"
	tests := []struct{ name, in, want, left string }{
		{
			"keys and a table", "---\nstatus: draft\nseverity: sev1\ncauses:\n- statement: s\n  id: C1\ntitle: a\n---\n<!-- pir:begin causes -->\n<!-- pir:end -->\ntext",
			head[:13] + "severity: sev1\nstatus: draft\ncauses:\n- id: C1\n  statement: s\n---\n<!-- pir:begin causes -->\n\n| id | role | category | statement |\n|---|---|---|---|\n| C1 | | | s |\n\n<!-- pir:end -->\ntext", "",
		},
		{"no front matter", "# text\n", "# text\n", "it has no front matter that can be read; `pir lint` says why"},
		{"broken", "---\nstatus: [\ntitle: a\n---\n", "---\nstatus: [\ntitle: a\n---\n", "it has no front matter that can be read; `pir lint` says why"},
		{"a key twice", "---\nstatus: draft\nstatus: closed\ntitle: a\n---\n", "---\nstatus: draft\nstatus: closed\ntitle: a\n---\n", "its keys stay in their order: a key stands in it twice"},
		{"an unclosed block", "---\ntitle: a\nseverity: sev1\nstatus: draft\n---\n\n<!-- pir:begin causes -->\n\ntext\n", "---\ntitle: a\nseverity: sev1\nstatus: draft\n---\n\n<!-- pir:begin causes -->\n\ntext\n", faulty},
		// yaml reads a quoted text on over a line that looks like a comment above the next key.
		{"a text that looks like a comment", "---\nstatus: \"draft\n# b\"\ntitle: a\nseverity: x\n---\n", "---\nstatus: \"draft\n# b\"\ntitle: a\nseverity: x\n---\n", "its keys stay in their order: moving lines would change what they say"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := formatted(t, tt.in)
			if diff := cmp.Diff(tt.want, string(res.Bytes)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if left := strings.Join(res.Left, "\n"); left != tt.left {
				t.Errorf("left: %q, want %q", left, tt.left)
			}
		})
	}
}

// TestShuffled turns the keys of every example around and holds that formatting finds their order again.
func TestShuffled(t *testing.T) {
	for i, text := range examples(t) {
		for _, lineEnd := range []string{"\n", "\r\n"} {
			text := strings.ReplaceAll(text, "\n", lineEnd)
			want := formatted(t, text)
			r := parse(string(want.Bytes))
			var blocks []string
			for _, f := range report.Fields() {
				if _, block, ok := r.Key(f.Name); ok {
					blocks = append(blocks, string(r.File.Bytes[block.Start:block.End]))
				}
			}
			slices.Reverse(blocks)
			front := strings.Join(blocks, "")
			if len(front) != r.FrontMatter.End-r.FrontMatter.Start {
				continue // something stands before the first key
			}
			turned := "---" + lineEnd + front + string(r.File.Bytes[r.FrontMatter.End:])
			got := formatted(t, turned)
			if diff := cmp.Diff(string(want.Bytes), string(got.Bytes)); diff != "" || len(got.Left) > 0 {
				t.Errorf("example %d: left %q, (-want +got):\n%s", i, got.Left, diff)
			}
		}
	}
}

// FuzzFmt holds what formatting must never do: change a value, a byte outside of its work, a line end, or
// its own result.
func FuzzFmt(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text)
	}
	for _, seed := range []string{
		"---\nstatus: draft\ntitle: a\n---\n<!-- pir:begin timeline -->\n<!-- pir:end -->",
		"---\r\nstatus: draft\r\n# c\r\ntitle: a\r\ntimeline:\r\n- event: \"x|<b>`y` &amp; [z](http://a_b)\\n\\u202e\"\r\n  at: 2026-03-29T02:30\r\n---\r\n<!-- pir:begin timeline -->\r\n| old |\r\n<!-- pir:end -->\r\n<!-- pir:begin intervals -->\r\n<!-- pir:end -->\r\n",
		"---\nseverity: x\nstatus: |+\n  a\n\n  # b\n\ntitle: >-\n  b\n---\n```\n<!-- pir:begin causes -->\n```\n<!-- pir:begin causes -->\ntext\n<!-- pir:end -->\n",
		"---\nactions:\n  - title: x\n    # c\n    id: 1\n  - due: |\n      a\n    id: 2\n    # d\n\nseverity: x\nstatus: y\n---\n<!-- pir:begin actions -->\n| A |\n\n<!-- pir:end actions -->\n",
		"---\nstatus: x\ntitel: a\nkind: incident\ntilte: b\nlink: c\nseverity: z\n---\n",
		"---\nstatus: &a x\nseverity: *a\ntitle: *a\n---\n", "---\n? status\n: x\ntitle: y\nseverity: z\n---\n",
		"---\nstatus: x\nimpact:\n  cost:\n    currency: EUR\n    amount: 1\n  summary: s\nseverity: y\n---\n- a\n<!-- pir:begin causes -->\n<!-- pir:end -->\n",
		source.BOM + "---\nstatus: x\n\ttitle: y\nseverity: z\n---\n", "---\nstatus: a\u2028# b\nseverity: c\rtitle: d\n---\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		before := parse(text)
		once := formatted(t, text)
		after := parse(string(once.Bytes))
		twice := formatted(t, string(once.Bytes))
		if !bytes.Equal(once.Bytes, twice.Bytes) {
			t.Fatalf("formatting twice is not formatting once:\n%s", cmp.Diff(string(once.Bytes), string(twice.Bytes)))
		}
		opts := cmp.Options{
			cmpopts.IgnoreTypes(source.Span{}), cmpopts.IgnoreUnexported(report.Report{}),
			cmpopts.IgnoreFields(report.Report{}, "File", "Problems"),
		}
		if diff := cmp.Diff(before, after, opts); diff != "" {
			t.Fatalf("values changed (-before +after):\n%s", diff)
		}
		if got, want := told(after), told(before); got != want {
			t.Fatalf("the text outside the tables changed:\n%s", cmp.Diff(want, got))
		}
		if !before.HasFrontMatter && string(once.Bytes) != text {
			t.Fatal("a file that is no report changed")
		}
		if crlf := strings.Count(text, "\r\n"); crlf > 0 && crlf == strings.Count(text, "\n") && strings.Count(string(once.Bytes), "\r\n") != strings.Count(string(once.Bytes), "\n") {
			t.Fatal("a line of a CRLF file ends in LF")
		}
		if strings.HasSuffix(text, "\n") != bytes.HasSuffix(once.Bytes, []byte("\n")) {
			t.Fatal("the final line end came or went")
		}
		if got, want := sortedLines(after), sortedLines(before); !slices.Equal(got, want) {
			t.Fatalf("lines of the front matter changed:\n%s", cmp.Diff(want, got))
		}
	})
}

// told returns a report's bytes outside of the front matter and the derived blocks.
func told(r *report.Report) string {
	var b strings.Builder
	b.Write(r.File.Bytes[:r.FrontMatter.Start])
	at := r.FrontMatter.End
	for _, d := range r.Derived() {
		if d.Problem == "" {
			b.Write(r.File.Bytes[at:d.Content.Start])
			at = d.Content.End
		}
	}
	b.Write(r.File.Bytes[at:])
	return b.String()
}

// sortedLines returns the lines of the front matter in the order of their text. A key that comes to stand
// behind a dash, or goes from there, is the only line that changes, and only before its first letter.
func sortedLines(r *report.Report) []string {
	front := string(r.File.Bytes[r.FrontMatter.Start:r.FrontMatter.End])
	lines := strings.FieldsFunc(front, func(c rune) bool { return strings.ContainsRune("\n\r\u0085\u2028\u2029", c) })
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, " -")
	}
	slices.Sort(lines)
	return lines
}
