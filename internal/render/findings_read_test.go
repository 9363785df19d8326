package render

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// The readers of the formats, written as a stranger would who knows the format and not this program.

func decode(t *testing.T, text string, into any) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(into); err != nil || dec.More() {
		t.Fatalf("%v, more: %v", err, dec.More())
	}
}

func decodeXML(t *testing.T, text string, into any) {
	t.Helper()
	if err := xml.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func readJSON(t *testing.T, text string) (all []seen) {
	t.Helper()
	var doc struct {
		Findings []struct {
			Rule, Severity, Message, File string
			Line                          int
		}
	}
	decode(t, text, &doc)
	for _, f := range doc.Findings {
		all = append(all, seen{f.Rule, f.Severity, f.File, f.Message, f.Line})
	}
	return all
}

func readSARIF(t *testing.T, text string) (all []seen) {
	t.Helper()
	if strings.Contains(text, "null") {
		t.Error("null in place of a list")
	}
	var doc struct {
		Runs []struct {
			ColumnKind string
			Tool       struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex *int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI, URIBaseID string }
						Region           struct{ StartLine int }
					}
				}
				Suppressions []struct{ Kind, Status, Justification string }
			}
		}
	}
	decode(t, text, &doc)
	if len(doc.Runs) != 1 || doc.Runs[0].ColumnKind != "unicodeCodePoints" || doc.Runs[0].Results == nil {
		t.Fatalf("%d runs", len(doc.Runs))
	}
	run := doc.Runs[0]
	suppressed := 0
	for _, r := range run.Results {
		at := r.Locations[0].PhysicalLocation
		uri, err := url.Parse(at.ArtifactLocation.URI)
		if err != nil || uri.IsAbs() || uri.Host != "" || uri.RawQuery != "" || uri.Fragment != "" || at.ArtifactLocation.URIBaseID != "%SRCROOT%" {
			t.Errorf("uri %q: %v", at.ArtifactLocation.URI, err)
			continue
		}
		if r.RuleIndex == nil || run.Tool.Driver.Rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule index of %s", r.RuleID)
		}
		if len(r.Suppressions) > 0 {
			suppressed++
			if s := r.Suppressions[0]; s.Kind != "inSource" || s.Status != "accepted" || s.Justification != hostile().Suppressed[0].Reason {
				t.Errorf("suppression %+v", s)
			}
			continue
		}
		all = append(all, seen{r.RuleID, r.Level, uri.Path, r.Message.Text, at.Region.StartLine})
	}
	if len(all) > 0 && suppressed != 1 {
		t.Errorf("%d suppressed", suppressed)
	}
	return all
}

func readGitLab(t *testing.T, text string) (all []seen) {
	t.Helper()
	var doc []struct {
		Description, Severity, Fingerprint string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	decode(t, text, &doc)
	if doc == nil {
		t.Error("null in place of a list")
	}
	for _, i := range doc {
		all = append(all, seen{i.CheckName, i.Severity, i.Location.Path, i.Description, i.Location.Lines.Begin})
	}
	return all
}

func readJUnit(t *testing.T, text string) (all []seen) {
	t.Helper()
	var doc struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Name     string `xml:"name,attr"`
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Skipped  int    `xml:"skipped,attr"`
			Cases    []struct {
				Name    string  `xml:"name,attr"`
				Class   string  `xml:"classname,attr"`
				Out     string  `xml:"system-out"`
				Skipped *string `xml:"skipped"`
				Failure *struct {
					Type    string `xml:"type,attr"`
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	decodeXML(t, text, &doc)
	for _, suite := range doc.Suites {
		names := map[string]bool{}
		for _, c := range suite.Cases {
			if names[c.Name] || c.Class != suite.Name {
				t.Errorf("test %q of class %q in suite %q", c.Name, c.Class, suite.Name)
			}
			names[c.Name] = true
			rule, _, _ := strings.Cut(c.Name, " (")
			switch {
			case c.Failure != nil:
				all = append(all, seen{rule, c.Failure.Type, suite.Name, c.Failure.Message, lineIn(t, suite.Name, c.Failure.Text)})
			case c.Out != "":
				_, message, _ := strings.Cut(strings.TrimPrefix(c.Out, suite.Name), " info: ")
				message, _, _ = strings.Cut(message, " ["+rule+"]")
				all = append(all, seen{rule, "passed", suite.Name, message, lineIn(t, suite.Name, c.Out)})
			case c.Skipped == nil && c.Name != "no findings":
				t.Errorf("%s passed without a word", c.Name)
			}
		}
		if suite.Tests != len(suite.Cases) || suite.Failures > suite.Tests || suite.Name == "reports/2026-04-01-clean.md" && suite.Failures+suite.Skipped > 0 {
			t.Errorf("counts of %+v", suite)
		}
	}
	if len(doc.Suites) > 0 && (len(doc.Suites) != 3 || doc.Tests != 6 || doc.Failures != 3) {
		t.Errorf("%d suites, %d tests, %d failures", len(doc.Suites), doc.Tests, doc.Failures)
	}
	return all
}

// lineIn returns the line in file:line:column at the start of a text.
func lineIn(t *testing.T, file, text string) int {
	t.Helper()
	number, _, _ := strings.Cut(strings.TrimPrefix(text, file+":"), ":")
	n, err := strconv.Atoi(number)
	if err != nil {
		t.Errorf("no place in %q", text)
	}
	return n
}

func readCheckstyle(t *testing.T, text string) (all []seen) {
	t.Helper()
	var doc struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	decodeXML(t, text, &doc)
	for _, f := range doc.Files {
		for _, e := range f.Errors {
			all = append(all, seen{strings.TrimPrefix(e.Source, "pir."), e.Severity, f.Name, e.Message, e.Line})
		}
	}
	return all
}

// readGitHub reads workflow commands as the runner does: a command is a line that begins with ::, its
// properties end at the next ::, and the escapes are undone after cutting.
func readGitHub(t *testing.T, text string) (all []seen) {
	t.Helper()
	data := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	property := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	for line := range strings.Lines(text) {
		head, message, ok := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
		command, list, spaced := strings.Cut(head, " ")
		if !ok || !spaced || !strings.HasPrefix(line, "::") {
			t.Errorf("no command: %q", line)
			continue
		}
		properties := map[string]string{}
		for pair := range strings.SplitSeq(list, ",") {
			key, value, _ := strings.Cut(pair, "=")
			properties[key] = property.Replace(value)
		}
		if n := len(properties); n != 6 && (n != 4 || properties["line"] == properties["endLine"]) {
			t.Errorf("properties %q", list)
		}
		at, err := strconv.Atoi(properties["line"])
		if err != nil {
			t.Errorf("line of %q", list)
		}
		message = strings.TrimSuffix(data.Replace(message), " ["+properties["title"]+"]")
		place := properties["file"] + ":" + properties["line"] + ":"
		if !strings.HasPrefix(message, place) {
			t.Errorf("the text %q does not begin with %q", message, place)
		}
		_, message, _ = strings.Cut(strings.TrimPrefix(message, place), ": ")
		all = append(all, seen{properties["title"], command, properties["file"], message, at})
	}
	return all
}
