package render

import (
	"io"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The JSON of `pir show`. These types are written for the outside and documented in docs/json.md. A text that the report
// does not have is empty; a number, a day or a time that is not known is null.
type showEnvelope struct {
	Version        int                `json:"version"`
	AsOf           string             `json:"as_of"`
	ID             string             `json:"id"`
	File           string             `json:"file"`
	Title          string             `json:"title"`
	Kind           string             `json:"kind"`
	Severity       string             `json:"severity"`
	Status         string             `json:"status"`
	TLP            string             `json:"tlp"`
	Incident       string             `json:"incident"`
	Services       []string           `json:"services"`
	Teams          []string           `json:"teams"`
	Suppliers      []string           `json:"suppliers"`
	Detection      string             `json:"detection"`
	Trigger        string             `json:"trigger"`
	Classification classificationJSON `json:"classification"`
	Impact         impactJSON         `json:"impact"`
	Intervals      []lengthJSON       `json:"intervals"`
	Timeline       []entryJSON        `json:"timeline"`
	Causes         []causeJSON        `json:"causes"`
	Controls       []controlJSON      `json:"controls"`
	Responders     []personJSON       `json:"responders"`
	Review         reviewJSON         `json:"review"`
	Actions        []shownActionJSON  `json:"actions"`
	Elsewhere      string             `json:"elsewhere"`
	Risks          []string           `json:"risks"`
	Related        []relationJSON     `json:"related"`
	Sharing        []sharingJSON      `json:"sharing"`
	Notifications  []notificationJSON `json:"notifications"`
	Approvals      []approvalJSON     `json:"approvals"`
	Body           string             `json:"body"` // the text as it stands in the file
}

type classificationJSON struct {
	Type   string   `json:"type"`
	Vector string   `json:"vector"`
	Attack []string `json:"attack"`
}

type impactJSON struct {
	Summary         string   `json:"summary"`
	Confidentiality string   `json:"confidentiality"`
	Integrity       string   `json:"integrity"`
	Availability    string   `json:"availability"`
	Customers       *float64 `json:"customers"`
	Records         *float64 `json:"records"`
	EffortHours     *float64 `json:"effort_hours"`
	CostAmount      *float64 `json:"cost_amount"`
	CostCurrency    string   `json:"cost_currency"`
}

type lengthJSON struct {
	Name    string   `json:"name"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Seconds *float64 `json:"seconds"`
	Why     string   `json:"why"` // why it is not known
}

type entryJSON struct {
	At        string  `json:"at"`   // as written
	Time      *string `json:"time"` // RFC 3339 in UTC, null when it is no exact point in time
	Event     string  `json:"event"`
	Milestone string  `json:"milestone"`
	Source    string  `json:"source"`
}

type causeJSON struct {
	ID        string   `json:"id"`
	Role      string   `json:"role"`
	Category  string   `json:"category"`
	Statement string   `json:"statement"`
	Whys      []string `json:"whys"`
	Evidence  []string `json:"evidence"`
}

type controlJSON struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"` // empty where the scheme is not built in
	Verdict string `json:"verdict"`
	Note    string `json:"note"`
}

type personJSON struct {
	Who   string `json:"who"`
	Role  string `json:"role"`
	Input string `json:"input"`
}

type reviewJSON struct {
	HotWash      *string      `json:"hot_wash"`
	Held         *string      `json:"held"`
	Facilitator  string       `json:"facilitator"`
	Participants []string     `json:"participants"`
	Absent       []personJSON `json:"absent"`
	WaivedBy     string       `json:"waived_by"`
	WaivedReason string       `json:"waived_reason"`
}

// shownActionJSON is an action as in `pir actions`, with what only its report tells.
type shownActionJSON struct {
	actionJSON
	DoneWhen       string           `json:"done_when"`
	RolloutTargets *float64         `json:"rollout_targets"`
	RolloutDone    *float64         `json:"rollout_done"`
	BlockedReason  string           `json:"blocked_reason"`
	VerifiedBy     string           `json:"verified_by"`
	VerifiedMethod string           `json:"verified_method"`
	DeclinedReason string           `json:"declined_reason"`
	Escalations    []escalationJSON `json:"escalations"`
}

type escalationJSON struct {
	On       *string `json:"on"`
	To       string  `json:"to"`
	Ask      string  `json:"ask"`
	Decision string  `json:"decision"`
	Decided  *string `json:"decided"`
}

type relationJSON struct {
	ID       string `json:"id"`
	Relation string `json:"relation"`
	Reason   string `json:"reason"`
}

type sharingJSON struct {
	On       *string `json:"on"`
	Audience string  `json:"audience"`
	How      string  `json:"how"`
	Link     string  `json:"link"`
}

type notificationJSON struct {
	Regime string  `json:"regime"`
	Stage  string  `json:"stage"`
	Sent   *string `json:"sent"`
	At     *string `json:"at"`
	Reason string  `json:"reason"`
	Ref    string  `json:"ref"`
}

type approvalJSON struct {
	On   *string `json:"on"`
	By   string  `json:"by"`
	Role string  `json:"role"`
}

func showJSON(w io.Writer, v *Shown, _ Style) error {
	r := v.Report
	env := showEnvelope{
		Version: 1, AsOf: isoDay(v.AsOf), ID: r.ID, File: r.File.Path, Title: r.Title.Value, Kind: r.Kind.Value, Severity: r.Severity.Value,
		Status: r.Status.Value, TLP: r.TLP.Value, Incident: r.Incident.Value, Services: values(r.Services), Teams: values(r.Teams),
		Suppliers: values(r.Suppliers), Detection: r.Detection.Value, Trigger: r.Trigger.Value,
		Classification: classificationJSON{Type: r.Classification.Type.Value, Vector: r.Classification.Vector.Value, Attack: values(r.Classification.Attack)},
		Impact:         toImpactJSON(&r.Impact),
		Review:         toReviewJSON(&r.Review),
		Elsewhere:      r.Elsewhere.Value, Risks: values(r.Risks),
		Body: string(r.File.Bytes[r.Body.Start:r.Body.End]),
	}
	env.Intervals = mapped(r.Lengths(), func(l report.Length) lengthJSON {
		next := lengthJSON{Name: l.Name, From: l.From, To: l.To, Why: l.Why}
		if l.Known {
			next.Seconds = &l.Seconds
		}
		return next
	})
	env.Timeline = mapped(r.Timeline, func(e report.Entry) entryJSON {
		return entryJSON{At: e.At.Value, Time: exactJSON(e.At), Event: e.Event.Value, Milestone: e.Milestone.Value, Source: e.Source.Value}
	})
	env.Causes = mapped(r.Causes, func(c report.Cause) causeJSON {
		return causeJSON{ID: c.ID.Value, Role: c.Role.Value, Category: c.Category.Value, Statement: c.Statement.Value, Whys: values(c.Whys), Evidence: values(c.Evidence)}
	})
	env.Controls = mapped(r.Controls, func(c report.Control) controlJSON {
		known, _, _ := taxonomy.LookupControl(c.Ref.Value)
		return controlJSON{Ref: c.Ref.Value, Title: known.Title, Verdict: c.Verdict.Value, Note: c.Note.Value}
	})
	env.Responders = people(r.Responders)
	env.Related = mapped(r.Related, func(rel report.Relation) relationJSON {
		return relationJSON{ID: rel.ID.Value, Relation: rel.Relation.Value, Reason: rel.Reason.Value}
	})
	env.Sharing = mapped(r.Sharing, func(s report.Sharing) sharingJSON {
		return sharingJSON{On: knownDay(s.On), Audience: s.Audience.Value, How: s.How.Value, Link: s.Link.Value}
	})
	env.Notifications = mapped(r.Notifications, func(n report.Notification) notificationJSON {
		return notificationJSON{Regime: n.Regime.Value, Stage: n.Stage.Value, Sent: exactJSON(n.Sent), At: exactJSON(n.At), Reason: n.Reason.Value, Ref: n.Ref.Value}
	})
	env.Approvals = mapped(r.Approvals, func(a report.Approval) approvalJSON {
		return approvalJSON{On: knownDay(a.On), By: a.By.Value, Role: a.Role.Value}
	})
	env.Actions = shownActions(v)
	return writeJSON(w, env)
}

func shownActions(v *Shown) []shownActionJSON {
	list := make([]shownActionJSON, 0, len(v.Actions))
	for i := range v.Report.Actions {
		if rec, ok := v.stateOf(i); ok {
			list = append(list, toShownAction(rec, &v.Report.Actions[i]))
		}
	}
	return list
}

func toShownAction(rec *actions.Record, a *report.Action) shownActionJSON {
	return shownActionJSON{
		actionJSON: toActionJSON(rec), DoneWhen: a.DoneWhen.Value, RolloutTargets: knownNumber(a.Rollout.Targets), RolloutDone: knownNumber(a.Rollout.Done),
		BlockedReason: a.Blocked.Reason.Value, VerifiedBy: a.Verified.By.Value, VerifiedMethod: a.Verified.Method.Value, DeclinedReason: a.Declined.Reason.Value,
		Escalations: mapped(a.Escalations, func(e report.Escalation) escalationJSON {
			return escalationJSON{On: knownDay(e.On), To: e.To.Value, Ask: e.Ask.Value, Decision: e.Decision.Value, Decided: knownDay(e.Decided)}
		}),
	}
}

func toImpactJSON(i *report.Impact) impactJSON {
	return impactJSON{
		Summary: i.Summary.Value, Confidentiality: i.Confidentiality.Value, Integrity: i.Integrity.Value, Availability: i.Availability.Value,
		Customers: knownNumber(i.Customers), Records: knownNumber(i.Records), EffortHours: knownNumber(i.EffortHours),
		CostAmount: knownNumber(i.Cost.Amount), CostCurrency: i.Cost.Currency.Value,
	}
}

func toReviewJSON(r *report.Review) reviewJSON {
	return reviewJSON{
		HotWash: knownDay(r.HotWash), Held: knownDay(r.Held), Facilitator: r.Facilitator.Value, Participants: values(r.Participants),
		Absent: people(r.Absent), WaivedBy: r.Waived.By.Value, WaivedReason: r.Waived.Reason.Value,
	}
}

func people(persons []report.Person) []personJSON {
	return mapped(persons, func(p report.Person) personJSON {
		return personJSON{Who: p.Who.Value, Role: p.Role.Value, Input: p.Input.Value}
	})
}

// mapped returns what fn makes of each item, never nil.
func mapped[A, B any](items []A, fn func(A) B) []B {
	list := make([]B, 0, len(items))
	for _, item := range items {
		list = append(list, fn(item))
	}
	return list
}

func values(texts []field.Text) []string {
	return mapped(texts, func(t field.Text) string { return t.Value })
}

func knownNumber(n field.Number) *float64 {
	if !n.Known {
		return nil
	}
	return &n.Num
}

func knownDay(d field.Date) *string {
	if !d.Known {
		return nil
	}
	return dayJSON(d.Day)
}

// exactJSON writes a point in time in UTC, null for one that is not exactly known.
func exactJSON(t field.Time) *string {
	if !t.Known() {
		return nil
	}
	text := t.At.UTC().Format(time.RFC3339Nano)
	return &text
}
