package report

import (
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// The closed vocabularies of the format. Vocabularies that a team may extend (severities, cause
// categories, vectors, services, teams) belong to the policy.
var (
	Kinds        = field.Words{List: []string{"incident", "near-miss", "exercise"}}
	Statuses     = field.Words{List: []string{"draft", "in-review", "approved", "closed"}, Aliases: map[string]string{"review": "in-review", "final": "approved", "published": "approved"}}
	TLPs         = field.Words{List: []string{"clear", "green", "amber", "amber+strict", "red"}, Aliases: map[string]string{"white": "clear"}}
	Detections   = field.Words{List: []string{"monitoring", "staff", "customer", "third-party", "audit", "attacker"}}
	Levels       = field.Words{List: []string{"none", "low", "high"}}
	CauseRoles   = field.Words{List: []string{"root", "contributing"}}
	Verdicts     = field.Words{List: []string{"effective", "partial", "failed", "missing"}}
	ActionKinds  = field.Words{List: []string{"control", "detection", "response", "training", "access", "patching", "risk-assessment", "supplier", "policy", "other"}}
	Effects      = field.Words{List: []string{"prevent", "detect", "mitigate", "repair"}}
	Priorities   = field.Words{List: []string{"P1", "P2", "P3", "P4"}}
	ActionStates = field.Words{List: []string{"open", "in-progress", "blocked", "done", "verified", "declined"}, Aliases: map[string]string{"todo": "open", "doing": "in-progress", "wont-do": "declined", "won't-do": "declined"}}
	Results      = field.Words{List: []string{"effective", "partly", "ineffective", "too-early"}}
	Decisions    = field.Words{List: []string{"fund", "re-date", "re-prioritise", "accept-risk"}, Aliases: map[string]string{"re-prioritize": "re-prioritise", "redate": "re-date"}}
	Relations    = field.Words{List: []string{"repeat", "similar", "not-a-repeat"}, Aliases: map[string]string{"not-repeat": "not-a-repeat"}}

	// Milestones are in the order in which an incident usually passes them. The aliases are the words
	// of other tools and of reports found in the wild.
	Milestones = field.Words{
		List: []string{"started", "detected", "acknowledged", "declared", "aware", "contained", "eradicated", "resolved", "closed"},
		Aliases: map[string]string{
			"occurred": "started", "start": "started", "began": "started", "impact-started": "started",
			"reported": "detected", "identified": "detected", "discovered": "detected", "noticed": "detected",
			"acked": "acknowledged", "triaged": "acknowledged",
			"mitigated": "contained", "stable": "contained", "stabilised": "contained", "stabilized": "contained",
			"recovered": "resolved", "restored": "resolved", "fixed": "resolved", "repaired": "resolved", "end": "resolved",
		},
	}
)

// Fields returns what every key of the front matter is, in canonical order.
func Fields() []field.Description { return reportObject.Describe() }

// reportObject is the whole front matter: the one place that says which keys there are.
var reportObject = field.NewObject("the front matter", nil,
	field.TextField("title", "What happened, in one line", func(r *Report) *field.Text { return &r.Title }),
	field.WordField("kind", "Incident, near miss or exercise", &Kinds, func(r *Report) *field.Text { return &r.Kind }),
	field.TextField("severity", "An entry of the policy's severities, or an alias of one", func(r *Report) *field.Text { return &r.Severity }),
	field.WordField("status", "How far the review is", &Statuses, func(r *Report) *field.Text { return &r.Status }),
	field.WordField("tlp", "Who may read it: Traffic Light Protocol 2.0", &TLPs, func(r *Report) *field.Text { return &r.TLP }),
	field.TextField("incident", "Key in the incident register", func(r *Report) *field.Text { return &r.Incident }),
	field.TextsField("services", "Services that were hit", func(r *Report) *[]field.Text { return &r.Services }),
	field.TextsField("teams", "Teams that were involved", func(r *Report) *[]field.Text { return &r.Teams }),
	field.TextsField("suppliers", "Suppliers that were involved", func(r *Report) *[]field.Text { return &r.Suppliers }),
	field.WordField("detection", "Who or what noticed first", &Detections, func(r *Report) *field.Text { return &r.Detection }),
	field.TextField("trigger", "What changed just before; not the cause", func(r *Report) *field.Text { return &r.Trigger }),
	field.ObjectField("classification", "Kind of incident in public vocabularies", classificationObject, func(r *Report) *Classification { return &r.Classification }),
	field.ObjectField("impact", "What was hit and how badly", impactObject, func(r *Report) *Impact { return &r.Impact }),
	field.TextField("timezone", "IANA zone of the entries without an offset, such as Europe/Berlin", func(r *Report) *field.Text { return &r.Timezone }),
	field.ListField("timeline", "What happened when", entryObject, func(r *Report) *[]Entry { return &r.Timeline }),
	field.ListField("causes", "Conditions that made the incident possible", causeObject, func(r *Report) *[]Cause { return &r.Causes }),
	field.ListField("controls", "Controls that were meant to help, each with a verdict", controlObject, func(r *Report) *[]Control { return &r.Controls }),
	field.ListField("responders", "Who responded, and in which role", personObject, func(r *Report) *[]Person { return &r.Responders }),
	field.ObjectField("review", "When and by whom the incident was reviewed", reviewObject, func(r *Report) *Review { return &r.Review }),
	field.ListField("actions", "Corrective actions", actionObject, func(r *Report) *[]Action { return &r.Actions }),
	field.TextField("elsewhere", "Whether the same weakness was looked for elsewhere, and what was found", func(r *Report) *field.Text { return &r.Elsewhere }),
	field.TextsField("risks", "Entries of the risk register", func(r *Report) *[]field.Text { return &r.Risks }),
	field.ListField("related", "Other reports, and what the relation is", relationObject, func(r *Report) *[]Relation { return &r.Related }),
	field.ListField("sharing", "To whom the lesson was passed on", sharingObject, func(r *Report) *[]Sharing { return &r.Sharing }),
	field.ListField("notifications", "Reports to authorities and to people concerned", notificationObject, func(r *Report) *[]Notification { return &r.Notifications }),
	field.ListField("approvals", "Signatures under the report", approvalObject, func(r *Report) *[]Approval { return &r.Approvals }),
	field.ObjectField("lint", "Suppressed findings", lintObject, func(r *Report) *Lint { return &r.Lint }),
).Foreign(foreignKeys, foreignHints)

var classificationObject = field.NewObject("classification", func(c *Classification) *source.Span { return &c.Span },
	field.TextField("type", "Incident type, such as rsit:availability/outage", func(c *Classification) *field.Text { return &c.Type }),
	field.TextField("vector", "How an attacker came in", func(c *Classification) *field.Text { return &c.Vector }),
	field.TextsField("attack", "MITRE ATT&CK technique ids", func(c *Classification) *[]field.Text { return &c.Attack }),
)

var impactObject = field.NewObject("impact", func(i *Impact) *source.Span { return &i.Span },
	field.TextField("summary", "The impact in one sentence", func(i *Impact) *field.Text { return &i.Summary }),
	field.WordField("confidentiality", "Effect on confidentiality", &Levels, func(i *Impact) *field.Text { return &i.Confidentiality }),
	field.WordField("integrity", "Effect on integrity", &Levels, func(i *Impact) *field.Text { return &i.Integrity }),
	field.WordField("availability", "Effect on availability", &Levels, func(i *Impact) *field.Text { return &i.Availability }),
	field.NumberField("customers", "Number of customers hit", func(i *Impact) *field.Number { return &i.Customers }),
	field.NumberField("records", "Number of records hit", func(i *Impact) *field.Number { return &i.Records }),
	field.NumberField("effort_hours", "Hours of work that the incident took", func(i *Impact) *field.Number { return &i.EffortHours }),
	field.ObjectField("cost", "What it cost", costObject, func(i *Impact) *Cost { return &i.Cost }),
)

var costObject = field.NewObject("cost", func(c *Cost) *source.Span { return &c.Span },
	field.NumberField("amount", "Amount of money", func(c *Cost) *field.Number { return &c.Amount }),
	field.TextField("currency", "ISO 4217 code of the currency", func(c *Cost) *field.Text { return &c.Currency }),
)

var entryObject = field.NewObject("a timeline entry", func(e *Entry) *source.Span { return &e.Span },
	field.TimeField("at", "When: a time with its offset, or unknown", func(e *Entry) *field.Time { return &e.At }),
	field.TextField("event", "What happened, as a fact", func(e *Entry) *field.Text { return &e.Event }),
	field.WordField("milestone", "Which milestone of the incident this is", &Milestones, func(e *Entry) *field.Text { return &e.Milestone }),
	field.TextField("source", "Where the entry comes from, such as commit:ab12cd3", func(e *Entry) *field.Text { return &e.Source }),
).Foreign(foreignEntry, nil)

var causeObject = field.NewObject("a cause", func(c *Cause) *source.Span { return &c.Span },
	field.TextField("id", "Id within the report, such as C1", func(c *Cause) *field.Text { return &c.ID }),
	field.WordField("role", "Root or contributing", &CauseRoles, func(c *Cause) *field.Text { return &c.Role }),
	field.TextField("category", "Category of the policy's vocabulary; each sits on one fishbone bone", func(c *Cause) *field.Text { return &c.Category }),
	field.TextField("statement", "The condition, in one sentence", func(c *Cause) *field.Text { return &c.Statement }),
	field.TextsField("whys", "5 Whys, from the problem down to this cause", func(c *Cause) *[]field.Text { return &c.Whys }),
	field.TextsField("evidence", "Links, commits or paths that support it", func(c *Cause) *[]field.Text { return &c.Evidence }),
).Foreign(foreignCause, nil)

var controlObject = field.NewObject("a control", func(c *Control) *source.Span { return &c.Span },
	field.TextField("ref", "The control as scheme:id, such as iso27001:A.8.4", func(c *Control) *field.Text { return &c.Ref }),
	field.WordField("verdict", "How the control did", &Verdicts, func(c *Control) *field.Text { return &c.Verdict }),
	field.TextField("note", "Why", func(c *Control) *field.Text { return &c.Note }),
)

var personObject = field.NewObject("a person", func(p *Person) *source.Span { return &p.Span },
	field.TextField("who", "Handle", func(p *Person) *field.Text { return &p.Who }),
	field.TextField("role", "Role in the response", func(p *Person) *field.Text { return &p.Role }),
	field.TextField("input", "How the view of somebody absent came in", func(p *Person) *field.Text { return &p.Input }),
)

var reviewObject = field.NewObject("review", func(r *Review) *source.Span { return &r.Span },
	field.DateField("hot_wash", "Day of the first look, soon after detection: the policy says how soon", func(r *Review) *field.Date { return &r.HotWash }),
	field.DateField("held", "Day of the review", func(r *Review) *field.Date { return &r.Held }),
	field.TextField("facilitator", "Who led the review", func(r *Review) *field.Text { return &r.Facilitator }),
	field.TextsField("participants", "Who took part", func(r *Review) *[]field.Text { return &r.Participants }),
	field.ListField("absent", "Responders who could not take part, and how their view came in", personObject, func(r *Review) *[]Person { return &r.Absent }),
	field.ObjectField("waived", "Decision not to review", waiverObject, func(r *Review) *Waiver { return &r.Waived }),
)

var waiverObject = field.NewObject("waived", func(w *Waiver) *source.Span { return &w.Span },
	field.TextField("by", "Who decided", func(w *Waiver) *field.Text { return &w.By }),
	field.TextField("reason", "Why", func(w *Waiver) *field.Text { return &w.Reason }),
)

var actionObject = field.NewObject("an action", func(a *Action) *source.Span { return &a.Span },
	field.TextField("id", "Id within the report, such as A1", func(a *Action) *field.Text { return &a.ID }),
	field.TextField("title", "What will be done, verb first", func(a *Action) *field.Text { return &a.Title }),
	field.WordField("kind", "What is improved", &ActionKinds, func(a *Action) *field.Text { return &a.Kind }),
	field.WordField("effect", "Prevent, detect, mitigate or repair", &Effects, func(a *Action) *field.Text { return &a.Effect }),
	field.TextsField("addresses", "Cause ids and control references that it addresses", func(a *Action) *[]field.Text { return &a.Addresses }),
	field.TextField("owner", "Handle of the one who sees it done", func(a *Action) *field.Text { return &a.Owner }),
	field.WordField("priority", "P1 to P4", &Priorities, func(a *Action) *field.Text { return &a.Priority }),
	field.DateField("due", "Day by which it is done", func(a *Action) *field.Date { return &a.Due }),
	field.WordField("status", "How far it is", &ActionStates, func(a *Action) *field.Text { return &a.Status }),
	field.TextField("done_when", "How one can tell that it is done", func(a *Action) *field.Text { return &a.DoneWhen }),
	field.TextField("ticket", "Link to the tracker", func(a *Action) *field.Text { return &a.Ticket }),
	field.ObjectField("rollout", "Places where it applies, and where it is in", rolloutObject, func(a *Action) *Rollout { return &a.Rollout }),
	field.ObjectField("blocked", "Since when and why it cannot go on", blockedObject, func(a *Action) *Blocked { return &a.Blocked }),
	field.DateField("done", "Day on which it was done", func(a *Action) *field.Date { return &a.Done }),
	field.TextsField("evidence", "Links, commits or paths that show it", func(a *Action) *[]field.Text { return &a.Evidence }),
	field.ObjectField("verified", "Check that it works", verificationObject, func(a *Action) *Verification { return &a.Verified }),
	field.ObjectField("declined", "Decision not to do it", declineObject, func(a *Action) *Decline { return &a.Declined }),
	field.ListField("escalations", "Decisions asked for", escalationObject, func(a *Action) *[]Escalation { return &a.Escalations }),
).Foreign(foreignAction, foreignActionHints)

var rolloutObject = field.NewObject("rollout", func(r *Rollout) *source.Span { return &r.Span },
	field.NumberField("targets", "Number of places where it applies", func(r *Rollout) *field.Number { return &r.Targets }),
	field.NumberField("done", "Number of places where it is in", func(r *Rollout) *field.Number { return &r.Done }),
)

var blockedObject = field.NewObject("blocked", func(b *Blocked) *source.Span { return &b.Span },
	field.DateField("since", "Day since which it is blocked", func(b *Blocked) *field.Date { return &b.Since }),
	field.TextField("reason", "Why", func(b *Blocked) *field.Text { return &b.Reason }),
)

var verificationObject = field.NewObject("verified", func(v *Verification) *source.Span { return &v.Span },
	field.DateField("on", "Day of the check", func(v *Verification) *field.Date { return &v.On }),
	field.TextField("by", "Who checked; not the owner", func(v *Verification) *field.Text { return &v.By }),
	field.TextField("method", "How it was checked", func(v *Verification) *field.Text { return &v.Method }),
	field.WordField("result", "What the check showed", &Results, func(v *Verification) *field.Text { return &v.Result }),
	field.TextsField("evidence", "Links, commits or paths that show it", func(v *Verification) *[]field.Text { return &v.Evidence }),
)

var declineObject = field.NewObject("declined", func(c *Decline) *source.Span { return &c.Span },
	field.DateField("on", "Day of the decision", func(c *Decline) *field.Date { return &c.On }),
	field.TextField("by", "Who decided", func(c *Decline) *field.Text { return &c.By }),
	field.TextField("reason", "Why", func(c *Decline) *field.Text { return &c.Reason }),
	field.TextField("risk", "Entry of the risk register", func(c *Decline) *field.Text { return &c.Risk }),
	field.DateField("until", "Day on which the decision is looked at again", func(c *Decline) *field.Date { return &c.Until }),
)

var escalationObject = field.NewObject("an escalation", func(e *Escalation) *source.Span { return &e.Span },
	field.DateField("on", "Day of the escalation", func(e *Escalation) *field.Date { return &e.On }),
	field.TextField("to", "Who is asked", func(e *Escalation) *field.Text { return &e.To }),
	field.TextField("ask", "What is asked for", func(e *Escalation) *field.Text { return &e.Ask }),
	field.WordField("decision", "What was decided", &Decisions, func(e *Escalation) *field.Text { return &e.Decision }),
	field.DateField("decided", "Day of the decision", func(e *Escalation) *field.Date { return &e.Decided }),
)

var relationObject = field.NewObject("a related report", func(r *Relation) *source.Span { return &r.Span },
	field.TextField("id", "Id of the other report", func(r *Relation) *field.Text { return &r.ID }),
	field.WordField("relation", "What the relation is", &Relations, func(r *Relation) *field.Text { return &r.Relation }),
	field.TextField("reason", "Why", func(r *Relation) *field.Text { return &r.Reason }),
)

var sharingObject = field.NewObject("a sharing entry", func(s *Sharing) *source.Span { return &s.Span },
	field.DateField("on", "Day", func(s *Sharing) *field.Date { return &s.On }),
	field.TextField("audience", "To whom", func(s *Sharing) *field.Text { return &s.Audience }),
	field.TextField("how", "In which form", func(s *Sharing) *field.Text { return &s.How }),
	field.TextField("link", "Link to the record", func(s *Sharing) *field.Text { return &s.Link }),
)

var notificationObject = field.NewObject("a notification", func(n *Notification) *source.Span { return &n.Span },
	field.TextField("regime", "Law or contract, such as gdpr or nis2", func(n *Notification) *field.Text { return &n.Regime }),
	field.TextField("stage", "Which of the regime's reports, or an event that starts a deadline, such as classified-major", func(n *Notification) *field.Text { return &n.Stage }),
	field.TimeField("sent", "When it was sent", func(n *Notification) *field.Time { return &n.Sent }),
	field.TimeField("at", "When the event happened", func(n *Notification) *field.Time { return &n.At }),
	field.TextField("reason", "Why the regime, or the stage of it, does not apply", func(n *Notification) *field.Text { return &n.Reason }),
	field.TextField("ref", "The receiver's reference", func(n *Notification) *field.Text { return &n.Ref }),
)

var approvalObject = field.NewObject("an approval", func(a *Approval) *source.Span { return &a.Span },
	field.DateField("on", "Day", func(a *Approval) *field.Date { return &a.On }),
	field.TextField("by", "Who", func(a *Approval) *field.Text { return &a.By }),
	field.TextField("role", "In which role", func(a *Approval) *field.Text { return &a.Role }),
)

var lintObject = field.NewObject("lint", func(l *Lint) *source.Span { return &l.Span },
	field.ListField("ignore", "Suppressed rules, each with a reason", ignoreObject, func(l *Lint) *[]Ignore { return &l.Ignore }),
)

var ignoreObject = field.NewObject("an ignored rule", func(i *Ignore) *source.Span { return &i.Span },
	field.TextField("rule", "Name of the rule", func(i *Ignore) *field.Text { return &i.Rule }),
	field.TextField("reason", "Why it does not apply here", func(i *Ignore) *field.Text { return &i.Reason }),
)
