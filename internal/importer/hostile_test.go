package importer_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// FuzzRead holds that no file makes the import panic, that the text stays as it was, that what comes out is read back,
// and that a second import changes nothing.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"# Belt\n\n## Timeline (UTC)\n\n- 23:55 One\n- 00:10 Two\n\n## Actions\n\n- [x] One (@ann, due 2024-06-01) [#7](https://example.com/issues/7)\n",
		"---\ntitle: x\ntags: [a]\n---\n# Belt\r\n\r\n| Time | What |\r\n|--|--|\r\n| 10.05 | a\\|b |\r\n",
		"+++\na = 1\nb = [{c = 2024-05-02}]\n+++\n\n**Update**: x {{< track \"2024-05-02T10:05:00Z\" >}}\n",
		"## 10:00\n\nx\n\n## 11:00\n\ny\n", "Severity: P1<br>\nDetected: 2 May 2024, 10:05 CEST (about)\n", "- **Key events**\n  - First detected 2024-05-02 08:33\n",
		"# タイムライン（JST）\n\n- 10時05分 検知\n", source.BOM + "---\n", "~~~\n- 10:00\n", "- ??:??\n* 24:00 to 25:61 PM\n", "[[[[](((<<<>>>{{{{***___```",
		"# L\n\n## 2024-05-02 a\n\n**Impact:** x\n\n**Resolution:** y\n\n## 2024-05-03 b\n\n**Impact:** x\n\n**Resolution:** y\n",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, b []byte, force bool) {
		before := bytes.Clone(b)
		d := importer.Read(source.New("reports/2024-05-02-x.md", b), importer.Options{Force: force})
		if !bytes.Equal(b, before) {
			t.Fatal("the bytes that were read have changed")
		}
		for _, p := range d.Log {
			if p.Span.Start < 0 || p.Span.End > len(b) || p.Span.Start >= p.Span.End {
				t.Fatalf("part %v of %d bytes", p.Span, len(b))
			}
		}
		if d.After == nil {
			return
		}
		r := report.NewParser().Parse(source.New("reports/2024-05-02-x.md", d.After))
		body := d.After[r.Body.Start:r.Body.End]
		if !r.HasFrontMatter || !bytes.HasSuffix(b, body) {
			t.Fatalf("%q became %q", b, d.After)
		}
		if len(r.Timeline) != len(d.Timeline) || len(r.Actions) != len(d.Actions) || len(r.Causes) != len(d.Causes) {
			t.Fatalf("what was lifted is not what is read back:\n%s", d.After)
		}
		if again := importer.Read(source.New("reports/2024-05-02-x.md", d.After), importer.Options{Force: force}); again.After != nil {
			t.Fatalf("a second import changes it:\n%s\n%s", d.After, again.After)
		}
	})
}

// TestHostile holds that files made to take long end with a message or with what was found. One that takes minutes
// meets the time limit of the tests.
func TestHostile(t *testing.T) {
	part := 1
	if testing.Short() {
		part = 20
	}
	lines := func(n int, line string) string { return strings.Repeat(line, n/part) }
	for name, text := range map[string]string{
		"a table of 50 MB":        "# T\n\n|Time|Event|\n|--|--|\n" + lines(50<<20/20, "|10:00|what it was |\n"),
		"a table of 2 MB":         "# T\n\n|Time|Event|\n|--|--|\n" + lines(100_000, "|10:00|what|\n"),
		"100 000 headings":        lines(100_000, "# 10:00 a\n"),
		"100 000 deeper headings": "# Timeline\n" + lines(100_000, "## 10:00 a\n"),
		"headings up and down":    lines(20_000, "# a\n## 10:00 b\n### 2024-05-02\n"),
		"an open fence":           "# T\n\n```\n" + lines(100_000, "- 10:00 x\n"),
		"fences in fences":        lines(20_000, "```\n- 10:00\n"),
		"open tags":               "# T\n\n" + lines(50_000, "<div><a "),
		"open comments":           lines(100_000, "<!-- x\n\n"),
		"entities":                "# T\n\n- " + lines(200_000, "&lt;&#x3c;"),
		"brackets":                "# T\n\n## Actions\n\n- " + lines(300_000, "[") + lines(300_000, "]("),
		"links":                   "# T\n\n## Actions\n\n- " + lines(40_000, "[a](https://example.com/issues/1) "),
		"definitions":             "# T\n\n## Actions\n\n- [a0]\n\n" + lines(100_000, "[a]: https://example.com\n"),
		"one long line of times":  "# T\n\n## Timeline\n\n- " + lines(200_000, "10:00 "),
		"one long line of dates":  "# T\n\n" + lines(200_000, "May 1 "),
		"many entries":            "# T\n\n## Timeline\n\n" + lines(20_000, "- 10:00 something happened here\n"),
		"many causes and actions": "# T\n\n## Root cause\n\n" + lines(20_000, "- x y\n") + "\n## Actions\n\n" + lines(20_000, "- do (@a)\n"),
		"deep lists":              lines(3_000, "- "),
		"lists ever deeper":       deeper(1_000),
		"labels":                  lines(100_000, "**Impact:** x\n\n"),
		"emphasis":                "# T\n\n- " + lines(500_000, "*_"),
		"marks of what is blank":  lines(100_000, "{{ a }} "),
		"Chinese without an end":  "## 时间线\n\n- " + lines(300_000, "月"),
	} {
		t.Run(name, func(t *testing.T) {
			d := importer.Read(source.New("2024-05-02-x.md", []byte(text)), importer.Options{})
			if d.Skip == "" && d.After == nil {
				t.Error("neither imported nor left with a message")
			}
		})
	}
}

// deeper is a list each of whose items is in the one before.
func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- 10:00 x\n")
	}
	return b.String()
}
