package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// Every is how often a report is written, in periods of the calendar.
type Every string

// The cadences. Never asks for no report.
const (
	Never    Every = "never"
	Month    Every = "month"
	Quarter  Every = "quarter"
	HalfYear Every = "half-year"
	Year     Every = "year"
)

// Cadence says when a report about all incidents is due, and where it is kept.
type Cadence struct {
	Folder string // relative to the root
	Every  Every
	Within int // days after the end of the period
}

// The readings of a deadline that falls on a weekend or a holiday.
const (
	WeekendsCount = "count" // it stands: the earliest reading
	WeekendsRoll  = "roll"  // it moves to the next working day, where the law says so
)

// Notifications says which laws and contracts ask for notifications, and how deadlines are read.
type Notifications struct {
	Regimes    []string // that hold for incidents of Severities, unless a report says otherwise
	Severities []string // ids or aliases; none: every severity that needs a review
	Weekends   string
	Holidays   []time.Time      // midnight UTC; days that are no working days besides weekends
	Stages     []taxonomy.Clock // of the team's own; one with regime and stage of a built-in one takes its place
}

// Clocks returns the built-in deadlines with those of the team over them.
func (n *Notifications) Clocks() []taxonomy.Clock {
	all := taxonomy.Clocks()
	for _, own := range n.Stages {
		i := slices.IndexFunc(all, func(c taxonomy.Clock) bool { return c.Regime == own.Regime && c.Stage == own.Stage })
		if i >= 0 {
			all[i] = own
		} else {
			all = append(all, own)
		}
	}
	return all
}

// Notifies reports whether the regimes of the policy hold for incidents of a severity.
func (p *Policy) Notifies(severity string) bool {
	s, ok := p.Severity(severity)
	if !ok {
		return false
	}
	if len(p.Notifications.Severities) == 0 {
		return s.Needs.Review == Required
	}
	return slices.ContainsFunc(p.Notifications.Severities, func(word string) bool {
		named, known := p.Severity(word)
		return known && named.ID == s.ID
	})
}

type (
	cadenceEntry struct{ folder, every, within field.Text }
	trendsEntry  struct {
		cadenceEntry
		repeatWithin field.Text
	}
)

type notificationsEntry struct {
	regimes, severities, holidays []field.Text
	weekends                      field.Text
	stages                        []stageEntry
}

type stageEntry struct {
	span                                   source.Span
	regime, stage, name, from, within, ref field.Text
}

var (
	cadences = field.Words{
		List:    []string{string(Never), string(Month), string(Quarter), string(HalfYear), string(Year)},
		Aliases: map[string]string{"monthly": string(Month), "quarterly": string(Quarter), "yearly": string(Year)},
	}
	weekends = field.Words{List: []string{WeekendsCount, WeekendsRoll}}
)

// limit is a key with a duration.
func limit[T any](name, doc string, at func(*T) *field.Text) field.Field[T] {
	return text(name, doc, at).Matching(durationPattern, durationHint)
}

// cadenceFields are the keys that say when a report about all incidents is due.
func cadenceFields[T any](cadence func(*T) *cadenceEntry) []field.Field[T] {
	return []field.Field[T]{
		text("folder", "Where they are kept, from the root", func(t *T) *field.Text { return &cadence(t).folder }),
		field.WordField("every", "How often one is due", &cadences, func(t *T) *field.Text { return &cadence(t).every }),
		limit("within", "It is due so long after the end of the period, such as 30d", func(t *T) *field.Text { return &cadence(t).within }),
	}
}

var managementObject = field.NewObject("management", nil, cadenceFields(func(c *cadenceEntry) *cadenceEntry { return c })...)

var trendsObject = field.NewObject("trends", nil, append(
	cadenceFields(func(t *trendsEntry) *cadenceEntry { return &t.cadenceEntry }),
	text("repeat_within", "Two incidents at most so far apart can be a repeat, such as 12 months or 180d", func(t *trendsEntry) *field.Text { return &t.repeatWithin }).Matching(reachPattern, reachHint),
)...)

var stageObject = field.NewObject("a stage", func(s *stageEntry) *source.Span { return &s.span },
	text("regime", "Law or contract", func(s *stageEntry) *field.Text { return &s.regime }).Needed(),
	text("stage", "Which of its notifications", func(s *stageEntry) *field.Text { return &s.stage }).Needed(),
	text("name", "What people call it", func(s *stageEntry) *field.Text { return &s.name }),
	text("from", "What starts the clock: a milestone, sent:STAGE, or an event that reports name under notifications", func(s *stageEntry) *field.Text { return &s.from }).Needed(),
	text("within", "Longest time, such as 72h, 14d, 1 month or 4 business days; without it there is no fixed time", func(s *stageEntry) *field.Text { return &s.within }).Matching(taxonomy.PeriodPattern, taxonomy.PeriodHint),
	text("ref", "Where that is written", func(s *stageEntry) *field.Text { return &s.ref }),
)

