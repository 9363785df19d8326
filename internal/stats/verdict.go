package stats

import "math"

// Verdict is what two counts with their exposures allow to be said about the rates behind them.
type Verdict string

// The four verdicts; their strings are stable and are written to machine-readable output.
const (
	MoreThanChance Verdict = "more-than-chance" // the first rate is higher, beyond chance
	LessThanChance Verdict = "less-than-chance" // the first rate is lower, beyond chance
	NoChange       Verdict = "no-change"        // the counts are compatible with equal rates
	TooFew         Verdict = "too-few"          // there are too few events to tell
)

// Words returns the verdict as it is said to a reader, without unit or full stop; it is empty for a string that is not
// one of the four verdicts.
func (v Verdict) Words() string {
	switch v {
	case MoreThanChance:
		return "more than chance would explain"
	case LessThanChance:
		return "fewer than chance would explain"
	case NoChange:
		return "compatible with no change"
	case TooFew:
		return "too few to tell"
	default:
		return ""
	}
}

// CompareRates judges the rate of x1 events in an exposure of t1 (the period in question) against x2 events in t2 (the
// one before), exposures in the same unit. Its verdict is MoreThanChance or LessThanChance when the interval of the
// ratio leaves out 1, that is when P is at most 1-level. Otherwise it is TooFew when 2·(1/2)^(x1+x2) is above 1-level,
// because then no split of so small a total could be told apart at equal exposure (at 95 %: fewer than six events in
// both periods together), and else NoChange. Bad input, as RateRatio defines it, gives its NaNs and TooFew.
// Source: the exact conditional test of RateRatio; its smallest possible p is that of all events in one period.
func CompareRates(x1 int, t1 float64, x2 int, t2, level float64) (Ratio, Verdict) {
	r := RateRatio(x1, t1, x2, t2, level)
	switch {
	case math.IsNaN(r.P):
		return r, TooFew
	case r.P <= 1-level && r.Ratio > 1:
		return r, MoreThanChance
	case r.P <= 1-level:
		return r, LessThanChance
	case math.Exp2(1-float64(x1)-float64(x2)) > 1-level:
		return r, TooFew
	default:
		return r, NoChange
	}
}
