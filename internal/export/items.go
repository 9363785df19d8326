package export

import (
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// item is one entry of a list of a report.
type item[T any] struct {
	*facts
	n    int // its place in the list, from 1
	item *T
}

// definition is a table and how a report fills it.
type definition struct {
	table Table
	rows  func(*facts) [][]any
}

// listTable is a table with a row for each entry of a list of the report.
func listTable[T any](name, doc string, of func(*report.Report) []T, own ...[]column[item[T]]) definition {
	all := columns(
		reportColumn(func(i item[T]) string { return i.report.ID }),
		count("n", "place in the list of the report, from 1", func(i item[T]) int { return i.n }),
		columns(own...),
	)
	return definition{
		table: Table{Name: name, Doc: doc, Columns: heads(all)},
		rows: func(f *facts) [][]any {
			list := of(f.report)
			rows := make([][]any, 0, len(list))
			for i := range list {
				rows = append(rows, row(all, item[T]{f, i + 1, &list[i]}))
			}
			return rows
		},
	}
}

func timelineTable() definition {
	type entry = item[report.Entry]
	return listTable("timeline", "an entry of a timeline", func(r *report.Report) []report.Entry { return r.Timeline },
		moment("at", "when, if the point in time is exact", func(e entry) field.Time { return e.item.At }),
		text("event", "what happened", func(e entry) string { return e.item.Event.Value }),
		text("milestone", "which milestone it is", func(e entry) string { return e.item.Milestone.Value }),
		text("source", "where the entry comes from", func(e entry) string { return e.item.Source.Value }),
	)
}

func causesTable() definition {
	type cause = item[report.Cause]
	return listTable("causes", "a cause or contributing factor", func(r *report.Report) []report.Cause { return r.Causes },
		text("cause", "id within the report, such as C1", func(c cause) string { return c.item.ID.Value }),
		text("role", "root or contributing; without a role it counts as root", func(c cause) string {
			if c.in.Causes[c.n-1].Root {
				return "root"
			}
			return c.item.Role.Value
		}),
		text("category", "id of the vocabulary", func(c cause) string { return c.in.Causes[c.n-1].Category }),
		text("bone", "of the fishbone diagram, of a built-in category", func(c cause) string {
			known, _ := taxonomy.LookupCause(c.in.Causes[c.n-1].Category)
			return known.Bone
		}),
		text("statement", "the condition", func(c cause) string { return c.item.Statement.Value }),
		count("whys", "length of its chain of whys", func(c cause) int { return len(c.item.Whys) }),
		texts("evidence", "links, commits or paths that support it", func(c cause) []string { return values(c.item.Evidence) }),
	)
}

// why is one step of a chain.
type why struct {
	cause string
	step  int
	text  string
}

func whysTable() definition {
	type step = item[why]
	return listTable("whys", "a step of a chain of whys, from the problem down to the cause",
		func(r *report.Report) []why {
			var all []why
			for _, c := range r.Causes {
				for i, w := range c.Whys {
					all = append(all, why{c.ID.Value, i + 1, w.Value})
				}
			}
			return all
		},
		text("cause", "id of the cause within the report", func(s step) string { return s.item.cause }),
		count("step", "from 1, which is next to the problem", func(s step) int { return s.item.step }),
		text("why", "the answer", func(s step) string { return s.item.text }),
	)
}

func controlsTable() definition {
	type control = item[report.Control]
	known := func(c control) taxonomy.Control {
		found, ok, _ := taxonomy.LookupControl(c.item.Ref.Value)
		if !ok {
			return taxonomy.Control{Scheme: found.Scheme}
		}
		return found
	}
	return listTable("controls", "the verdict on a control", func(r *report.Report) []report.Control { return r.Controls },
		text("ref", "the control as scheme:id", func(c control) string { return c.item.Ref.Value }),
		text("scheme", "what stands before the colon", func(c control) string { return known(c).Scheme }),
		text("title", "of a control of a built-in scheme", func(c control) string { return known(c).Title }),
		text("verdict", "effective, partial, failed or missing", func(c control) string { return c.item.Verdict.Value }),
		text("note", "why", func(c control) string { return c.item.Note.Value }),
	)
}

// The table of relations, and its column with the id of the other report.
const (
	relatedName  = "related"
	relatedOther = 2
)

func relatedTable() definition {
	type relation = item[report.Relation]
	return listTable(relatedName, "what a report says about another", func(r *report.Report) []report.Relation { return r.Related },
		text("other", "id of the other report", func(r relation) string { return r.item.ID.Value }),
		text("relation", "repeat, similar or not-a-repeat", func(r relation) string { return r.item.Relation.Value }),
		text("reason", "why", func(r relation) string { return r.item.Reason.Value }),
	)
}

func sharingTable() definition {
	type sharing = item[report.Sharing]
	return listTable("sharing", "how a lesson was passed on", func(r *report.Report) []report.Sharing { return r.Sharing },
		date("on", "day", func(s sharing) field.Date { return s.item.On }),
		text("audience", "to whom", func(s sharing) string { return s.item.Audience.Value }),
		text("how", "in which form", func(s sharing) string { return s.item.How.Value }),
		text("link", "link to the record", func(s sharing) string { return s.item.Link.Value }),
	)
}

func notificationsTable() definition {
	type notification = item[report.Notification]
	return listTable("notifications", "a report to an authority or to people concerned, or why there is none", func(r *report.Report) []report.Notification { return r.Notifications },
		text("regime", "law or contract", func(n notification) string { return n.item.Regime.Value }),
		text("stage", "which of its reports, or an event that starts a deadline", func(n notification) string { return n.item.Stage.Value }),
		moment("sent_at", "when it was sent", func(n notification) field.Time { return n.item.Sent }),
		moment("event_at", "when the event happened", func(n notification) field.Time { return n.item.At }),
		text("reason", "why the regime, or the stage of it, does not apply", func(n notification) string { return n.item.Reason.Value }),
		text("ref", "the receiver's reference", func(n notification) string { return n.item.Ref.Value }),
	)
}

func approvalsTable() definition {
	type approval = item[report.Approval]
	return listTable("approvals", "a signature under a report", func(r *report.Report) []report.Approval { return r.Approvals },
		date("on", "day", func(a approval) field.Date { return a.item.On }),
		text("by", "who", func(a approval) string { return a.item.By.Value }),
		text("role", "in which role", func(a approval) string { return a.item.Role.Value }),
	)
}

// escalation is one of an action.
type escalation struct {
	action string
	report.Escalation
}

func escalationsTable() definition {
	type ask = item[escalation]
	return listTable("escalations", "a decision that was asked for about an action",
		func(r *report.Report) []escalation {
			var all []escalation
			for i := range r.Actions {
				for _, e := range r.Actions[i].Escalations {
					all = append(all, escalation{actionID(r, i), e})
				}
			}
			return all
		},
		text("id", "id of the action", func(a ask) string { return a.item.action }),
		date("on", "day", func(a ask) field.Date { return a.item.On }),
		text("to", "who was asked", func(a ask) string { return a.item.To.Value }),
		text("ask", "what was asked for", func(a ask) string { return a.item.Ask.Value }),
		text("decision", "fund, re-date, re-prioritise or accept-risk", func(a ask) string { return a.item.Decision.Value }),
		date("decided", "day of the decision", func(a ask) field.Date { return a.item.Decided }),
	)
}
