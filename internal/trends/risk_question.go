package trends

import (
	"fmt"
	"math"
	"strconv"

	"github.com/pir-cli/pir/internal/stats"
)

// riskRule asks a question about a row for which it holds. The first rule that holds asks.
type riskRule struct {
	name  string
	when  string                                         // the same as holds, in words
	holds func(f *RiskFeed, r *Risk) bool                // nothing of it is a guess: all are figures of the row
	facts func(f *RiskFeed, r *Risk) string              // what is said behind the number of events
	ask   struct{ risk, cause, control, service string } // by subject, without the question mark
}

// riskRules are the rules from what weighs most to what weighs least; the last always holds.
var riskRules = []riskRule{
	{
		name: "after-verified-fix", when: "an event came after a fix that was verified as effective",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.AfterVerified > 0 },
		facts: func(_ *RiskFeed, r *Risk) string { return afterFix(r, r.AfterVerified, "a verified fix") },
		ask: asking(
			"is the likelihood in the register still right", "which risks count on that fix",
			"do risks in the register count on this control as effective", "do the risks of this service count on that fix",
		),
	},
	{
		name: "after-fix", when: "an event came after a fix that was done, but not verified as effective",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.AfterFix > 0 },
		facts: func(_ *RiskFeed, r *Risk) string {
			return afterFix(r, r.AfterFix, "a fix that nobody has shown to work")
		},
		ask: asking(
			"does the register count on that fix already", "which risks count on that fix",
			"do risks in the register count on this control as effective", "do the risks of this service count on that fix",
		),
	},
	{
		name: "more", when: "more events than chance would explain, also when all rows are looked at",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Change.Verdict == stats.MoreThanChance },
		facts: func(_ *RiskFeed, r *Risk) string {
			return fmt.Sprintf(" against %d before, %s", r.Previous, r.Change.Verdict.Words())
		},
		ask: asking(
			"is the likelihood in the register too low", "which risks does it drive, and is their likelihood too low",
			"which risks count on this control, and is their likelihood too low", "what changed for this service, and do its risks say so",
		),
	},
	{
		name: "overdue", when: "an action that addresses it is overdue",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Overdue > 0 },
		facts: func(_ *RiskFeed, r *Risk) string {
			if r.Overdue == r.Open {
				return ", " + count(r.Open, "open action") + " overdue"
			}
			return fmt.Sprintf(", %d of %s overdue", r.Overdue, count(r.Open, "open action"))
		},
		ask: asking(
			"is the risk accepted until that is done", "are the risks that it drives accepted until that is done",
			"are the risks that count on this control accepted until that is done", "are the risks of this service accepted until that is done",
		),
	},
	{
		name: "worst", when: "the worst event has the worst severity of the policy",
		holds: func(f *RiskFeed, r *Risk) bool { return r.Worst != "" && r.Worst == f.worst },
		facts: func(_ *RiskFeed, r *Risk) string { return ", at worst " + r.Worst },
		ask: asking(
			"does the impact in the register cover what happened", "do the risks that it drives cover that impact",
			"do the risks that count on this control cover that impact", "do the risks of this service cover that impact",
		),
	},
	{
		name: "fewer", when: "fewer events than chance would explain, also when all rows are looked at",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Change.Verdict == stats.LessThanChance },
		facts: func(_ *RiskFeed, r *Risk) string {
			return fmt.Sprintf(" against %d before, %s", r.Previous, r.Change.Verdict.Words())
		},
		ask: asking(
			"can the likelihood be lowered, or is less reported", "is that the work of a fix, or is less reported",
			"is that the work of a fix, or is less reported", "is that the work of a fix, or is less reported",
		),
	},
	{
		name: "again", when: "two events or more",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Events > 1 },
		facts: yearly,
		ask: asking(
			"does the likelihood in the register lie within that", "is it among the sources of a risk in the register",
			"do the risks that count on this control allow for that", "do the risks of this service allow for that",
		),
	},
	{
		name: "once", when: "one event",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Events == 1 },
		facts: func(_ *RiskFeed, r *Risk) string {
			if r.Worst == "" {
				return ""
			}
			return ", " + r.Worst
		},
		ask: asking(
			"did it come about as the register describes it", "is it among the sources of a risk in the register",
			"which risks count on this control", "is there a risk in the register that describes it",
		),
	},
	{
		name: "near-miss", when: "no event, and a near miss",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.NearMiss.N > 0 },
		facts: func(_ *RiskFeed, r *Risk) string {
			if r.NearMiss.N == 1 {
				return ", but 1 near miss"
			}
			return fmt.Sprintf(", but %d near misses", r.NearMiss.N)
		},
		ask: asking(
			"does the register count on what stopped it", "is it among the sources of a risk in the register",
			"what stopped it, and do the risks count on that", "what stopped it, and do the risks of this service count on that",
		),
	},
	{
		name: "exercise", when: "no event, and an exercise",
		holds: func(_ *RiskFeed, r *Risk) bool { return r.Exercise.N > 0 },
		facts: func(_ *RiskFeed, r *Risk) string { return ", and " + count(r.Exercise.N, "exercise") },
		ask: asking(
			"what did the exercise show that the register does not say", "what did the exercise show that the register does not say",
			"what did the exercise show that the register does not say", "what did the exercise show that the register does not say",
		),
	},
	{
		name: "none", when: "nothing of all this",
		holds: func(*RiskFeed, *Risk) bool { return true },
		facts: func(_ *RiskFeed, r *Risk) string {
			if math.IsNaN(r.RateHigh) {
				return ""
			}
			return ", which fits up to " + tenth(r.RateHigh) + " a year"
		},
		ask: asking(
			"does anything else speak for another likelihood", "does anything else speak for it as a source of risk",
			"what else shows that this control works", "does anything else speak for another likelihood of its risks",
		),
	},
}

