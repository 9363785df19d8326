package due

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// Record is a kept report about all incidents.
type Record struct {
	Kind string // TrendReport or ManagementReport
	Name string // of the file, such as 2026-Q1.md
}

func (d *desk) trendReports() []Item { return d.report(TrendReport, "trend report", &d.Policy.Trends) }

func (d *desk) managementReports() []Item {
	return d.report(ManagementReport, "management report", &d.Policy.Management)
}

// report finds the first period, from that of the first incident or the last kept report on, that has ended and that
// no report covers. The next report covers all of them, so there is one item and not one for each.
func (d *desk) report(kind, what string, c *policy.Cadence) []Item {
	n := months(c.Every)
	first, ok := d.firstIncident()
	if n == 0 || !ok {
		return nil
	}
	end, on := lastDay(first, n), "no report is on record yet"
	if last, ok := d.latest(kind); ok && !last.Before(end) {
		end = lastDay(last.AddDate(0, 0, 1), n)
		on = "the last one on record covers the time up to " + date(last)
	}
	if !d.past(end) {
		return nil // the period goes on
	}
	// The last period that has ended: its report catches up with all before it.
	now := firstDay(d.AsOf.AddDate(0, 0, 1), n).AddDate(0, 0, -1)
	missed := ((now.Year()-end.Year())*12 + int(now.Month()) - int(end.Month())) / n
	i := Item{Kind: kind, ID: periodName(end, n)}
	i.Message = fmt.Sprintf("%s of %s: %s", what, i.ID, on)
	if missed > 0 {
		i.Message += fmt.Sprintf(", and %s more ended since", count(missed, string(c.Every)))
	}
	i.Message += fmt.Sprintf("; write one and keep it as %s/%s.md", c.Folder, periodName(now, n))
	if !d.put(&i, end.AddDate(0, 0, c.Within)) {
		return nil
	}
	return []Item{i}
}

// firstIncident returns the day of the first incident.
func (d *desk) firstIncident() (first time.Time, ok bool) {
	for _, c := range d.live {
		if !c.occurred.IsZero() && (!ok || c.occurred.Before(first)) {
			first, ok = c.occurred, true
		}
	}
	return first, ok
}

// latest returns the last day that the kept reports of a kind cover, as far as it is not after the day that is asked
// about.
func (d *desk) latest(kind string) (last time.Time, ok bool) {
	for _, r := range d.Records {
		if on, named := covered(r.Name); named && r.Kind == kind && d.past(on) && on.After(last) {
			last, ok = on, true
		}
	}
	return last, ok
}
