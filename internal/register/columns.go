package register

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// FileName is the name that the file has unless the policy gives it another.
const FileName = "incidents.csv"

// Columns says which heading of the table each column has.
type Columns struct {
	Key, Title, Severity, Detected, Resolved, Closed, Report string
}

// DefaultColumns returns the headings of a register that was made for pir: the names themselves.
func DefaultColumns() Columns {
	return Columns{Key: "key", Title: "title", Severity: "severity", Detected: "detected", Resolved: "resolved", Closed: "closed", Report: "report"}
}

// column is one column with its place in the table.
type column struct {
	name    string // as pir.yaml calls it
	heading string
	must    bool
	at      int // from 0, or -1 when the table does not have it
}

// The columns in the order of Columns.
const (
	key = iota
	title
	severity
	detected
	resolved
	closed
	report
	columnCount
)

func (c Columns) list() [columnCount]column {
	def := DefaultColumns()
	return [columnCount]column{
		key:      {name: def.Key, heading: c.Key, must: true},
		title:    {name: def.Title, heading: c.Title},
		severity: {name: def.Severity, heading: c.Severity, must: true},
		detected: {name: def.Detected, heading: c.Detected},
		resolved: {name: def.Resolved, heading: c.Resolved},
		closed:   {name: def.Closed, heading: c.Closed},
		report:   {name: def.Report, heading: c.Report},
	}
}

// find looks for each column among the headings. A column that has to be there and is not, one that the policy
// names and that is not, and one that is probably misspelt are problems of the first line.
func (c Columns) find(headings []string, at source.Span) (found [columnCount]column, problems []diag.Problem) {
	found = c.list()
	free := slices.Clone(headings)
	for i := range found {
		col := &found[i]
		same := func(h string) bool { return field.Fold(h) == field.Fold(col.heading) }
		col.at = slices.IndexFunc(headings, same)
		if col.at >= 0 {
			free = slices.DeleteFunc(free, same)
			if slices.ContainsFunc(headings[col.at+1:], same) {
				problems = append(problems, problem(at, "two columns are called %q; only one of them can count", col.heading))
			}
		}
	}
	for i := range found {
		col := &found[i]
		if col.at >= 0 {
			continue
		}
		near, misspelt := nearest.Nearest(col.heading, free)
		named := field.Fold(col.heading) != field.Fold(col.name)
		if !misspelt && !named && !col.must {
			continue
		}
		hint := "write the heading that it has under `register: {columns: {" + col.name + ": …}}` in pir.yaml"
		if misspelt {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		problems = append(problems, problem(at, "there is no column %q, the columns are %s; %s", col.heading, shown(headings), hint))
	}
	return found, problems
}

// shown writes headings for a message, not all of a table that is none.
func shown(headings []string) string {
	const most = 12
	if len(headings) > most {
		headings = append(slices.Clone(headings[:most]), "…")
	}
	return strings.Join(headings, ", ")
}

func problem(at source.Span, format string, args ...any) diag.Problem {
	return diag.Problem{Span: at, Message: fmt.Sprintf(format, args...)}
}
