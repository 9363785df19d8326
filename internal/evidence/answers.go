package evidence

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
)

// answer is what the pack says to one question that data files ask by name.
type answer struct {
	file string // where it stands
	says string // what the record says, with its counts
	gap  string // what is missing, in words; "" when nothing is
}

// answers are the questions that frameworks and audit findings refer to, each by its name.
var answers = map[string]func(*builder) answer{
	"policy":       (*builder).askPolicy,
	"severities":   (*builder).askSeverities,
	"population":   (*builder).askPopulation,
	"integrity":    (*builder).askIntegrity,
	"lint":         (*builder).askLint,
	"blame":        func(b *builder) answer { return b.askRules("blame-", "findings about language that blames") },
	"placeholders": func(b *builder) answer { return b.askRules("placeholder", "placeholders that were left") },
	"causes-person": func(b *builder) answer {
		return b.askRules("cause-is-person", "causes that are a person")
	},
	"training-only": func(b *builder) answer {
		return b.askRules("training-only", "reports with training as their only remedy")
	},
	"owners-left": (*builder).askOwnersLeft,

	"reviews-held": (*builder).askHeld, "severities-reviewed": (*builder).askBySeverity, "waivers": (*builder).askWaivers,
	"reviews-timely": (*builder).askTimely, "written-together": (*builder).askWrittenTogether,
	"severity-lowered": func(b *builder) answer {
		return b.askObserved(history.BelowReview, "severities lowered below the threshold")
	},
	"changed-after-approval": func(b *builder) answer {
		return b.askObserved(history.AfterApproval, "changes of an approved report")
	},
	"responders": (*builder).askResponders, "response-assessment": (*builder).askAssessment, "exercises": (*builder).askExercises,
	"timeline": (*builder).askTimeline, "timeline-sources": (*builder).askSources, "intervals": (*builder).askIntervals, "recovery": (*builder).askRecovery,
	"impact": (*builder).askImpact, "causes": (*builder).askCauses, "causes-addressed": (*builder).askAddressed, "elsewhere": (*builder).askElsewhere,

	"corrections": (*builder).askCorrections, "effects": (*builder).askEffects, "actions-owned": (*builder).askOwned, "actions-finished": (*builder).askFinished,
	"actions-late": (*builder).askLate, "action-history": (*builder).askActionHistory, "closed-together": (*builder).askClosedTogether,
	"effectiveness":      (*builder).askEffectiveness,
	"updates-controls":   func(b *builder) answer { return b.askUpdates("controls", "access rights", "patching") },
	"updates-procedures": func(b *builder) answer { return b.askUpdates("procedures", "policies") },
	"updates-training":   func(b *builder) answer { return b.askUpdates("training and awareness") },
	"updates-detection":  func(b *builder) answer { return b.askUpdates("detection") },

	"trends-kept": (*builder).askKept, "trends-recomputed": (*builder).askRecomputed, "repeats": (*builder).askRepeats, "did-not-hold": (*builder).askDidNotHold,
	"recurrence-nis2": func(b *builder) answer { return b.askRecurrence("nis2") }, "recurrence-dora": func(b *builder) answer { return b.askRecurrence("dora") },
	"management": (*builder).askManagement, "escalations": (*builder).askEscalations, "communication": (*builder).askCommunication, "risks": (*builder).askRisks,
	"clocks":      func(b *builder) answer { return b.askClocks("") },
	"clocks-nis2": func(b *builder) answer { return b.askClocks("nis2") }, "clocks-dora": func(b *builder) answer { return b.askClocks("dora") },
}

// ask answers a question by its name.
func (b *builder) ask(name string) answer { return answers[name](b) }

func (b *builder) askPolicy() answer {
	a := answer{file: "policy/pir.yaml"}
	var needed []string
	for _, s := range b.policy.Severities {
		if s.Needs.Review == policy.Required {
			needed = append(needed, fmt.Sprintf("%s within %d days of closing", s.ID, int(s.Needs.ReviewWithin.Hours()/24)))
		}
	}
	a.says = "a review is required of " + listed(needed, "no severity")
	if len(b.in.of(RolePolicy)) == 0 {
		a.file = "00-README.md"
		a.gap = "there is no pir.yaml, so nobody wrote the threshold down: the defaults of pir hold"
		return a
	}
	if n := len(b.git.Policy); n > 0 {
		c := &b.git.Policy[n-1]
		a.file += ", policy/history.csv"
		a.says += fmt.Sprintf("; last changed by %s on %s, commit %s", c.Author, dateOf(c.Committed), short(c.ID))
	}
	return a
}

func (b *builder) askSeverities() answer {
	none := 0
	list := b.ofPeriod()
	for _, r := range list {
		if _, ok := b.policy.Severity(r.Severity.Value); !ok {
			none++
		}
	}
	a := answer{file: "01-index.csv", says: fmt.Sprintf("%d of %s of the period have a severity of the scale", len(list)-none, plural(len(list), "report"))}
	if none > 0 {
		a.gap = plural(none, "report") + " without a severity of the scale"
	}
	return a
}

