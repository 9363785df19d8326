package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/register"
)

// Register says where the incident register is and what its columns are called.
type Register struct {
	File    string // relative to the root
	Columns register.Columns
	Dates   register.Order
	Zone    *time.Location // of times without an offset; nil when the policy does not say
}

// Format returns how the table is written.
func (r Register) Format() register.Format {
	return register.Format{Columns: r.Columns, Dates: r.Dates, Zone: r.Zone}
}

type registerEntry struct {
	file, dates, timezone field.Text
	columns               columnsEntry
}

var dateOrders = field.Words{List: []string{string(register.DayFirst), string(register.MonthFirst)}}

type columnsEntry struct{ key, title, severity, detected, resolved, closed, report field.Text }

var registerObject = field.NewObject("register", nil,
	text("file", "The table, in CSV with a heading, from the root", func(r *registerEntry) *field.Text { return &r.file }),
	field.ObjectField("columns", "Headings of the columns that are called otherwise", columnsObject, func(r *registerEntry) *columnsEntry { return &r.columns }),
	field.WordField("dates", "What comes first in dates such as 3/2/2026", &dateOrders, func(r *registerEntry) *field.Text { return &r.dates }),
	text("timezone", "IANA zone of times without an offset, such as Europe/Berlin", func(r *registerEntry) *field.Text { return &r.timezone }),
)

var columnsObject = field.NewObject("columns", nil,
	text("key", "Key of the incident, which reports name under incident", func(c *columnsEntry) *field.Text { return &c.key }),
	text("title", "What happened", func(c *columnsEntry) *field.Text { return &c.title }),
	text("severity", "An entry of the severities, or an alias of one", func(c *columnsEntry) *field.Text { return &c.severity }),
	text("detected", "When it was detected", func(c *columnsEntry) *field.Text { return &c.detected }),
	text("resolved", "When it was resolved", func(c *columnsEntry) *field.Text { return &c.resolved }),
	text("closed", "When it was closed", func(c *columnsEntry) *field.Text { return &c.closed }),
	text("report", "Id or path of the report", func(c *columnsEntry) *field.Text { return &c.report }),
)

// register puts the settings of the register over the defaults.
func (o overlay) register(p *Policy) {
	setText(&p.Register.File, o.raw.register.file)
	if word := o.raw.register.dates.Value; slices.Contains(dateOrders.List, word) {
		p.Register.Dates = register.Order(word)
	}
	if zone := o.raw.register.timezone; !zone.Empty() {
		var err error
		// "Local" would make the result depend on the machine.
		if p.Register.Zone, err = time.LoadLocation(zone.Value); err != nil || strings.EqualFold(zone.Value, "local") {
			p.Register.Zone = nil
			o.invalid(zone, "there is no time zone %q; write a name such as Europe/Berlin, or UTC", zone.Value)
		}
	}
	raw, into := o.raw.register.columns, &p.Register.Columns
	setText(&into.Key, raw.key)
	setText(&into.Title, raw.title)
	setText(&into.Severity, raw.severity)
	setText(&into.Detected, raw.detected)
	setText(&into.Resolved, raw.resolved)
	setText(&into.Closed, raw.closed)
	setText(&into.Report, raw.report)
}
