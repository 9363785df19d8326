package actions

import "time"

// Past is what the git history says of an action. Days are midnight UTC of a calendar day.
type Past struct {
	OriginalDue time.Time // first due date that it ever had; zero: none, or the history starts too late to tell
	Slips       int       // times that the due date moved to a later day
	SlippedDays int       // days from the first due date to the present one; may be negative; 0 when one is missing
	FirstSeen   time.Time // day of the first commit that holds the action; zero: not committed yet, or the history starts too late to tell
}

// OriginalDue returns the first due date of the action, and false when it never had one or the history does not say.
func (a *Action) OriginalDue() (time.Time, bool) {
	if a.Past == nil || a.Past.OriginalDue.IsZero() {
		return time.Time{}, false
	}
	return a.Past.OriginalDue, true
}

// Slips returns how often the due date moved to a later day, or nil when the history does not say.
func (a *Action) Slips() *int {
	if a.Past == nil {
		return nil
	}
	n := a.Past.Slips
	return &n
}
