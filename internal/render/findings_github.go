package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The escapes of GitHub's workflow commands: % first, because the others are written with it.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// findingsGitHub writes one workflow command a finding, which GitHub shows at the line in the pull request.
// The text has the place once more, because in the log of the job it stands alone.
func findingsGitHub(w io.Writer, res lint.Result, _ Style) error {
	p := &printer{w: w}
	for i := range res.Diagnostics {
		d := &res.Diagnostics[i]
		start, end := d.Range.Start, d.Range.End
		properties := fmt.Sprintf("file=%s,line=%d,endLine=%d", commandProperty.Replace(Visible(d.File)), start.Line, end.Line)
		if start.Line == end.Line { // columns over several lines are refused
			properties += fmt.Sprintf(",col=%d,endColumn=%d", start.Column, end.Column)
		}
		text := fmt.Sprintf("%s:%d:%d: %s [%s]", d.File, start.Line, start.Column, d.Message, d.Rule)
		p.printf("::%s %s,title=%s::%s\n", githubLevel(d.Severity), properties, commandProperty.Replace(d.Rule), commandData.Replace(Visible(text)))
	}
	return p.err
}

func githubLevel(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	default:
		return "notice"
	}
}
