package evidence

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/field"
)

// writeIndex lists the reports of the period, near misses and exercises too.
func (b *builder) writeIndex() {
	head := []string{
		"id", "title", "kind", "severity", "incident", "detected", "closed", "review_held", "days_to_review", "review_state", "status", "tlp",
		"participants", "absent", "approved_by", "root_causes", "contributing", "actions", "shared", "risks", "elsewhere",
		"file", "repository_path", "blob", "first_commit", "last_commit", "commits", "signed_commits",
	}
	var rows [][]any
	for _, r := range b.reviews {
		if !r.inPeriod {
			continue
		}
		in := b.incidentOf(r)
		root, contributing := causes(r)
		row := []any{
			r.ID, strings.TrimSpace(r.Title.Value), r.kind, r.incident.Severity, r.Incident.Value, r.on, nil, r.Review.Held.Value, nil, nil, r.Status.Value, r.TLP.Value,
			texts(r.Review.Participants), len(r.Review.Absent), approvers(r), root, contributing, len(r.Actions), len(r.Sharing), texts(r.Risks), oneLine(r.Elsewhere.Value),
			r.name, r.src.Path, r.src.Blob, nil, nil, nil, nil,
		}
		if in != nil {
			row[6], row[9] = in.Closed, string(in.State)
			if in.Days != nil && !in.Held.IsZero() {
				row[8] = *in.Days
			}
		}
		if h := b.commits[r.src.Path]; h != nil {
			row[24], row[25], row[26], row[27] = h.first().ID, h.last().ID, len(h.commits), h.signed()
		}
		rows = append(rows, row)
	}
	b.table("01-index.csv", "index", head, rows)
}

// incidentOf returns the incident of the population that a report is about, nil when it is about none.
func (b *builder) incidentOf(r *review) *coverage.Incident {
	i := slices.IndexFunc(b.cover.Incidents, func(in coverage.Incident) bool {
		return in.ReportFile == r.src.Path || in.Report == "" && in.File == r.src.Path
	})
	if i < 0 {
		return nil
	}
	return &b.cover.Incidents[i]
}

// causes counts the root causes and the contributing factors of a report.
func causes(r *review) (root, contributing int) {
	for _, c := range r.incident.Causes {
		if c.Root {
			root++
		} else {
			contributing++
		}
	}
	return root, contributing
}

func approvers(r *review) string {
	list := make([]string, 0, len(r.Approvals))
	for _, a := range r.Approvals {
		list = append(list, words(a.By.Value, a.On.Value))
	}
	return strings.Join(list, ", ")
}

func texts(list []field.Text) string {
	all := make([]string, 0, len(list))
	for _, t := range list {
		all = append(all, t.Value)
	}
	return strings.Join(all, ", ")
}

// words joins what is not empty.
func words(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" }), " ")
}

// oneLine returns a text on one line, its blanks as one each.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
