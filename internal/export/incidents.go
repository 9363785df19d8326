package export

import (
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// facts is one report while its rows are made.
type facts struct {
	report *report.Report
	in     *trends.Incident // the same as it is counted
}

// reportColumn is the first column of every table.
func reportColumn[T any](of func(T) string) []column[T] {
	return text("report", "id of the report", of)
}

func incidentColumns() []column[*facts] {
	return columns(
		reportColumn(func(f *facts) string { return f.report.ID }),
		text("file", "path of the file", func(f *facts) string { return f.report.File.Path }),
		text("title", "what happened, in one line", func(f *facts) string { return f.report.Title.Value }),
		text("kind", "incident, near-miss or exercise; `pir trends` counts incidents", func(f *facts) string { return f.in.Kind }),
		text("severity", "id of the policy's scale, or as written when it is none of the scale", func(f *facts) string { return f.in.Severity }),
		text("status", "how far the review is", func(f *facts) string { return f.report.Status.Value }),
		text("tlp", "who may read it", func(f *facts) string { return f.report.TLP.Value }),
		text("incident", "key in the incident register", func(f *facts) string { return f.report.Incident.Value }),
		occurredColumns(),
		texts("services", "services that were hit", func(f *facts) []string { return f.in.Services }),
		texts("teams", "teams that were involved", func(f *facts) []string { return f.in.Teams }),
		texts("suppliers", "suppliers that were involved", func(f *facts) []string { return f.in.Suppliers }),
		text("detection", "who or what noticed first", func(f *facts) string { return f.in.Detection }),
		text("trigger", "what changed just before", func(f *facts) string { return f.in.Trigger }),
		text("type", "kind of incident in a public vocabulary", func(f *facts) string { return f.report.Classification.Type.Value }),
		text("vector", "how an attacker came in", func(f *facts) string { return f.in.Vector }),
		texts("attack", "MITRE ATT&CK technique ids", func(f *facts) []string { return f.in.Techniques }),
		impactColumns(),
		milestoneColumns(),
		intervalColumns(),
		reviewColumns(),
		text("elsewhere", "whether the same weakness was looked for elsewhere", func(f *facts) string { return f.report.Elsewhere.Value }),
		texts("risks", "entries of the risk register", func(f *facts) []string { return f.in.Risks }),
	)
}

// occurredColumns are the point in time by which a report is counted, and its day.
func occurredColumns() []column[*facts] {
	return []column[*facts]{
		{Column{"counted_at", Moment, "the point in time by which it is counted: detected, else the first entry with a known time, else the date in its id"}, func(f *facts) any {
			if f.in.At.IsZero() {
				return nil
			}
			return f.in.At.UTC()
		}},
		{Column{"counted_on", Day, "its day in UTC, which decides to which period it belongs"}, func(f *facts) any {
			if f.in.At.IsZero() {
				return nil
			}
			return trends.Day(f.in.At)
		}},
	}
}

func impactColumns() []column[*facts] {
	return columns(
		text("impact", "the impact in one sentence", func(f *facts) string { return f.report.Impact.Summary.Value }),
		text("confidentiality", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Confidentiality.Value }),
		text("integrity", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Integrity.Value }),
		text("availability", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Availability.Value }),
		number("customers", "number of customers hit", func(f *facts) field.Number { return f.report.Impact.Customers }),
		number("records", "number of records hit", func(f *facts) field.Number { return f.report.Impact.Records }),
		number("effort_hours", "hours of work that it took", func(f *facts) field.Number { return f.report.Impact.EffortHours }),
		number("cost_amount", "what it cost", func(f *facts) field.Number { return f.report.Impact.Cost.Amount }),
		text("cost_currency", "ISO 4217 code", func(f *facts) string { return f.report.Impact.Cost.Currency.Value }),
	)
}

func milestone(name string) func(*facts) field.Time {
	return func(f *facts) field.Time {
		e, _ := f.report.Milestone(name)
		return e.At
	}
}

func milestoneColumns() []column[*facts] {
	const each = 3 // columns of a milestone
	all := make([]column[*facts], 0, each*len(report.Milestones.List))
	for _, name := range report.Milestones.List {
		all = append(all, moment(name+"_at", "time of the first timeline entry with the milestone "+name, milestone(name))...)
	}
	return all
}

func intervalColumns() []column[*facts] {
	const each = 2 // columns of an interval
	list := report.Intervals()
	all := make([]column[*facts], 0, each*len(list))
	for i, interval := range list {
		length := func(f *facts) report.Length { return f.report.Lengths()[i] }
		all = append(all, column[*facts]{Column{interval.Name + "_seconds", Number, "from " + interval.From + " to " + interval.To + ", when both are exact and in their order"}, func(f *facts) any {
			if l := length(f); l.Known {
				return l.Seconds
			}
			return nil
		}})
		all = append(all, text(interval.Name+"_missing", "why it is not known", func(f *facts) string { return length(f).Why })...)
	}
	return all
}

func reviewColumns() []column[*facts] {
	return columns(
		date("hot_wash", "day of the first look", func(f *facts) field.Date { return f.report.Review.HotWash }),
		date("review_held", "day of the review", func(f *facts) field.Date { return f.report.Review.Held }),
		text("facilitator", "who led the review", func(f *facts) string { return f.report.Review.Facilitator.Value }),
		texts("participants", "who took part", func(f *facts) []string { return values(f.report.Review.Participants) }),
		texts("absent", "responders who could not take part", func(f *facts) []string { return who(f.report.Review.Absent) }),
		texts("responders", "who responded", func(f *facts) []string { return who(f.report.Responders) }),
		flag("waived", "the review was waived", func(f *facts) bool { return f.report.Review.Waived.Span.Present() }),
		text("waived_by", "who decided that", func(f *facts) string { return f.report.Review.Waived.By.Value }),
		text("waived_reason", "why", func(f *facts) string { return f.report.Review.Waived.Reason.Value }),
	)
}

func who(persons []report.Person) []string {
	list := make([]field.Text, 0, len(persons))
	for _, p := range persons {
		list = append(list, p.Who)
	}
	return values(list)
}
