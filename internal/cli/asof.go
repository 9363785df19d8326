package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"
)

// day is a flag that takes a calendar day. It is midnight UTC of that day, as the dates of reports are.
type day struct{ into *time.Time }

// String returns the day as it is typed.
func (d day) String() string {
	if d.into == nil || d.into.IsZero() {
		return ""
	}
	return d.into.Format(time.DateOnly)
}

// Type returns what help calls a value.
func (d day) Type() string { return "date" }

// Set reads the day.
func (d day) Set(value string) error {
	at, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return errors.New("write a day of the calendar as 2026-03-31")
	}
	*d.into = at
	return nil
}

// addDay adds a flag that takes a calendar day; without the flag into stays zero.
func addDay(cmd *cobra.Command, into *time.Time, name, usage string) {
	cmd.Flags().Var(day{into}, name, usage)
	complete(cmd, name, nil)
}

// addAsOf adds --as-of, the day of which a command tells the state.
func addAsOf(cmd *cobra.Command, into *time.Time) {
	addDay(cmd, into, "as-of", "tell the state of this day, YYYY-MM-DD (default today)")
}

// asOf returns the day of --as-of, or today where the user is.
func (a *app) asOf(flag time.Time) time.Time {
	if !flag.IsZero() {
		return flag
	}
	year, month, today := a.env.Now().Date()
	return time.Date(year, month, today, 0, 0, 0, 0, time.UTC)
}