func (b *builder) askPopulation() answer {
	c := &b.cover
	a := answer{file: "02-population.csv, 02-population.md, 02-reconciliation.csv"}
	a.says = plural(c.Summary.Population, "incident") + ", listed with their source, its hash, and what does not fit together"
	var gaps []string
	if !c.HasRegister {
		gaps = append(gaps, "there is no incident register, so nothing outside of the reports shows that they are complete")
	}
	if n := len(c.Unregistered) + len(b.disagreements()); n > 0 {
		gaps = append(gaps, plural(n, "difference")+" between the register and the reports")
	}
	if n := b.deleted(); n > 0 {
		gaps = append(gaps, plural(n, "report")+" deleted from the repository")
	}
	a.gap = strings.Join(gaps, "; ")
	return a
}

func (b *builder) askIntegrity() answer {
	commits, signed := map[string]bool{}, 0
	for _, r := range b.ofPeriod() {
		h := b.commits[r.src.Path]
		if h == nil {
			continue
		}
		for _, c := range h.commits {
			if !commits[c.ID] && c.Signed != "" {
				signed++
			}
			commits[c.ID] = true
		}
	}
	a := answer{file: "13-provenance.csv, 13-history.json, MANIFEST.sha256"}
	a.says = fmt.Sprintf("%s of the reports of the period with author and date, %d of them signed; every file of the pack with its hash", plural(len(commits), "commit"), signed)
	switch {
	case b.in.Request.Shallow:
		a.gap = "the clone was shallow, so the beginning of the history is not in the pack"
	case b.in.Request.Dirty:
		a.gap = "files were read that no commit has"
	case signed < len(commits):
		a.gap = fmt.Sprintf("%d of the commits are not signed, so only the remote says who pushed them", len(commits)-signed)
	}
	return a
}

func (b *builder) askLint() answer {
	a := answer{file: "13-lint-report.json, 13-suppressions.csv"}
	a.says = fmt.Sprintf("%s checked: %s, %s passed over with a reason", plural(b.findings.Files, "report"), plural(len(b.findings.Diagnostics), "finding"), plural(len(b.findings.Suppressed), "finding"))
	if n := b.findings.Count(errorLevel); n > 0 {
		a.gap = plural(n, "finding") + " of the level error"
	}
	return a
}

// askRules counts the findings of rules whose name begins with a text, in reports of the period.
func (b *builder) askRules(prefix, what string) answer {
	found, passed := 0, 0
	for _, d := range b.findings.Diagnostics {
		if strings.HasPrefix(d.Rule, prefix) && b.periodHas(d.Report) {
			found++
		}
	}
	for _, d := range b.findings.Suppressed {
		if strings.HasPrefix(d.Rule, prefix) && b.periodHas(d.Report) {
			passed++
		}
	}
	a := answer{file: "13-lint-report.json, 13-suppressions.csv", says: fmt.Sprintf("%s: %d in reports of the period, and %d passed over with a reason", what, found, passed)}
	if found > 0 {
		a.gap = fmt.Sprintf("%d %s", found, what)
	}
	return a
}

// askObserved counts what the history shows of reports of the period.
func (b *builder) askObserved(kind, what string) answer {
	n := 0
	var which []string
	for _, o := range b.git.Observations {
		if o.Kind == kind && b.periodHas(o.Report) {
			n++
			which = append(which, o.Report)
		}
	}
	a := answer{file: "13-observations.csv", says: fmt.Sprintf("%s: %d of reports of the period", what, n)}
	if n > 0 {
		a.gap = fmt.Sprintf("%d %s: %s", n, what, some(which))
	}
	return a
}

// listed joins what is there, or says that there is none.
func listed(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

// some names the first of a list, each once.
func some(list []string) string {
	const most = 5
	all := slices.Clone(list)
	slices.Sort(all)
	all = slices.Compact(all)
	said := strings.Join(all[:min(most, len(all))], ", ")
	if rest := len(all) - most; rest > 0 {
		said += fmt.Sprintf(" and %d more", rest)
	}
	return said
}

// share says k of n with a gap that names what is missing.
func share(file, what string, n int, missing []string) answer {
	a := answer{file: file, says: fmt.Sprintf("%d of %d %s", n-len(missing), n, what)}
	if n == 0 {
		a.says = "none to look at: 0 of 0 " + what
	}
	if len(missing) > 0 {
		a.gap = "not so: " + some(missing)
	}
	return a
}

// short is as much of a commit's id as people type.
func short(id string) string { return id[:min(len(id), 10)] }

// dateOf returns the day of an instant as it is written.
func dateOf(instant string) string { return instant[:min(len(instant), len("2006-01-02"))] }