func asking(risk, cause, control, service string) struct{ risk, cause, control, service string } {
	return struct{ risk, cause, control, service string }{risk, cause, control, service}
}

// afterFix says how many of the events came after a fix.
func afterFix(r *Risk, n int, fix string) string {
	if r.Events == 1 {
		return ", after " + fix
	}
	return fmt.Sprintf(", %d after %s", n, fix)
}

// yearly says between which rates the truth may lie.
func yearly(_ *RiskFeed, r *Risk) string {
	if math.IsNaN(r.Rate) {
		return ""
	}
	return fmt.Sprintf(", which fits %s to %s a year", tenth(r.RateLow), tenth(r.RateHigh))
}

// tenth writes a rate with one digit behind the point, and two where one would be 0.0.
func tenth(x float64) string {
	if x > 0 && x < 0.1 {
		return strconv.FormatFloat(x, 'f', 2, 64)
	}
	return strconv.FormatFloat(x, 'f', 1, 64)
}

// ask gives a row its question.
func (f *RiskFeed) ask(r *Risk) {
	for i := range riskRules {
		rule := &riskRules[i]
		if !rule.holds(f, r) {
			continue
		}
		events := count(r.Events, "event")
		if r.Events == 0 {
			events = "no event"
		}
		ask := map[string]string{
			SubjectRisk: rule.ask.risk, SubjectCause: rule.ask.cause, SubjectControl: rule.ask.control, SubjectService: rule.ask.service,
		}[r.Subject]
		r.Rule = rule.name
		r.Question = fmt.Sprintf("%s: %s in %s%s; %s?", r.Key, events, f.Span(), rule.facts(f, r), ask)
		return
	}
}

// Span says how long events were counted: in months where the period has whole ones and is over, else in days.
func (f *RiskFeed) Span() string {
	if f.Exposure.Now == f.Period.Days() {
		for n := 1; n <= 120; n++ {
			if end := AddMonths(f.Period.From, n).AddDate(0, 0, -1); !end.Before(f.Period.To) {
				if end.Equal(f.Period.To) {
					return count(n, "month")
				}
				break
			}
		}
	}
	return count(f.Exposure.Now, "day")
}
