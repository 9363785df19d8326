package evidence

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/internal/trends"
)

// reviewed returns the reports of incidents of the period whose review is on record.
func (b *builder) reviewed() []*review {
	return slices.DeleteFunc(b.ofPeriod(), func(r *review) bool {
		return r.kind != trends.KindIncident || r.Review.Held.Empty() || r.Review.Held.Known && r.Review.Held.Day.After(b.asOf)
	})
}

// ofReviewed says of how many reviewed incidents something holds.
func (b *builder) ofReviewed(file, what string, holds func(*review) bool) answer {
	list := b.reviewed()
	var missing []string
	for _, r := range list {
		if !holds(r) {
			missing = append(missing, r.ID)
		}
	}
	return share(file, "reviewed incidents "+what, len(list), missing)
}

func (b *builder) askHeld() answer {
	s := &b.cover.Summary
	a := answer{file: "02-population.csv, 01-index.csv"}
	a.says = fmt.Sprintf("%s required; %d held, %d waived on record", plural(s.Required, "review"), s.Held()-s.Voluntary, s.Waived)
	if s.Pending > 0 {
		a.says += fmt.Sprintf(", %d not due yet", s.Pending)
	}
	if s.Required == 0 && b.cover.Nil != "" {
		a.says = b.cover.Nil
	}
	var missing []string
	for i := range b.cover.Incidents {
		in := &b.cover.Incidents[i]
		if in.State == coverage.Missing || in.State == coverage.Late && in.Held.IsZero() && !in.HeldUnknown {
			missing = append(missing, PopulationIDs(b.cover.Incidents[i:i+1])...)
		}
	}
	if len(missing) > 0 {
		a.gap = "required and not held: " + some(missing)
	}
	return a
}

func (b *builder) askBySeverity() answer {
	a := answer{file: "02-population.md"}
	var said, gaps []string
	for _, v := range b.cover.Severities {
		if v.Population == 0 {
			continue
		}
		said = append(said, fmt.Sprintf("%s: %d of %d", v.Severity, v.Held(), v.Population))
		if v.Required > 0 && v.Missing+v.Late-v.HeldLate > 0 {
			gaps = append(gaps, fmt.Sprintf("%d of %s", v.Missing+v.Late-v.HeldLate, v.Severity))
		}
	}
	a.says = "reviews held by severity: " + listed(said, "no incident")
	if len(gaps) > 0 {
		a.gap = "required and not held: " + strings.Join(gaps, ", ")
	}
	return a
}

func (b *builder) askWaivers() answer {
	var without []string
	n := 0
	for i := range b.cover.Incidents {
		in := &b.cover.Incidents[i]
		if in.State != coverage.Waived {
			continue
		}
		if n++; in.Reason == "" || in.WaivedBy == "" {
			without = append(without, in.Report)
		}
	}
	if n == 0 {
		return answer{file: "02-population.csv", says: "no review was waived"}
	}
	return share("02-population.csv", "waived reviews say who decided and why", n, without)
}

func (b *builder) askTimely() answer {
	a := answer{file: "02-population.csv, 13-provenance.csv"}
	var late, recorded []string
	held := 0
	for i := range b.cover.Incidents {
		in := &b.cover.Incidents[i]
		if in.Held.IsZero() {
			continue
		}
		if held++; in.State == coverage.Late {
			late = append(late, in.Report)
		}
	}
	for _, r := range b.reviewed() {
		if on := b.heldRecorded(r); !on.IsZero() && daysBetween(r.Review.Held.Day, on) > recordedLate {
			recorded = append(recorded, r.ID)
		}
	}
	a.says = fmt.Sprintf("%d of %d reviews held in their time; %d recorded in git more than %d days after the day", held-len(late), held, len(recorded), recordedLate)
	var gaps []string
	if len(late) > 0 {
		gaps = append(gaps, "held late: "+some(late))
	}
	if len(recorded) > 0 {
		gaps = append(gaps, "recorded late: "+some(recorded))
	}
	a.gap = strings.Join(gaps, "; ")
	return a
}

// recordedLate is how many days after a review its record may come into git before it counts as late.
const recordedLate = 30

// A wave is the most things that happened within some days of each other.
const (
	waveDays = 7
	waveMin  = 4 // fewer are no wave
)

// wave returns how many of the days lie within waveDays of each other at most, and the first day of them.
func wave(days []time.Time) (n int, from time.Time) {
	slices.SortFunc(days, time.Time.Compare)
	for i, j := 0, 0; i < len(days); i++ {
		for j < len(days) && daysBetween(days[i], days[j]) < waveDays {
			j++
		}
		if j-i > n {
			n, from = j-i, days[i]
		}
	}
	return n, from
}

