package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// actionsCSV writes one line an action, each once, under the keys of the JSON. Lists are joined by a space.
func actionsCSV(w io.Writer, l actions.Listing, _ Style) error {
	out := csv.NewWriter(w)
	head := make([]string, 0, len(actionFields))
	for _, f := range actionFields {
		head = append(head, f.key)
	}
	rows := append(make([][]string, 0, len(l.Records)+1), head)
	for i := range l.Records {
		cells := make([]string, 0, len(actionFields))
		for _, f := range actionFields {
			cells = append(cells, csvText(f.text(&l.Records[i])))
		}
		rows = append(rows, cells)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// actionFields are the columns: the keys of actionJSON in their order.
var actionFields = []struct {
	key  string
	text func(*actions.Record) string
}{
	{"id", func(r *actions.Record) string { return r.ID }},
	{"report", func(r *actions.Record) string { return r.Report }},
	{"title", func(r *actions.Record) string { return r.Title }},
	{"kind", func(r *actions.Record) string { return r.Kind }},
	{"effect", func(r *actions.Record) string { return r.Effect }},
	{"owner", func(r *actions.Record) string { return r.Owner }},
	{"priority", func(r *actions.Record) string { return r.Priority }},
	{"severity", func(r *actions.Record) string { return r.Severity }},
	{"services", func(r *actions.Record) string { return strings.Join(r.Services, " ") }},
	{"teams", func(r *actions.Record) string { return strings.Join(r.Teams, " ") }},
	{"due", func(r *actions.Record) string { return isoDay(r.Due) }},
	{"original_due", func(*actions.Record) string { return "" }},
	{"slips", func(*actions.Record) string { return "" }},
	{"status", func(r *actions.Record) string { return string(r.Status) }},
	{"state", func(r *actions.Record) string { return string(r.State) }},
	{"days_overdue", func(r *actions.Record) string { return strconv.Itoa(r.DaysOverdue) }},
	{"blocked", func(r *actions.Record) string { return isoDay(r.Blocked) }},
	{"done", func(r *actions.Record) string { return isoDay(r.Done) }},
	{"verified", func(r *actions.Record) string { return isoDay(r.Verified) }},
	{"verified_result", func(r *actions.Record) string { return r.Result }},
	{"declined", func(r *actions.Record) string { return isoDay(r.Declined) }},
	{"addresses", func(r *actions.Record) string { return strings.Join(r.Addresses, " ") }},
	{"ticket", func(r *actions.Record) string { return r.Ticket }},
	{"evidence", func(r *actions.Record) string { return strings.Join(r.Evidence, " ") }},
	{"file", func(r *actions.Record) string { return r.File }},
	{"line", func(r *actions.Record) string { return strconv.Itoa(r.Line) }},
}

// plainHandle is an owner such as @platform-lead: no spreadsheet can compute anything with it.
var plainHandle = regexp.MustCompile(`^@[\p{L}\p{N}._-]*$`)

// csvText makes a text visible. A text that a spreadsheet would run as a formula gets an apostrophe in front.
func csvText(s string) string {
	s = Visible(s)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) && !plainHandle.MatchString(s) {
		return "'" + s
	}
	return s
}
