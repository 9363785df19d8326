package body_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/body"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const front = "---\ntitle: a\nseverity: sev3\nstatus: draft\ncauses: [{id: C1}]\n---\n"

func read(t *testing.T, text string) []body.Block {
	t.Helper()
	return body.Read(report.NewParser().Parse(source.New("a.md", []byte(front+text))))
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"**bold** and *slanted*, __bold__ and _slanted_", "bold and slanted, bold and slanted"},
		{"***both*** of them", "both of them"},
		{"2 * 3 * 4, snake_case_name, a lone *", "2 * 3 * 4, snake_case_name, a lone *"},
		{"**never closed", "**never closed"},
		{"`code *as* it [stands](x)` and `` a ` b ``", "`code *as* it [stands](x)` and `` a ` b ``"},
		{"a `lone backquote *x*", "a `lone backquote x"},
		{`\*not\* slanted, C:\temp, \`, `*not* slanted, C:\temp, \`},
		{"see [the log](https://log.example/a_b?x=(1)) now", "see the log <https://log.example/a_b?x=(1)> now"},
		{`[titled](https://a.example "a (title)")`, "titled <https://a.example>"},
		{"[https://a.example](https://a.example)", "https://a.example"},
		{"[*slanted*](<https://a.example>)", "slanted <https://a.example>"},
		{"![a picture](p.png)", "[image: a picture] <p.png>"},
		{"[![badge](b.svg)](https://a.example)", "[image: badge] <b.svg> <https://a.example>"},
		{"[x](javascript:alert(1))", "x <javascript:alert(1)>"},
		{"[no link] [ref][1] [open](", "[no link] [ref][1] [open]("},
		{"<https://a.example> and <b>tag</b>", "<https://a.example> and <b>tag</b>"},
		{"a <!-- hint --> b", "a  b"},
		{"a <!-- never closed", "a <!-- never closed"},
		{"&lt;script&gt; &amp; &#27;[31m &nothing; &", "<script> & \x1b[31m &nothing; &"},
	} {
		if got := body.Plain(c.text); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestRead(t *testing.T) {
	text := `# Top

First *line*
second line  
after a break

- one
  goes on

  second paragraph
- two
  1. inner
     > said
- [ ] open

3. three
4. four

> quoted
>
> - in a quote

` + "```sh\nls  *x*\n\n\tcat\n```" + `

    indented code

above the table
| a | b |
|---|:-:|
| ` + "`x|y`" + ` | 1 | too much |
| z |

<!-- a hint -->
<details>
raw *html*
</details>

---

## Causes

<!-- pir:begin causes -->

| id | role | category | statement |
|---|---|---|---|
| C1 | | | |

<!-- pir:end -->

## Empty

## Last
`
	want := []body.Block{
		{Kind: body.Heading, Level: 1, Lines: []string{"Top"}},
		{Lines: []string{"First line second line", "after a break"}},
		{Indent: 2, Mark: "- ", Lines: []string{"one goes on"}},
		{Indent: 2, Lines: []string{"second paragraph"}},
		{Indent: 2, Mark: "- ", Lines: []string{"two"}},
		{Indent: 5, Mark: "1. ", Lines: []string{"inner"}},
		{Indent: 5, Quoted: 1, Lines: []string{"said"}},
		{Indent: 2, Mark: "- ", Lines: []string{"[ ] open"}},
		{Indent: 3, Mark: "3. ", Lines: []string{"three"}},
		{Indent: 3, Mark: "4. ", Lines: []string{"four"}},
		{Quoted: 1, Lines: []string{"quoted"}},
		{Indent: 2, Quoted: 1, Mark: "- ", Lines: []string{"in a quote"}},
		{Kind: body.Code, Lines: []string{"ls  *x*", "", "\tcat"}},
		{Kind: body.Code, Lines: []string{"indented code"}},
		{Lines: []string{"above the table"}},
		{Kind: body.Table, Rows: [][]string{{"a", "b"}, {"`x|y`", "1"}, {"z", ""}}},
		{Kind: body.Code, Lines: []string{"<details>", "raw *html*", "</details>"}},
		{Kind: body.Rule},
		{Kind: body.Heading, Level: 2, Lines: []string{"Empty"}},
		{Kind: body.Heading, Level: 2, Lines: []string{"Last"}},
	}
	for _, end := range []string{"\n", "\r\n"} {
		if diff := cmp.Diff(want, read(t, strings.ReplaceAll(text, "\n", end))); diff != "" {
			t.Errorf("with line ends %q (-want +got):\n%s", end, diff)
		}
	}
}

// TestReadFaultyMarker holds that text behind a marker that closes nothing is not lost.
func TestReadFaultyMarker(t *testing.T) {
	got := read(t, "## Causes\n\n<!-- pir:begin causes -->\n\nA person wrote this.\n")
	if diff := cmp.Diff([]body.Block{{Kind: body.Heading, Level: 2, Lines: []string{"Causes"}}, {Lines: []string{"A person wrote this."}}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestHostile holds that the time grows with the length of a text, whatever is in it.
func TestHostile(t *testing.T) {
	const n = 50_000
	for _, part := range []string{"[", "![", "](", "[a](", "<!--", "`", "`` ` ", "*", "**a ", "_a", "&", "&#", `\`, "[](x)", "<", "| -|"} {
		limit, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_ = body.Plain(strings.Repeat(part, n))
		_ = read(t, strings.Repeat(part, n))
		if limit.Err() != nil {
			t.Errorf("%d times %q took more than 10 s", n, part)
		}
		cancel()
	}
}

func FuzzRead(f *testing.F) {
	f.Add("- a\n  > b\n\n| a |\n|-|\n")
	f.Add("<!-- pir:begin causes -->\n<!-- pir:end -->\n")
	f.Add("*a [b](c) `d` \\")
	f.Fuzz(func(t *testing.T, text string) {
		for _, b := range body.Read(report.NewParser().Parse(source.New("a.md", []byte(front+text)))) {
			if len(b.Mark) > b.Indent || b.Kind == body.Table && len(b.Rows) == 0 {
				t.Errorf("%q gives %+v", text, b)
			}
		}
	})
}