func (b *builder) askWrittenTogether() answer {
	var days []time.Time
	var old []string
	for _, r := range b.ofPeriod() {
		h := b.commits[r.src.Path]
		if h == nil {
			continue
		}
		came := dayOf(h.first().Committed)
		days = append(days, came)
		if end, ok := r.MilestoneTime("closed"); ok && daysBetween(trendsDay(end), came) > recordedLate {
			old = append(old, r.ID)
		}
	}
	n, from := wave(days)
	a := answer{file: "13-provenance.csv"}
	a.says = fmt.Sprintf("at most %d of %d reports came into git within %d days", n, len(days), waveDays)
	if !from.IsZero() {
		a.says += ", from " + date(from) + " on"
	}
	switch {
	case n >= waveMin && 2*n > len(days):
		a.gap = fmt.Sprintf("most reports were written together, from %s on", date(from))
	case len(old) > 0:
		a.gap = fmt.Sprintf("came into git more than %d days after the incident was closed: %s", recordedLate, some(old))
	}
	return a
}

func (b *builder) askResponders() answer {
	return b.ofReviewed("01-index.csv, 04-reviews", "name who responded and who took part in the review", func(r *review) bool { return len(r.Responders) > 0 && len(r.Review.Participants) > 0 })
}

func (b *builder) askAssessment() answer {
	return b.ofReviewed("04-reviews", "assess how the response worked", func(r *review) bool {
		sections, _ := r.Sections()
		for _, s := range sections {
			if name, _ := taxonomy.Section(s.Title); name == "Response assessment" {
				return !s.Empty
			}
		}
		return false
	})
}

func (b *builder) askExercises() answer {
	n, near := 0, 0
	for _, r := range b.ofPeriod() {
		switch r.kind {
		case trends.KindExercise:
			n++
		case trends.KindNearMiss:
			near++
		}
	}
	a := answer{file: "01-index.csv", says: fmt.Sprintf("%s and %s with a report", plural(n, "exercise"), nearMisses(near))}
	if n == 0 {
		a.gap = "no exercise of the period has a report"
	}
	return a
}

func nearMisses(n int) string {
	if n == 1 {
		return "1 near miss"
	}
	return fmt.Sprintf("%d near misses", n)
}

func (b *builder) askTimeline() answer {
	return b.ofReviewed("04-reviews", "have a timeline with when it was detected and resolved", func(r *review) bool {
		_, detected := r.MilestoneTime("detected")
		_, resolved := r.MilestoneTime("resolved")
		return detected && resolved
	})
}

func (b *builder) askSources() answer {
	entries, sourced := 0, 0
	for _, r := range b.ofPeriod() {
		for _, e := range r.Timeline {
			if entries++; !e.Source.Empty() {
				sourced++
			}
		}
	}
	a := answer{file: "04-reviews", says: fmt.Sprintf("%d of %d entries of timelines say where they come from", sourced, entries)}
	if sourced < entries {
		a.gap = fmt.Sprintf("%d entries of timelines have no source", entries-sourced)
	}
	return a
}

func (b *builder) askIntervals() answer {
	a := answer{file: "08-trends/report.md"}
	said := make([]string, 0, len(b.trends.Intervals))
	for _, i := range b.trends.Intervals {
		said = append(said, fmt.Sprintf("%s of %d", strings.ReplaceAll(i.Name, "_", " "), i.N))
	}
	a.says = "measured: " + listed(said, "nothing")
	return a
}

func (b *builder) askRecovery() answer {
	return b.ofReviewed("01-index.csv, 04-reviews", "say when it was resolved and closed", func(r *review) bool {
		_, resolved := r.MilestoneTime("resolved")
		_, closed := r.MilestoneTime("closed")
		return resolved && closed
	})
}

func (b *builder) askImpact() answer {
	return b.ofReviewed("04-reviews", "say what the impact was", func(r *review) bool { return r.Impact.Span.Present() })
}

func (b *builder) askCauses() answer {
	return b.ofReviewed("01-index.csv, 04-reviews", "have a root cause", func(r *review) bool { root, _ := causes(r); return root > 0 })
}

func (b *builder) askAddressed() answer {
	return b.ofReviewed("04-reviews, 05-actions.csv", "have an action for each root cause", func(r *review) bool {
		addressed := map[string]bool{}
		for _, a := range r.actions {
			for _, id := range a.Addresses {
				addressed[id] = true
			}
		}
		return !slices.ContainsFunc(r.incident.Causes, func(c trends.Cause) bool { return c.Root && !addressed[c.ID] })
	})
}

func (b *builder) askElsewhere() answer {
	return b.ofReviewed("01-index.csv", "say whether the same was looked for elsewhere", func(r *review) bool { return !r.Elsewhere.Empty() })
}

func (b *builder) askCommunication() answer {
	return b.ofReviewed("10-communication.csv", "were passed on to others", func(r *review) bool { return len(r.Sharing) > 0 })
}

// askRisks looks at the majors, which are the severities that need a hot wash: of others the risk assessment need not
// hear one by one.
func (b *builder) askRisks() answer {
	n, majors := 0, 0
	var missing []string
	list := b.reviewed()
	for _, r := range list {
		linked := len(r.Risks) > 0
		if linked {
			n++
		}
		if b.policy.Needs(r.Severity.Value, r.Kind.Value).HotWash > 0 {
			if majors++; !linked {
				missing = append(missing, r.ID)
			}
		}
	}
	a := share("01-index.csv", "reviewed majors name entries of the risk register", majors, missing)
	a.says += fmt.Sprintf("; of all %d reviewed incidents %d do", len(list), n)
	return a
}
