package taxonomy

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Clock is the deadline of one notification to an authority, or to others who have a right to it.
type Clock struct {
	Regime  string // law or contract, such as gdpr
	Stage   string // which of its notifications, such as authority
	Name    string // what people call it
	From    string // what starts it: a milestone, sent:STAGE, last-sent:STAGE, or an event that a report names
	Within  Period // longest time; the zero Period when there is none, because it is done on request
	CapFrom string // milestone of a second clock that holds as well while it has not run out before the first starts; "" for none
	CapTime Period // how long the second clock runs
	Roll    string // day or noon: how a deadline may move off a weekend; "" when it may not
	Ref     string // legal reference
	Checked string // text: compared with the legal text; memory: not compared; own: a team's own
	Note    string
}

// The ways in which a clock was checked.
const (
	CheckedText   = "text"
	CheckedMemory = "memory"
	CheckedOwn    = "own"
)

// SentPrefix and LastSentPrefix stand before a stage in Clock.From: the clock starts when that stage of the same
// regime was sent for the first or the last time.
const (
	SentPrefix     = "sent:"
	LastSentPrefix = "last-sent:"
)

// Unit is what a Period counts.
type Unit int

// The units of a Period.
const (
	Hours Unit = iota
	Days
	Months
	BusinessDays
)

// Period is a length of time as laws write it.
type Period struct {
	N    int // 0: no period
	Unit Unit
}

// String returns the period as it is written: 72h, 14d, 1 month, 4 business days.
func (p Period) String() string {
	n := strconv.Itoa(p.N)
	switch {
	case p.N == 0:
		return ""
	case p.Unit == Hours:
		return n + "h"
	case p.Unit == Days:
		return n + "d"
	case p.Unit == Months && p.N == 1:
		return "1 month"
	case p.Unit == Months:
		return n + " months"
	case p.N == 1:
		return "1 business day"
	default:
		return n + " business days"
	}
}

// PeriodPattern is how a Period is written.
const PeriodPattern = `[1-9][0-9]{0,3}(?:h|d| ?months?| ?business days?)`

// PeriodHint says how a Period is written, for messages.
const PeriodHint = "write hours, days, months or business days, such as 72h, 14d, 1 month or 4 business days"

var periodForm = regexp.MustCompile(`^([1-9][0-9]{0,3}) ?(h|d|months?|business days?)$`)

// ParsePeriod reads what PeriodPattern describes; an empty text is no period.
func ParsePeriod(s string) (Period, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Period{}, nil
	}
	m := periodForm.FindStringSubmatch(s)
	if m == nil {
		return Period{}, errors.New(PeriodHint)
	}
	n, _ := strconv.Atoi(m[1]) // at most four digits by the pattern
	switch m[2][0] {
	case 'h':
		return Period{N: n, Unit: Hours}, nil
	case 'd':
		return Period{N: n, Unit: Days}, nil
	case 'm':
		return Period{N: n, Unit: Months}, nil
	default:
		return Period{N: n, Unit: BusinessDays}, nil
	}
}

var clockColumns = []string{"regime", "stage", "name", "from", "within", "cap_from", "cap_within", "roll", "ref", "checked", "note"}

var clocks = table("regulatory-clocks.csv", clockColumns, func(all [][]string) []Clock {
	list := make([]Clock, 0, len(all))
	for _, row := range all {
		within, _ := ParsePeriod(row[4]) // a test reads every row
		capTime, _ := ParsePeriod(row[6])
		list = append(list, Clock{
			Regime: row[0], Stage: row[1], Name: row[2], From: row[3], Within: within, CapFrom: row[5], CapTime: capTime,
			Roll: row[7], Ref: row[8], Checked: row[9], Note: row[10],
		})
	}
	return list
})

// Clocks returns the deadlines of NIS2, DORA, GDPR and SEC Form 8-K, by regime in the order of their stages. They are
// facts with their references and no legal advice. Source: data/regulatory-clocks.csv.
func Clocks() []Clock { return slices.Clone(clocks()) }
