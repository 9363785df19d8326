package render

import (
	"encoding/xml"
	"io"

	"github.com/pir-cli/pir/internal/lint"
)

// The report of checkstyle, which many tools read.
type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// findingsCheckstyle writes the files that have findings, with the names of severities that checkstyle uses
// itself: error, warning, info.
func findingsCheckstyle(w io.Writer, res lint.Result, _ Style) error {
	report := checkstyleReport{Version: "4.3"}
	for i := range res.Diagnostics {
		d := &res.Diagnostics[i]
		if i == 0 || res.Diagnostics[i-1].File != d.File { // findings are sorted by file
			report.Files = append(report.Files, checkstyleFile{Name: Visible(d.File)})
		}
		file := &report.Files[len(report.Files)-1]
		file.Errors = append(file.Errors, checkstyleError{
			Line: d.Range.Start.Line, Column: d.Range.Start.Column, Severity: d.Severity.String(),
			Message: Visible(d.Message), Source: "pir." + d.Rule,
		})
	}
	return writeXML(w, report)
}
