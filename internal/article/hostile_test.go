package article

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// payloads are what strangers write into fields and text, to make a page do something.
var payloads = []string{
	`<script>alert(1)</script>`, `"><script>alert(1)</script>`, `' onmouseover='alert(1)`, `" autofocus onfocus="alert(1)`, `</title><script>alert(1)</script>`, `</style><script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`, `<svg/onload=alert(1)>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<iframe src="https://evil.example"></iframe>`, `<base href="https://evil.example/">`,
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)", `&#106;avascript:alert(1)`, `data:text/html;base64,PHNjcmlwdD4=`, `vbscript:x`, `//evil.example/x`, `\\evil.example\x`, `https://evil.example/"onmouseover="alert(1)`,
	`[x](javascript:alert(1))`, `[x](//evil.example)`, `![x](https://evil.example/x.png)`, `<javascript:alert(1)>`, `../../../etc/passwd`, `/etc/passwd`, `..\..\x`, `=HYPERLINK("https://evil.example")`, `{{.Title}}`, `{{define "x"}}`, "\u202egnp.exe", "a\x00b", `<!--`, `-->`, `]]>`, `<![CDATA[x]]>`, `</svg>`, `</text><script>alert(1)</script>`, `#{x}`, "`x` <b>", `<style>*{background:url(https://evil.example)}</style>`, `" style="background:url(https://evil.example)`,
}

// yaml writes a report with a payload in every field that takes text, and in each word, date and number as well when
// wild, so that also what a reader refuses is shown by nobody.
func yaml(fields []field.Description, indent, payload string, wild bool) string {
	quoted := field.NewText(strings.ReplaceAll(payload, "\x00", "\x01")).Flow()
	var b strings.Builder
	for _, d := range fields {
		value := quoted
		switch {
		case d.Type == "list":
			lines := yaml(d.Fields, indent+"    ", payload, wild)
			fmt.Fprintf(&b, "%s%s:\n%s  - %s", indent, d.Name, indent, strings.TrimLeft(lines, " "))
			continue
		case d.Type == "mapping":
			fmt.Fprintf(&b, "%s%s:\n%s", indent, d.Name, yaml(d.Fields, indent+"  ", payload, wild))
			continue
		case d.Type == "texts":
			value = "[" + quoted + ", " + quoted + "]"
		case wild:
		case len(d.Words) > 0:
			value = d.Words[0]
		case d.Type == "date":
			value = "2026-01-01"
		case d.Type == "time":
			value = "2026-01-01T10:00:00Z"
		case d.Type == "number":
			value = "12"
		}
		fmt.Fprintf(&b, "%s%s: %s\n", indent, d.Name, value)
	}
	return b.String()
}

func hostileReport(t *testing.T, payload string, wild bool) *report.Report {
	t.Helper()
	body := "\n## " + payload + "\n\n" + payload + "\n\n- " + payload + "\n\n| " + payload + " |\n|---|\n| " + payload + " |\n\n[x](" + payload + ") ![" + payload + "](" + payload + ") <" + payload + ">\n\n[x]: " + payload + "\n"
	r := parse(t, "reports/2026-01-01-hostile.md", "---\n"+yaml(report.Fields(), "", payload, wild)+"---\n"+strings.ReplaceAll(body, "\x00", ""))
	if !r.HasFrontMatter {
		t.Fatalf("%q is no front matter: %v", payload, r.Problems)
	}
	return r
}

func TestHostile(t *testing.T) {
	for i, payload := range payloads {
		for _, wild := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d %v", i, wild), func(t *testing.T) {
				r := hostileReport(t, payload, wild)
				text := page(t, r, policy.Default())
				doc := sound(t, text)
				if strings.Contains(text, "\u202e") || strings.Contains(text, "\x00") || strings.Contains(text, "\x01") {
					t.Error("a character that does something is left")
				}
				// The page has the same elements as one of a harmless word, but for links and what markdown makes of the text.
				plain, err := html.Parse(strings.NewReader(page(t, hostileReport(t, "word", wild), policy.Default())))
				if err != nil {
					t.Fatal(err)
				}
				known := tags(plain)
				for _, tag := range tags(doc) {
					if !slices.Contains(known, tag) && !slices.Contains([]string{"a", "em", "strong", "code", "pre", "blockquote", "br", "img", "h2", "h3", "h4", "hr", "ol", "ul", "li", "del", "span", "b"}, tag) {
						t.Errorf("the payload made a <%s>", tag)
					}
				}
			})
		}
	}
}

func tags(doc *html.Node) []string {
	var list []string
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && !slices.Contains(list, n.Data) {
			list = append(list, n.Data)
		}
	}
	return list
}

// TestHostileIDs holds that ids of causes and actions cannot break a link or stand for another's.
func TestHostileIDs(t *testing.T) {
	for _, id := range []string{`"><script>`, "A 1", "A1", "ä", "events", "", "a/b", "#"} {
		q := strconv.Quote(id)
		r := parse(t, "2026-01-01-x.md", "---\ntitle: x\nseverity: sev1\nstatus: draft\ntimeline: [{at: 2026-01-01, event: x}]\ncauses: [{id: "+q+"}, {id: "+q+"}]\nactions: [{id: "+q+", addresses: ["+q+"]}, {id: "+q+", addresses: ["+q+"]}]\n---\n")
		sound(t, page(t, r, policy.Default()))
	}
}

// TestEvidence holds what becomes a link.
func TestEvidence(t *testing.T) {
	var asked []string
	m := maker{Context: Context{Link: func(kind, key string) string {
		asked = append(asked, kind+" "+key)
		return "files/" + key
	}}, r: &report.Report{}}
	for s, want := range map[string]string{
		"commit:ab12cd3":          "commit:ab12cd3",
		"https://x.example/a":     `<a class="itself" href="https://x.example/a" rel="noopener noreferrer">https://x.example/a</a>`,
		"docs/runbook.md":         `<a href="files/docs/runbook.md">docs/runbook.md</a>`,
		"docs/runbook.md#part":    `<a href="files/docs/runbook.md">docs/runbook.md#part</a>`,
		"../secret.md":            "../secret.md",
		"a/../../secret.md":       "a/../../secret.md",
		"/etc/passwd":             "/etc/passwd",
		".git/config":             ".git/config",
		"a//b":                    "a//b",
		"Three test calls; fine.": "Three test calls; fine.",
		"seen by the owner":       "seen by the owner",
		"javascript:alert(1)":     "javascript:alert(1)",
	} {
		if got := join(m.evidence([]field.Text{{Value: s}})); string(got) != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
	for _, a := range asked {
		if a != "file docs/runbook.md" {
			t.Errorf("the page was asked for %q", a)
		}
	}
}
