package rules

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func TestPlaceholderInValues(t *testing.T) {
	for value, want := range map[string]string{
		"TODO": "TODO", "tbd.": "tbd.", "…": "…", " ... ": "...", "???": "???", "@tbd": "@tbd", "To be decided": "To be decided",
		"Restore: TODO":                    "TODO",
		"TODO(sre-1): find the log":        "TODO(sre-1)",
		"Fixed by hand; FIXME: automate":   "FIXME",
		"The number of shops is TBD":       "TBD",
		"At HH:mm the alert came":          "HH:mm",
		"Closed on YYYY-MM-DD":             "YYYY-MM-DD",
		"Alert from <name of the system>":  "<name of the system>",
		"Owner <team>":                     "<team>",
		"[insert what happened] at noon":   "[insert what happened]",
		"The text was lorem ipsum dolor":   "lorem ipsum",
		"A TODO in the module was known":   "",
		"The todo list of the shift":       "",
		"The parser took YYYY-MM-DD as US": "",
		"Answers of <5 ms and of >1 s":     "",
		"List<String of names> was null":   "",
		"Mail from Ops <ops@mail.example>": "",
		"Tag <br> was shown":               "",
		"XXXL shirts were sent":            "",
		"Card 4000-XXXX-XXXX was shown":    "",
		"unknown":                          "",
		"-":                                "",
		"N/A, nobody was reachable":        "",
		"[the runbook](x.md) was followed": "",
	} {
		at, ok := placeholder(value)
		if got := value[at.Start:at.End]; got != want || ok != (want != "") {
			t.Errorf("%q: found %q, want %q", value, got, want)
		}
	}
}

// TestPlaceholderInBody also holds that each is found where it stands.
func TestPlaceholderInBody(t *testing.T) {
	for body, want := range map[string][]string{
		"TODO\n":                                  {"TODO"},
		"- TODO: a\n- b\n- FIXME\n":               {"TODO", "FIXME"},
		"a\n\n> TODO: quoted\n":                   nil,
		"Use `TODO` here, see http://TODO\n":      nil,
		"```\nTODO\n```\n":                        nil,
		"<!-- TODO -->\n":                         nil,
		"<what happened>\n":                       {"<what happened>"},
		"<details open>\n\ntext\n":                nil,
		"_Describe the impact on\ncustomers._\n":  {"_Describe the impact on\ncustomers._"},
		"*Describe*, he said, is a word.\n":       nil,
		"*the add-on list*\n":                     nil,
		"| a | b |\n|---|---|\n| x | TBD |\n":     {"TBD"},
		"## Outage of YYYY-MM-DD\n\ntext\n":       {"YYYY-MM-DD"},
		"…\n":                                     {"…"},
		"a (TODO) and b\nTODO c, the TODO of d\n": {"TODO", "TODO"},
	} {
		text := compose(t, "tlp: amber\n---\n"+body, nil)
		r := report.NewParser().Parse(source.New("reports/2026-03-02-example.md", []byte(text)))
		var got []string
		for _, p := range r.Prose() {
			found, _ := placeholders(p)
			for _, at := range found {
				at = partOf(p.Span, at)
				got = append(got, text[at.Start:at.End])
			}
		}
		sections, _ := r.Sections()
		for _, s := range sections {
			for _, at := range inText(text[s.Span.Start:s.Span.End]) {
				at = partOf(s.Span, at)
				got = append(got, text[at.Start:at.End])
			}
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: found %q, want %q", body, got, want)
		}
	}
}

// TestPlaceholderPlace holds that a part of a value is found where it is written, whatever the quoting.
func TestPlaceholderPlace(t *testing.T) {
	for fragment, want := range map[string]string{
		"title: Outage of TBD\n":                                    "TBD",
		"title: \"Outage of \\u0054BD\"\n":                          "\"Outage of \\u0054BD\"",
		"elsewhere: >\n  Looked at mail-relay.\n  TODO: the rest\n": "TODO",
	} {
		text := compose(t, fragment, nil)
		found := run(t, fixture{files: []pageFile{{path: "reports/2026-03-02-example.md", text: text}}})
		if len(found) != 1 || found[0].Rule != "placeholder" {
			t.Fatalf("%q: %v", fragment, found)
		}
		f := source.New("x", []byte(text))
		if got := text[f.Offset(found[0].Range.Start):f.Offset(found[0].Range.End)]; got != want {
			t.Errorf("%q: found at %q, want %q", fragment, got, want)
		}
	}
}
