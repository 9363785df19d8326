package policy

import (
	"errors"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The form of the time within which an incident is a repeat of another.
const (
	reachPattern = `[1-9][0-9]{0,3}(?:d| ?months?)`
	reachHint    = "write months or days, such as 12 months or 180d"
)

// ParseReach reads a number of calendar months or days within which an incident is a repeat of another: 12 months, 180d.
func ParseReach(s string) (taxonomy.Period, error) {
	p, err := taxonomy.ParsePeriod(s)
	if err != nil || p.N == 0 || p.Unit != taxonomy.Months && p.Unit != taxonomy.Days {
		return taxonomy.Period{}, errors.New(reachHint)
	}
	return p, nil
}

func (o overlay) repeatWithin(into *taxonomy.Period, t field.Text) {
	if t.Empty() {
		return
	}
	p, err := ParseReach(t.Value)
	if err != nil {
		o.invalid(t, "trends.repeat_within is %q; %v", t.Value, err)
		return
	}
	*into = p
}

// RepeatUntil returns the last day, as midnight UTC, on which an incident can be a repeat of one on the day of t. A month
// ends on the day of the same number, or on the last day of a month that is too short: six months after 31 August is 28
// or 29 February. Source: Regulation (EEC, Euratom) No 1182/71 Art. 3(2)(c).
func (p *Policy) RepeatUntil(t time.Time) time.Time {
	within := p.RepeatWithin
	y, m, d := t.UTC().Date()
	if within.Unit != taxonomy.Months {
		return time.Date(y, m, d+within.N, 0, 0, 0, 0, time.UTC)
	}
	m += time.Month(within.N)
	last := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m, min(d, last), 0, 0, 0, 0, time.UTC)
}
