package report

// Interval is the time from one milestone to another, under the name that it has everywhere.
type Interval struct {
	Name     string // such as time_to_detect
	From, To string // milestones
}

// Intervals returns what is measured; there is no time to repair, because everybody means another one by it.
func Intervals() []Interval {
	return []Interval{
		{Name: "time_to_detect", From: "started", To: "detected"},
		{Name: "time_to_acknowledge", From: "detected", To: "acknowledged"},
		{Name: "time_to_contain", From: "detected", To: "contained"},
		{Name: "time_to_resolve", From: "detected", To: "resolved"},
		{Name: "time_to_close", From: "resolved", To: "closed"},
	}
}
