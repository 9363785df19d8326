package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The part of JUnit's XML that Jenkins, GitLab and most others read; see testdata/schema.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Skipped *string       `xml:"skipped"`
		Failure *junitFailure `xml:"failure"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// findingsJUnit writes a suite for each file. Each finding is a test: an error or a warning one that failed, a
// hint one that passed with a note, a suppressed one is skipped. A file without any is one test that passed.
func findingsJUnit(w io.Writer, res lint.Result, _ Style) error {
	files := make(map[string][]junitCase, len(res.Paths))
	for _, file := range res.Paths {
		files[file] = nil
	}
	for i := range res.Diagnostics {
		d := &res.Diagnostics[i]
		files[d.File] = append(files[d.File], junitFinding(d))
	}
	for i := range res.Suppressed {
		d := &res.Suppressed[i]
		why := Visible(fmt.Sprintf("%s; suppressed: %s", d.Message, d.Reason))
		files[d.File] = append(files[d.File], junitCase{Name: d.Rule, Class: Visible(d.File), Skipped: &why})
	}
	suites := junitSuites{Name: "pir lint"}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		suite := junitSuiteOf(Visible(file), files[file])
		suites.Tests += suite.Tests
		suites.Failures += suite.Failures
		suites.Suites = append(suites.Suites, suite)
	}
	return writeXML(w, suites)
}

func junitFinding(d *diag.Diagnostic) junitCase {
	c := junitCase{Name: d.Rule, Class: Visible(d.File)}
	text := Visible(d.String())
	if line := strings.TrimSpace(d.Excerpt); line != "" {
		text += "\n" + Visible(line)
	}
	if d.Severity == diag.Info {
		c.Out = text
		return c
	}
	c.Failure = &junitFailure{Type: d.Severity.String(), Message: Visible(d.Message), Text: text}
	return c
}

// junitSuiteOf counts the tests of a file. A name that comes again gets a number, because readers follow a test
// from run to run by its name.
func junitSuiteOf(file string, cases []junitCase) junitSuite {
	if len(cases) == 0 {
		cases = []junitCase{{Name: "no findings", Class: file}}
	}
	suite := junitSuite{Name: file, Tests: len(cases), Cases: cases}
	seen := make(map[string]int, len(cases))
	for i := range cases {
		c := &cases[i]
		seen[c.Name]++
		if n := seen[c.Name]; n > 1 {
			c.Name = fmt.Sprintf("%s (%d)", c.Name, n)
		}
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
	}
	return suite
}
