package due

// Kind is one kind of item. A new one is a file with its find function and a line in Kinds.
type Kind struct {
	Name string // stable: in JSON, in --fail-on, in calendars
	Next string // what to do about it, as a heading
	Doc  string // when it is due, for the help and the documents
	Gate bool   // an item of it can be late
	Said bool   // Next and the title of an item say what its message says
	find func(*desk) []Item
}

// The names of the kinds.
const (
	Notification     = "notification"
	HotWash          = "hot-wash"
	Review           = "review"
	NoReport         = "uncovered"
	Draft            = "draft"
	Approval         = "approval"
	Escalation       = "escalation"
	ActionBlocked    = "action-blocked"
	OwnerLeft        = "owner-left"
	ActionOverdue    = "action-overdue"
	ActionStale      = "action-stale"
	Verification     = "verification"
	RiskAcceptance   = "risk-acceptance"
	ActionDueSoon    = "action-due-soon"
	TrendReport      = "trend-report"
	ManagementReport = "management-report"
)

// Kinds returns all kinds, in the order in which they are shown.
func Kinds() []Kind {
	return []Kind{
		{Notification, "Notify", "a law or a contract asks for a notification", true, false, (*desk).notifications},
		{HotWash, "Hold the hot wash", "a first look at a major incident is not on record", true, false, (*desk).hotWashes},
		{Review, "Hold the review", "the policy asks for a review and none was held", true, false, (*desk).reviews},
		{NoReport, "Write the report", "an incident of the register needs a review and has no report", true, false, (*desk).uncovered},
		{Draft, "Finish the draft", "a report is still a draft", true, false, (*desk).drafts},
		{Approval, "Approve the report", "a report is in review and not approved", true, false, (*desk).approvals},
		{Escalation, "Decide what was escalated", "a decision was asked for and not taken", true, false, (*desk).escalations},
		{ActionBlocked, "Unblock or escalate", "an action is blocked and nobody was asked for a decision", true, false, (*desk).blocked},
		{OwnerLeft, "Hand over", "the owner of an action that is not done has left", true, false, (*desk).left},
		{ActionOverdue, "Finish, re-date or escalate", "the due date of an action is over", true, true, (*desk).overdue},
		{ActionStale, "Say how it stands, or escalate", "nobody has touched an action for long", true, false, (*desk).stale},
		{Verification, "Verify that it works, by somebody other than the owner", "an action is done and nobody has checked that it works", true, true, (*desk).verifications},
		{RiskAcceptance, "Look again at what was declined", "the decision to decline an action ends", true, false, (*desk).acceptances},
		{ActionDueSoon, "Finish in time", "an action is due soon", false, true, (*desk).dueSoon},
		{TrendReport, "Report on trends", "a report on trends is due", true, false, (*desk).trendReports},
		{ManagementReport, "Report to management", "a report to management is due", true, false, (*desk).managementReports},
	}
}
