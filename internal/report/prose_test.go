package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/source"
)

func proseOf(body string) (*Report, []Passage) {
	r := NewParser().Parse(source.New("reports/2026-03-02-x.md", []byte("---\ntitle: T\nseverity: sev1\nstatus: draft\n---\n"+body)))
	return r, r.Prose()
}

// TestProse compares passages as SECTION|TEXT, with > before a quote, runs of spaces made one, and / for a line end.
func TestProse(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"nothing", "", nil},
		{"paragraphs and their sections", "Before.\n\n# Top\n\nOne\ntwo.\n\nThree.\n\n## Low\n\nFour.\n", []string{"|Before.", "Top|One/two.", "Top|Three.", "Low|Four."}},
		{"a setext heading", "Top\n===\n\nOne.\n", []string{"Top|One."}},
		{"lists, tight, loose and nested", "## L\n\n- one\n  more\n- two\n  - three\n\n1. four\n\n2. five\n\n   six\n", []string{"L|one/ more", "L|two", "L|three", "L|four", "L|five", "L|six"}},
		{"quotes", "## Q\n\n> said\n> more\n>\n> - item\n\nmine\n", []string{"> Q|said/ more", "> Q|item", "Q|mine"}},
		{"a lazy line of a quote", "> said\nmore\n", []string{"> |said/more"}},
		{"blocks of code", "a\n\n```sh\nTODO\n```\n\n    TODO\n\n~~~\nTODO\n~~~\n\nb\n", []string{"|a", "|b"}},
		{"comments", "a <!-- TODO --> b\n\n<!-- TODO\nmore -->\n\nc <!-- open\n", []string{"|a b", "|c <!-- open"}},
		{"a hint that looks like a tag", "<what happened>\n", []string{"|<what happened>"}},
		{"blocks of HTML", "<details>\n<summary>Log</summary>\ntext\n</details>\n\n<script>\nTODO\n</script>\n", []string{"|<details>/<summary>Log</summary>/text/</details>"}},
		{"code spans", "a `TODO` b ``x ` y`` c `open d\n", []string{"|a b c `open d"}},
		{"a code span over two lines", "a `b\nc` d\n", []string{"|a/ d"}},
		{"an escaped backtick", "a \\`b` c\n", []string{"|a \\`b` c"}},
		{"links", "a [text](https://x.example/TODO \"T\") b ![alt](i(1).png) c [d][ref] e [f](not a link) g (h)\n", []string{"|a [text] b ![alt] c [d] e [f](not a link) g (h)"}},
		{"a link in a list of links", "[a](b), [c](d(e)f).\n", []string{"|[a] , [c] ."}},
		{"link definitions", "[ref]: https://x.example \"T\"\n[b]: ../c.md\n\n[^1]: a note\n", []string{"|[^1]: a note"}},
		{"addresses", "a https://x.example/a-b?c=d. b (see git+ssh://x.example/y), c <https://y.example> <a@b.example> www.z.example d :// e\n", []string{"|a . b (see ), c d :// e"}},
		{"derived blocks", "a\n\n<!-- pir:begin timeline -->\n\n| a | b |\n\ntext\n\n<!-- pir:end -->\n\nb\n", []string{"|a", "|b"}},
		{"a derived block that is not closed", "a\n\n<!-- pir:begin timeline -->\n\nb\n", []string{"|a", "|b"}},
		{"an end without a beginning", "a\n\n<!-- pir:end -->\n\nb\n", []string{"|a", "|b"}},
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			t.Run(c.name, func(t *testing.T) {
				r, prose := proseOf(strings.ReplaceAll(c.body, "\n", ending))
				got := make([]string, 0, len(prose))
				for _, p := range prose {
					checkPlace(t, r, p)
					got = append(got, show(p))
				}
				if diff := cmp.Diff(append([]string{}, c.want...), got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// show writes a passage as in the table.
func show(p Passage) string {
	var b strings.Builder
	if p.Quote {
		b.WriteString("> ")
	}
	b.WriteString(p.Section + "|")
	for i, line := range strings.Split(strings.ReplaceAll(p.Text, "\r", ""), "\n") {
		if i > 0 {
			b.WriteByte('/')
		}
		line = strings.Join(strings.Fields("x"+line+"x"), " ")
		line = strings.TrimSuffix(strings.TrimPrefix(line, "x"), "x")
		b.WriteString(strings.TrimRight(line, " "))
	}
	return strings.TrimRight(b.String(), " ")
}

// checkPlace holds that a byte of a passage is that of the file, or blanked out.
func checkPlace(t *testing.T, r *Report, p Passage) {
	t.Helper()
	there := r.File.Bytes[p.Span.Start:p.Span.End]
	if len(p.Text) != len(there) {
		t.Fatalf("the text of %q has %d bytes and its span %d", p.Text, len(p.Text), len(there))
	}
	for i := range there {
		if p.Text[i] != there[i] && p.Text[i] != ' ' {
			t.Fatalf("byte %d of %q is not that of the file, %q", i, p.Text, there)
		}
	}
}

// TestProseOffsets holds where a word of a passage stands, behind the markers of quotes and lists.
func TestProseOffsets(t *testing.T) {
	r, prose := proseOf("## Ä\n\n> - één `code` word\n>   and other\n")
	if len(prose) != 1 {
		t.Fatalf("%d passages", len(prose))
	}
	at := prose[0].Span.Start + strings.Index(prose[0].Text, "other")
	if got := r.File.Position(at).String(); got != "9:9" {
		t.Errorf("`other` is at %s, want 9:9", got)
	}
}

// TestProseOfUnreadBody holds that a body that was not read tells nothing.
func TestProseOfUnreadBody(t *testing.T) {
	if _, prose := proseOf(strings.Repeat("> ", bodyNesting+1) + "x\n"); prose != nil {
		t.Errorf("passages of a body that was not read: %v", prose)
	}
}

// TestProseIsLinear reads hostile text of a megabyte. Were the time to grow with the square of its length, the test
// would run for a quarter of an hour.
func TestProseIsLinear(t *testing.T) {
	const size = MaxBody / 2
	parts := []string{"](", "(", "`", "`` ` ", "<!--", "<a:", "<a@", "http://", "www.", "a.", "][", "[a]: ", "\\`"}
	texts := make([]string, 0, len(parts)+1)
	texts = append(texts, strings.Repeat("](", size/4)+strings.Repeat(")", size/4))
	for _, part := range parts {
		texts = append(texts, strings.Repeat(part, size/len(part)))
	}
	var runs strings.Builder // of backticks, of every length, none of them closed
	for i := 1; runs.Len() < size; i++ {
		runs.WriteString(strings.Repeat("`", i) + " ")
	}
	for _, text := range append(texts, runs.String()) {
		b := []byte(text)
		if blankMarkup(b); len(b) != len(text) {
			t.Errorf("%.20q…: the length changed", text)
		}
	}
}
