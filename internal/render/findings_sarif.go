package render

import (
	"io"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot   = "%SRCROOT%" // the base that uploaders put the checkout in place of
	projectURL  = "https://github.com/pir-cli/pir"
)

// The part of SARIF 2.1.0 that findings need. Keys are those of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool               `json:"tool"`
		ColumnKind string                  `json:"columnKind"`
		Bases      map[string]sarifBaseURI `json:"originalUriBaseIds"`
		Results    []sarifResult           `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		URI     string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifBaseURI struct {
		Description sarifText `json:"description"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   sarifText   `json:"shortDescription"`
		Full    sarifText   `json:"fullDescription"`
		Help    sarifText   `json:"help"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifConfig struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    *int               `json:"ruleIndex,omitempty"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Prints       map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Fixes        []sarifFix         `json:"fixes,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
)

// findingsSARIF writes SARIF 2.1.0: every rule that ran with its page, the findings, and those that a report
// suppresses, marked so.
func findingsSARIF(w io.Writer, res lint.Result, s Style) error {
	rules := make([]sarifRule, 0, len(res.Rules))
	index := make(map[string]int, len(res.Rules))
	for i, r := range res.Rules {
		index[r.Name] = i
		rules = append(rules, sarifRuleOf(r))
	}
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "pir", Version: s.Version, URI: projectURL, Rules: rules}},
		ColumnKind: "unicodeCodePoints",
		Bases:      map[string]sarifBaseURI{sarifRoot: {Description: sarifText{Text: "The top of the repository."}}},
		Results:    make([]sarifResult, 0, len(res.Diagnostics)+len(res.Suppressed)),
	}
	all := append(append(make([]diag.Diagnostic, 0, cap(run.Results)), res.Diagnostics...), res.Suppressed...)
	prints := diag.Fingerprints(all)
	for i := range all {
		result := sarifResultOf(&all[i], prints[i])
		if at, ok := index[all[i].Rule]; ok {
			result.RuleIndex = &at
		}
		if i >= len(res.Diagnostics) {
			result.Suppressions = []sarifSuppression{{Kind: "inSource", Status: "accepted", Justification: all[i].Reason}}
		}
		run.Results = append(run.Results, result)
	}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(r lint.Rule) sarifRule {
	more := r.Title() + ". `pir rules " + r.Name + "` says why and what to do."
	return sarifRule{
		ID:      r.Name,
		Short:   sarifText{Text: r.Title() + "."},
		Full:    sarifText{Text: more},
		Help:    sarifText{Text: more, Markdown: strings.TrimSpace(r.Page)},
		Default: sarifConfig{Enabled: r.Severity != diag.Off, Level: sarifLevel(r.Severity)},
	}
}

func sarifResultOf(d *diag.Diagnostic, fingerprint string) sarifResult {
	at := sarifPhysical{Artifact: sarifArtifactOf(d.File)}
	if d.Range.Start.Line > 0 { // else the finding is about the file
		region := sarifRegionOf(d.Range)
		at.Region = &region
	}
	var fixes []sarifFix
	if len(d.Fix) > 0 && d.Reason == "" { // what is suppressed stays as it is
		fixes = []sarifFix{sarifFixOf(d)}
	}
	return sarifResult{
		Fixes:     fixes,
		RuleID:    d.Rule,
		Level:     sarifLevel(d.Severity),
		Message:   sarifText{Text: sarifPlain(d.Message)},
		Locations: []sarifLocation{{at}},
		Prints:    map[string]string{"pirFinding/v1": fingerprint},
	}
}

func sarifRegionOf(r source.Range) sarifRegion {
	return sarifRegion{r.Start.Line, r.Start.Column, r.End.Line, r.End.Column}
}

// sarifFixOf returns what `pir lint --fix` would do about a finding.
func sarifFixOf(d *diag.Diagnostic) sarifFix {
	change := sarifChange{Artifact: sarifArtifactOf(d.File)}
	for _, e := range d.Fix {
		change.Replacements = append(change.Replacements, sarifReplacement{sarifRegionOf(e.Range), sarifText{Text: e.New}})
	}
	return sarifFix{Description: sarifText{Text: "Mend it as `pir lint --fix` does."}, Changes: []sarifChange{change}}
}

func sarifLevel(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	case diag.Info:
		return "note"
	default:
		return "none"
	}
}

var (
	sarifPlaceholder = regexp.MustCompile(`\{[0-9]+\}`)
	sarifBrackets    = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)
	sarifBraces      = strings.NewReplacer("{", "{{", "}", "}}")
	windowsDrive     = regexp.MustCompile(`^[A-Za-z]:/`)
)

// sarifPlain keeps the two things in a message that SARIF gives a meaning from having it: a link (§3.11.6)
// and a placeholder (§3.11.5). Other brackets and braces stay as they are, because few viewers take
// the escapes away again.
func sarifPlain(message string) string {
	if strings.Contains(message, "](") {
		message = sarifBrackets.Replace(message)
	}
	if sarifPlaceholder.MatchString(message) {
		message = sarifBraces.Replace(message)
	}
	return message
}

// sarifArtifactOf returns the place of a file. One outside the repository, which a user named, has no base.
// A colon is escaped, or the first folder of a path could be read as a scheme.
func sarifArtifactOf(file string) sarifArtifact {
	if path.IsAbs(file) || windowsDrive.MatchString(file) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(file, "/")}).String()}
	}
	artifact := sarifArtifact{URI: strings.ReplaceAll((&url.URL{Path: file}).EscapedPath(), ":", "%3A"), Base: sarifRoot}
	if strings.HasPrefix(file, "../") {
		artifact.Base = ""
	}
	return artifact
}
