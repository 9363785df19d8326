package evidence

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// actionsOfPeriod returns the actions of reports of the period.
func (b *builder) actionsOfPeriod() []*actions.Record {
	var list []*actions.Record
	for i := range b.records {
		if b.periodHas(b.records[i].Report) {
			list = append(list, &b.records[i])
		}
	}
	return list
}

// finishedOfPeriod returns those of them that are done.
func (b *builder) finishedOfPeriod() []*actions.Record {
	return slices.DeleteFunc(b.actionsOfPeriod(), func(r *actions.Record) bool { return !finished(r) })
}

// ofActions says of how many actions something holds.
func ofActions(file, what string, list []*actions.Record, holds func(*actions.Record) bool) answer {
	var missing []string
	for _, r := range list {
		if !holds(r) {
			missing = append(missing, r.ID)
		}
	}
	return share(file, what, len(list), missing)
}

func (b *builder) askCorrections() answer {
	return b.askEffect("actions repair what happened or lessen it", "repair", "mitigate")
}

func (b *builder) askEffects() answer {
	return b.askEffect("actions prevent that it comes back or detect it", "prevent", "detect")
}

// askEffect counts the actions of the period with one of two effects.
func (b *builder) askEffect(what string, effects ...string) answer {
	list := b.actionsOfPeriod()
	n := 0
	for _, r := range list {
		if slices.Contains(effects, r.Effect) {
			n++
		}
	}
	a := answer{file: "05-actions.csv", says: fmt.Sprintf("%d of %d %s", n, len(list), what)}
	if n == 0 && len(list) > 0 {
		a.gap = "no action is marked so"
	}
	return a
}

func (b *builder) askOwned() answer {
	return ofActions("05-actions.csv", "actions have an owner, a priority and a due date", b.actionsOfPeriod(), func(r *actions.Record) bool {
		return strings.TrimSpace(r.Owner) != "" && r.Priority != "" && !r.Due.IsZero()
	})
}

// askOwnersLeft looks for actions that are not done and whose owner has left by the day.
func (b *builder) askOwnersLeft() answer {
	left := slices.DeleteFunc(b.actionsOfPeriod(), func(r *actions.Record) bool { return !r.Left() })
	if b.people == nil {
		return answer{file: "05-actions.csv", says: plural(len(left), "action") + " not done", gap: "there is no people file, so nobody can tell whether their owners have left"}
	}
	return ofActions("05-actions.csv, policy", "actions that are not done have an owner who has not left", left, func(r *actions.Record) bool {
		p, ok := b.people.Find(r.Owner)
		return !ok || !p.ActiveUntil.Known || !p.ActiveUntil.Day.Before(b.asOf)
	})
}

func (b *builder) askFinished() answer {
	list := b.finishedOfPeriod()
	a := ofActions("06-implementation/evidence.csv, 05-actions.csv", "finished actions have evidence", list, func(r *actions.Record) bool { return len(r.Evidence) > 0 })
	copied, elsewhere, gone := 0, 0, 0
	for i := range b.proofs {
		p := &b.proofs[i]
		switch {
		case p.where == "cause" || p.where == "text" || !b.periodHas(p.report):
		case p.file != "":
			copied++
		case p.kind == proofFile:
			gone++
		case p.kind != proofWords:
			elsewhere++
		}
	}
	a.says = fmt.Sprintf("%d of %d actions of the period are finished; ", len(list), len(b.actionsOfPeriod())) + a.says +
		fmt.Sprintf("; of the entries of evidence %d are files that were copied and %d are records of other systems", copied, elsewhere)
	if gone > 0 {
		a.gap = strings.TrimPrefix(a.gap+"; "+plural(gone, "file")+" of the repository that could not be copied", "; ")
	}
	return a
}

func (b *builder) askLate() answer {
	a := ofActions("05-actions.csv", "actions are finished or not yet due", b.actionsOfPeriod(), func(r *actions.Record) bool { return r.State != actions.Overdue })
	moved := 0
	for _, r := range b.actionsOfPeriod() {
		if n := r.Slips(); n != nil && *n > 0 {
			moved++
		}
	}
	a.says += fmt.Sprintf("; the due date of %d moved to a later day", moved)
	return a
}

func (b *builder) askActionHistory() answer {
	n := 0
	for i := range b.git.Changes {
		if b.git.Changes[i].Action != "" {
			n++
		}
	}
	a := answer{file: "05-action-history.csv", says: plural(n, "change") + " of actions with commit, author and date"}
	if b.in.Request.Shallow {
		a.gap = "the clone was shallow, so earlier changes are not in the pack"
	}
	return a
}

func (b *builder) askClosedTogether() answer {
	var days []time.Time
	late := 0
	for _, r := range b.finishedOfPeriod() {
		if !r.Done.IsZero() {
			days = append(days, r.Done)
		}
		if known, _ := b.git.past(r.Report, shortID(r.ID)); known != nil && known.DoneRecorded != "" && !r.Done.IsZero() && daysBetween(r.Done, dayOf(known.DoneRecorded)) > recordedLate {
			late++
		}
	}
	n, from := wave(days)
	a := answer{file: "05-actions.csv, 13-observations.csv", says: fmt.Sprintf("at most %d of %d actions were done within %d days", n, len(days), waveDays)}
	if !from.IsZero() {
		a.says += ", from " + date(from) + " on"
	}
	a.says += fmt.Sprintf("; %d recorded in git more than %d days later", late, recordedLate)
	switch {
	case n >= waveMin && 2*n > len(days):
		a.gap = "most actions were closed together, from " + date(from) + " on"
	case late > 0:
		a.gap = plural(late, "action") + " recorded late"
	}
	return a
}

func (b *builder) askEffectiveness() answer {
	list := b.finishedOfPeriod()
	results := map[string]int{}
	early := 0
	var missing []string
	for _, r := range list {
		switch within := b.policy.Actions.VerifyWithin; {
		case r.Status == actions.Verified:
			results[r.Result]++
		case within == 0 || !r.Done.IsZero() && !r.Done.AddDate(0, 0, within).Before(b.asOf):
			early++
		default:
			missing = append(missing, r.ID)
		}
	}
	a := share("06-implementation/verification.csv", "finished actions were checked, or there is time for it", len(list), missing)
	a.says += fmt.Sprintf("; not checked yet, and in time, %d", early)
	for _, name := range []string{"effective", "partly", "ineffective", "too-early"} {
		if results[name] > 0 {
			a.says += fmt.Sprintf("; %s %d", name, results[name])
		}
	}
	return a
}

func (b *builder) askUpdates(what ...string) answer {
	n := 0
	for _, u := range b.updates {
		if slices.Contains(what, u.what) {
			n++
		}
	}
	a := answer{file: "07-updates.csv", says: fmt.Sprintf("%s of %s finished because of incidents", plural(n, "update"), strings.Join(what, ", "))}
	if n == 0 {
		a.gap = "no such update is on record"
	}
	return a
}
