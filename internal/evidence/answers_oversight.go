package evidence

import (
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/due"
)

func (b *builder) askKept() answer {
	a := answer{file: "08-trends/kept, 08-trends/agreement.csv"}
	agree, decided := 0, 0
	for i := range b.kept {
		if b.kept[i].agrees == "yes" {
			agree++
		}
		if b.kept[i].decided {
			decided++
		}
	}
	a.says = fmt.Sprintf("%s of the period; the figures of %d come out the same again; decisions are written in %d", plural(len(b.kept), "kept trend report"), agree, decided)
	switch {
	case len(b.kept) == 0:
		a.gap = "no trend report about the period is kept in " + b.policy.Trends.Folder
	case decided == 0:
		a.gap = "no decision is written in a trend report"
	}
	return a
}

func (b *builder) askRecomputed() answer {
	return answer{file: "08-trends/report.md, 08-trends/data.json, 08-trends/parameters.json", says: fmt.Sprintf("%s of the period against %d of the one before, with limits, definitions and the command that gives them", plural(b.trends.Incidents.N, "incident"), b.trends.Incidents.Previous)}
}

func (b *builder) askRepeats() answer {
	back := b.trends.CameBack
	a := answer{file: "08-trends/report.md", says: fmt.Sprintf("%d of %s have a root cause of an earlier one within %s, and %d more a technique or a control", back.Cause, plural(b.trends.Incidents.N, "incident"), b.trends.Within, back.Other)}
	unargued := b.askRules("repeat-unargued", "repeats that nobody argued")
	a.gap = unargued.gap
	return a
}

func (b *builder) askDidNotHold() answer {
	f := &b.trends.Fixes
	a := answer{file: "08-trends/report.md", says: fmt.Sprintf("of %s, what %d address was hit again in the period, of %d it held long enough to tell, of %d it is too early to tell", plural(f.All(), "finished action"), f.Hit, f.HeldAll, f.EarlyAll)}
	if n := f.Cause.Hit; n > 0 {
		a.gap = fmt.Sprintf("the root cause of %s was hit again; chance alone gives %.1f", plural(n, "finished action"), f.Cause.Expected)
	}
	return a
}

func (b *builder) askRecurrence(law string) answer {
	a := answer{file: "08-trends/recurrence-" + law + ".md"}
	for i := range b.recur {
		if b.recur[i].Law.Regime != law {
			continue
		}
		groups, examined := 0, 0
		for j := range b.recur[i].Assessments {
			groups, examined = groups+b.recur[i].Assessments[j].GroupsAll, examined+b.recur[i].Assessments[j].Examined
		}
		a.says = fmt.Sprintf("assessed by %s: %s of recurring incidents, %s examined", b.recur[i].Law.Every, plural(groups, "group"), plural(examined, "incident"))
	}
	return a
}

func (b *builder) askManagement() answer {
	a := answer{file: "09-management/reports.csv", says: plural(b.managed, "report") + " to management given in the period or due after its end"}
	if b.managed == 0 {
		a.gap = "no report to management is kept in " + b.policy.Management.Folder
	}
	return a
}

func (b *builder) askEscalations() answer {
	open := 0
	for i := range b.records {
		for _, e := range b.raw[b.records[i].ID].Escalations {
			if (!e.On.Known || !e.On.Day.After(b.asOf)) && e.Decision.Empty() {
				open++
			}
		}
	}
	a := answer{file: "09-management/escalations.csv", says: fmt.Sprintf("%s on record, %d without a decision", plural(b.escalated, "escalation"), open)}
	if open > 0 {
		a.gap = plural(open, "escalation") + " without a decision"
	}
	return a
}

// askClocks counts the notifications under one regime, or under all for "".
func (b *builder) askClocks(regime string) answer {
	a := answer{file: "11-clocks.csv"}
	var late []string
	n, sent, exempt := 0, 0, 0
	for _, c := range b.clocksOfPeriod() {
		if regime != "" && c.Clock.Regime != regime {
			continue
		}
		n++
		switch c.State {
		case due.ClockSent, due.ClockSentAtUnk:
			sent++
		case due.ClockExempt:
			exempt++
		case due.ClockSentLate, due.ClockLate, due.ClockUnknown:
			late = append(late, c.Report+" "+c.Clock.Stage)
		case due.ClockOpen, due.ClockNoStart:
		}
	}
	a.says = strings.TrimSpace(fmt.Sprintf("%s of incidents of the period: %d sent in time, %d do not apply by what the report says", plural(n, strings.TrimSpace(regime+" notification")), sent, exempt))
	if n == 0 {
		a.says = strings.TrimSpace("no " + regime + " notification was named by the policy or a report of the period")
	}
	if len(late) > 0 {
		a.gap = "late, or nobody can tell when they were due: " + some(late)
	}
	return a
}
