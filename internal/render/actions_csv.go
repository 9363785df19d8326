package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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
			cells = append(cells, f.csv(&l.Records[i]))
		}
		rows = append(rows, cells)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// actionField is a column of the sheets. One of the functions is set.
type actionField struct {
	key    string
	text   func(*actions.Record) string
	day    func(*actions.Record) time.Time // zero: not known
	number func(*actions.Record) *int      // nil: not known
}

// actionFields are the columns: the keys of actionJSON in their order.
var actionFields = []actionField{
	{key: "id", text: func(r *actions.Record) string { return r.ID }},
	{key: "report", text: func(r *actions.Record) string { return r.Report }},
	{key: "title", text: func(r *actions.Record) string { return r.Title }},
	{key: "kind", text: func(r *actions.Record) string { return r.Kind }},
	{key: "effect", text: func(r *actions.Record) string { return r.Effect }},
	{key: "owner", text: func(r *actions.Record) string { return r.Owner }},
	{key: "priority", text: func(r *actions.Record) string { return r.Priority }},
	{key: "severity", text: func(r *actions.Record) string { return r.Severity }},
	{key: "services", text: func(r *actions.Record) string { return strings.Join(r.Services, " ") }},
	{key: "teams", text: func(r *actions.Record) string { return strings.Join(r.Teams, " ") }},
	{key: "due", day: func(r *actions.Record) time.Time { return r.Due }},
	{key: "original_due", day: func(r *actions.Record) time.Time { due, _ := r.OriginalDue(); return due }},
	{key: "slips", number: func(r *actions.Record) *int { return r.Slips() }},
	{key: "status", text: func(r *actions.Record) string { return string(r.Status) }},
	{key: "state", text: func(r *actions.Record) string { return string(r.State) }},
	{key: "days_overdue", number: func(r *actions.Record) *int { return &r.DaysOverdue }},
	{key: "blocked", day: func(r *actions.Record) time.Time { return r.Blocked }},
	{key: "done", day: func(r *actions.Record) time.Time { return r.Done }},
	{key: "verified", day: func(r *actions.Record) time.Time { return r.Verified }},
	{key: "verified_result", text: func(r *actions.Record) string { return r.Result }},
	{key: "declined", day: func(r *actions.Record) time.Time { return r.Declined }},
	{key: "addresses", text: func(r *actions.Record) string { return strings.Join(r.Addresses, " ") }},
	{key: "ticket", text: func(r *actions.Record) string { return r.Ticket }},
	{key: "evidence", text: func(r *actions.Record) string { return strings.Join(r.Evidence, " ") }},
	{key: "file", text: func(r *actions.Record) string { return r.File }},
	{key: "line", number: func(r *actions.Record) *int { return &r.Line }},
}

// csv returns the cell of a record as text.
func (f actionField) csv(r *actions.Record) string {
	switch {
	case f.day != nil:
		return isoDay(f.day(r))
	case f.number != nil:
		n := f.number(r)
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	default:
		return csvText(f.text(r))
	}
}

// plainHandle is an owner such as @platform-lead: no spreadsheet can compute anything with it.
var plainHandle = regexp.MustCompile(`^@[\p{L}\p{N}._-]*$`)

// csvText makes a text visible, and with that tabs and line ends. A text that a spreadsheet would run as a
// formula gets an apostrophe in front, also when blanks stand before it or when its first character is the wide
// form that programs in East Asia read alike.
func csvText(s string) string {
	s = Visible(s)
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	if strings.ContainsRune("=+-@＝＋－＠", first) && !plainHandle.MatchString(s) {
		return "'" + s
	}
	return s
}
