package coverage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/register"
)

// Disagreement is something that the register and the reports say differently, or that cannot be right in the register.
type Disagreement struct {
	Kind     string // name of a DisagreementKind
	Key      string // of the incident, "" when the row has none
	Report   string // id, "" for one of the register alone
	Register string // what the register says, "" for nothing
	InReport string // what the report says, "" for nothing
	Message  string // without a final period
	File     string // where it stands
	Line     int
}

// DisagreementKind says what a disagreement is about.
type DisagreementKind struct {
	Name, Group string
	Doc         string
}

// The groups of disagreements.
const (
	GroupMismatch = "mismatch" // the register and a report do not fit
	GroupRegister = "register" // the register itself is faulty
)

// Kinds returns the kinds of disagreements, in the order in which they are shown.
func Kinds() []DisagreementKind {
	return []DisagreementKind{
		{"severity", GroupMismatch, "the report has another severity"},
		{"closing", GroupMismatch, "the report has another day of closing"},
		{"detected", GroupMismatch, "the report has another day of detection, by more than a day"},
		{"kind", GroupMismatch, "the report calls it a near miss or an exercise"},
		{"same-key", GroupMismatch, "several reports name one incident"},
		{"other-key", GroupMismatch, "the row names a report that names another incident"},
		{"report-unknown", GroupMismatch, "the row names a report that there is not"},
		{"waiver", GroupMismatch, "the review is waived without a reason or a name"},
		{string(register.FaultDuplicate), GroupRegister, "a key stands in two rows"},
		{string(register.FaultDate), GroupRegister, "dates that cannot be: closed before detected, or a year that cannot be"},
		{"future", GroupRegister, "detected on a day that has not come"},
		{string(register.FaultRow), GroupRegister, "a row that cannot be read as it stands"},
		{"severity-unknown", GroupRegister, "no severity, or one that the policy does not have"},
		{"undated", GroupRegister, "no day at all, so in no period"},
	}
}

// Group returns the group of a disagreement.
func (d *Disagreement) Group() string {
	for _, k := range Kinds() {
		if k.Name == d.Kind {
			return k.Group
		}
	}
	return ""
}

// say adds a disagreement, at the row unless it says where it stands.
func (d *desk) say(found Disagreement, row *register.Row) {
	if row != nil && found.File == "" {
		found.File, found.Line = d.Register.File.Path, row.Line
	}
	d.found = append(d.found, found)
}

// faults takes over what is wrong with rows by themselves. They are told whatever the period, because nobody can tell to
// which one such a row belongs.
func (d *desk) faults() {
	for _, f := range d.Register.Problems {
		d.say(Disagreement{Kind: string(f.Kind), Key: f.Key, Message: f.Message, File: d.Register.File.Path, Line: f.Line}, nil)
	}
}

// severityOf finds a row whose severity says nothing.
func (d *desk) severityOf(row *register.Row) {
	if row.Shifted {
		return // a fault of its own
	}
	if _, known := severity(strings.TrimSpace(row.Severity.Value), d.Policy); known {
		return
	}
	message := row.Key.Value + " has no severity, so nobody can tell whether it needs a review"
	if !row.Severity.Empty() {
		message = fmt.Sprintf("the severity of %s is %q, which the policy does not have", row.Key.Value, row.Severity.Value)
	}
	d.say(Disagreement{Kind: "severity-unknown", Key: row.Key.Value, Register: row.Severity.Value, Message: message}, row)
}

// compare finds what a row and its reports say differently.
func (d *desk) compare(row *register.Row, f *Fact, matched []int) {
	d.severities(row, f)
	d.days(row, f)
	if f.kind != kindIncident {
		d.say(Disagreement{
			Kind: "kind", Key: row.Key.Value, Report: f.id, Register: kindIncident, InReport: f.kind,
			Message: fmt.Sprintf("%s is in the register of incidents, and %s calls it %s", row.Key.Value, f.id, f.kind),
		}, row)
	}
	if len(matched) > 1 {
		ids := make([]string, 0, len(matched))
		for _, i := range matched {
			ids = append(ids, d.Facts[i].id)
		}
		d.say(Disagreement{
			Kind: "same-key", Key: row.Key.Value, Report: f.id, InReport: strings.Join(ids, ", "),
			Message: fmt.Sprintf("%s has %d reports, %s; %s counts", row.Key.Value, len(ids), strings.Join(ids, " and "), f.id),
		}, row)
	}
	if f.waived && (f.reason == "" || f.waivedBy == "") {
		d.say(Disagreement{
			Kind: "waiver", Key: row.Key.Value, Report: f.id, File: f.file, Line: f.line,
			Message: fmt.Sprintf("the review of %s is waived without saying by whom and why; write `waived: {by, reason}`", row.Key.Value),
		}, nil)
	}
}

func (d *desk) severities(row *register.Row, f *Fact) {
	here, known := severity(strings.TrimSpace(row.Severity.Value), d.Policy)
	if !known || !f.known || here == f.severity {
		return
	}
	d.say(Disagreement{
		Kind: "severity", Key: row.Key.Value, Report: f.id, Register: row.Severity.Value, InReport: f.written,
		Message: fmt.Sprintf("the severity of %s is %s in the register and %s in %s", row.Key.Value, row.Severity.Value, f.written, f.id),
	}, row)
}

// days compares the days of closing and of detection.
func (d *desk) days(row *register.Row, f *Fact) {
	here, there := localDay(row.Closed), localDay(f.closed)
	switch {
	case !d.Register.Closings || there.IsZero() && here.IsZero() || f.closed.Precision == field.Unclear || row.Closed.Precision == field.Unclear:
	case there.IsZero():
		// A report need not say when the incident was closed.
	case here.IsZero():
		d.say(Disagreement{
			Kind: "closing", Key: row.Key.Value, Report: f.id, InReport: date(there),
			Message: fmt.Sprintf("%s was closed on %s in %s, and has no such day in the register", row.Key.Value, date(there), f.id),
		}, row)
	case !sameDay(row.Closed, f.closed):
		d.say(Disagreement{
			Kind: "closing", Key: row.Key.Value, Report: f.id, Register: date(here), InReport: date(there),
			Message: fmt.Sprintf("%s was closed on %s in the register and on %s in %s", row.Key.Value, date(here), date(there), f.id),
		}, row)
	}
	here, there = countedDay(row.Detected), countedDay(f.detected)
	if !here.IsZero() && !there.IsZero() && !sameDay(row.Detected, f.detected) && max(daysBetween(here, there), daysBetween(there, here)) > 1 {
		d.say(Disagreement{
			Kind: "detected", Key: row.Key.Value, Report: f.id, Register: date(here), InReport: date(there),
			Message: fmt.Sprintf("%s was detected on %s in the register and on %s in %s", row.Key.Value, date(here), date(there), f.id),
		}, row)
	}
}

// sameDay reports whether two times name one day, each as it is written or in UTC.
func sameDay(a, b field.Time) bool {
	return localDay(a).Equal(localDay(b)) || localDay(a).Equal(countedDay(b)) || countedDay(a).Equal(localDay(b)) || countedDay(a).Equal(countedDay(b))
}

func sortDisagreements(list []Disagreement) {
	rank := map[string]int{}
	for i, k := range Kinds() {
		rank[k.Name] = i
	}
	slices.SortStableFunc(list, func(a, b Disagreement) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Report, b.Report))
	})
}
