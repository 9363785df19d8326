package coverage

import (
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/stats"
)

// say writes the nil statement and the notes.
func (r *Result) say() {
	if r.Summary.Required == 0 {
		r.Nil = r.nilStatement()
	}
	if !r.HasRegister {
		r.Notes = append(r.Notes, "There is no incident register, so the reports are the population: an incident without a report cannot be seen here.")
	}
	if r.Later > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s of a day after %s, and left out.", are(r.Later, "incident"), date(r.AsOf)))
	}
	r.longOpen()
	unknown := 0
	for i := range r.Incidents {
		if r.Incidents[i].HeldUnknown {
			unknown++
		}
	}
	if unknown > 0 {
		r.Notes = append(r.Notes, plural(unknown, "review has", "reviews have")+" a day that is not known; they count as reviewed in time.")
	}
}

// longOpen tells of incidents for which no limit runs because nobody has closed them.
func (r *Result) longOpen() {
	const long = 60 // days
	n, first := 0, ""
	for i := range r.Incidents {
		in := &r.Incidents[i]
		if in.State == Pending && in.Closed.IsZero() && daysBetween(in.Detected, r.AsOf) > long {
			if n++; first == "" {
				first = in.Key
			}
		}
	}
	if n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s open for more than %d days, such as %s; the limit for the review runs from the closing.", plural(n, "incident that needs a review is", "incidents that need a review are"), long, first))
	}
}

// nilStatement says that nothing was to be reviewed, and what was looked at to say so.
func (r *Result) nilStatement() string {
	threshold := "no severity requires a review"
	if len(r.Threshold) > 0 {
		threshold = "a review is required of " + strings.Join(r.Threshold, ", ")
	}
	examined := fmt.Sprintf("%s of %s and %s examined", plural(r.Rows, "row", "rows"), r.File, plural(r.Reports, "report", "reports"))
	if !r.HasRegister {
		examined = plural(r.Reports, "report", "reports") + " examined, there is no register"
	}
	if n := len(r.Unregistered); n > 0 {
		examined += fmt.Sprintf("; %s about incidents that the register does not have", plural(n, "report is", "reports are"))
	}
	span := r.Span()
	if r.To.After(r.AsOf) {
		span += ", as of " + date(r.AsOf)
	}
	return fmt.Sprintf("0 incidents at or above the threshold (%s) %s; %s below it; %s", threshold, span, plural(r.Summary.Population, "incident", "incidents"), examined)
}

// Span says which period it is.
func (r *Result) Span() string {
	if r.From.IsZero() && r.To.IsZero() {
		return "up to " + date(r.AsOf)
	}
	return fmt.Sprintf("between %s and %s", date(r.From), date(r.To))
}

func are(n int, noun string) string { return plural(n, noun+" is", noun+"s are") }

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// minShare is how many incidents a share needs to be shown as one.
const minShare = 5

// Share returns the part of n that k is, from 0 to 1, with its exact 95 % limits; ok is false when n is so small that a
// share would say more than is known.
func Share(k, n int) (share, low, high float64, ok bool) {
	if n < minShare {
		return 0, 0, 0, false
	}
	low, high = stats.ProportionInterval(k, n, 0.95)
	return float64(k) / float64(n), low, high, true
}
