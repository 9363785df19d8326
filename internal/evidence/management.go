package evidence

import (
	"path"
	"time"
)

// writeManagement copies the reports that were given to management, and lists what was escalated and decided.
func (b *builder) writeManagement() {
	rows := make([][]any, 0, len(b.kept))
	for _, s := range b.in.of(RoleManagement) {
		file := b.names.Take("09-management/reports/" + afterFolder(s.Path, b.policy.Management.Folder))
		b.copyOf(&s, file)
		if path.Ext(s.Path) == ".md" {
			b.managed++
			rows = append(rows, []any{"management report", file, path.Base(s.Path), b.committedOn(s.Path), nil})
		}
	}
	for i := range b.kept {
		k := &b.kept[i]
		rows = append(rows, []any{"trend report", k.file, path.Base(k.src.Path), b.committedOn(k.src.Path), k.decided})
	}
	b.table("09-management/reports.csv", "management", []string{"kind", "file", "name", "committed", "decisions_written"}, rows)
	b.writeEscalations()
}

// committedOn returns when a file came into git, as far as git was asked.
func (b *builder) committedOn(name string) string {
	if h := b.commits[name]; h != nil {
		return h.first().Committed
	}
	return ""
}

func (b *builder) writeEscalations() {
	var rows [][]any
	for i := range b.records {
		r := &b.records[i]
		for _, e := range b.raw[r.ID].Escalations {
			if e.On.Known && e.On.Day.After(b.asOf) {
				continue
			}
			var days any
			if e.On.Known && e.Decided.Known {
				days = daysBetween(e.On.Day, e.Decided.Day)
			}
			rows = append(rows, []any{r.ID, b.periodHas(r.Report), r.Title, e.On.Value, e.To.Value, oneLine(e.Ask.Value), e.Decision.Value, e.Decided.Value, days})
		}
	}
	b.escalated = len(rows)
	b.table("09-management/escalations.csv", "escalations", []string{"action", "in_period", "title", "on", "to", "ask", "decision", "decided", "days"}, rows)
}

// daysBetween returns the days from one midnight UTC to another.
func daysBetween(from, to time.Time) int { return int((to.Unix() - from.Unix()) / (24 * 60 * 60)) }