var notificationsObject = field.NewObject("notifications", nil,
	field.TextsField("regimes", "Regimes that hold for your incidents, such as nis2, dora, gdpr, sec-8k", func(n *notificationsEntry) *[]field.Text { return &n.regimes }),
	field.TextsField("severities", "For incidents of these severities; without the list, of those that need a review", func(n *notificationsEntry) *[]field.Text { return &n.severities }),
	field.WordField("weekends", "A deadline on a weekend or holiday counts, or rolls on where the law says so", &weekends, func(n *notificationsEntry) *field.Text { return &n.weekends }),
	field.TextsField("holidays", "Days that are no working days, such as 2026-12-24", func(n *notificationsEntry) *[]field.Text { return &n.holidays }),
	field.ListField("stages", "Your own deadlines, such as those of contracts", stageObject, func(n *notificationsEntry) *[]stageEntry { return &n.stages }),
)

// actions puts the limits on actions over the defaults.
func (o overlay) actions(into *Actions) {
	raw := o.raw.actions
	o.days(&into.DueSoon, "actions.due_soon", raw.dueSoon)
	for _, e := range raw.dueWithin {
		if _, known := into.DueWithin[e.Key.Value]; !known {
			o.invalid(e.Key, "there is no priority %q; use P1, P2, P3 or P4", e.Key.Value)
			continue
		}
		days := into.DueWithin[e.Key.Value]
		o.days(&days, e.Key.Value, e.Value)
		into.DueWithin[e.Key.Value] = days
	}
	o.days(&into.StaleAfter, "actions.stale_after", raw.staleAfter)
	o.days(&into.EscalateAfter, "actions.escalate_after", raw.escalateAfter)
	o.days(&into.DecideWithin, "actions.decide_within", raw.decideWithin)
	o.days(&into.VerifyAfter, "actions.verify_after", raw.verifyAfter)
	o.days(&into.VerifyWithin, "actions.verify_within", raw.verifyWithin)
	if into.VerifyWithin > 0 && into.VerifyWithin < into.VerifyAfter {
		at := raw.verifyWithin
		if at.Empty() {
			at = raw.verifyAfter
		}
		o.invalid(at, "actions are verified within %d days of being done, and not before %d days; write a verify_within that is longer than verify_after", into.VerifyWithin, into.VerifyAfter)
	}
}

func (o overlay) cadence(into *Cadence, name string, raw cadenceEntry) {
	setText(&into.Folder, raw.folder)
	if _, ok := cadences.Canonical(raw.every.Value); ok {
		into.Every = Every(raw.every.Value)
	}
	o.days(&into.Within, name+".within", raw.within)
}

func (o overlay) notifications(p *Policy) {
	raw, into := o.raw.notifications, &p.Notifications
	for _, e := range raw.stages {
		o.stage(into, e)
	}
	clocks := into.Clocks()
	known := make([]string, 0, len(clocks))
	for _, c := range clocks {
		known = append(known, c.Regime)
	}
	known = slices.Compact(known)
	for _, r := range raw.regimes {
		if slices.Contains(known, r.Value) {
			continue
		}
		hint := "use one of " + strings.Join(known, ", ") + ", or write its deadlines under notifications.stages"
		if near, ok := nearest.Nearest(r.Value, known); ok {
			hint = "did you mean " + near + "?"
		}
		o.invalid(r, "there is no regime %q; %s", r.Value, hint)
	}
	into.Regimes, into.Severities = values(raw.regimes), values(raw.severities)
	for _, s := range raw.severities {
		if _, ok := p.Severity(s.Value); !ok {
			o.invalid(s, "there is no severity %q in the scale", s.Value)
		}
	}
	if _, ok := weekends.Canonical(raw.weekends.Value); ok {
		into.Weekends = raw.weekends.Value
	}
	for _, h := range raw.holidays {
		day, err := time.Parse(time.DateOnly, h.Value)
		if err != nil {
			o.invalid(h, "holiday %q is no day; write one such as 2026-12-24", h.Value)
			continue
		}
		into.Holidays = append(into.Holidays, day)
	}
}

// stage reads one deadline of the team's own.
func (o overlay) stage(into *Notifications, e stageEntry) {
	if e.regime.Empty() || e.stage.Empty() || e.from.Empty() {
		o.doc.Report(field.RuleInvalidValue, e.span, "a stage needs regime, stage and from, such as {regime: gdpr, stage: authority, from: aware, within: 72h}")
		return
	}
	within, err := taxonomy.ParsePeriod(e.within.Value)
	if err != nil {
		o.invalid(e.within, "within is %q; %v", e.within.Value, err)
		return
	}
	name := e.name.Value
	if name == "" {
		name = e.stage.Value
	}
	into.Stages = append(into.Stages, taxonomy.Clock{
		Regime: e.regime.Value, Stage: e.stage.Value, Name: name, From: e.from.Value, Within: within,
		Ref: e.ref.Value, Checked: taxonomy.CheckedOwn,
	})
}
