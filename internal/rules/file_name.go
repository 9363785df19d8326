package rules

import (
	"path"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/portable"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

var _ = add(lint.Rule{
	Name: "file-name", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		r := p.Report
		for _, name := range []string{path.Base(r.File.Path), r.ID} {
			if why := portable.Problem(name); why != "" {
				p.Reportf(source.Span{}, "the name %q %s, so the repository cannot be checked out on Windows; rename it", shorten(name), why)
				return
			}
		}
		form := datedName().FindStringSubmatch(r.ID)
		if form == nil {
			return // a name of another tool, see file-undated
		}
		on, ok := report.IDDate(r.ID)
		switch {
		case !ok:
			p.Reportf(source.Span{}, "the name begins with %s, and there is no such day; rename the file to the day of the incident", form[1])
		case !slug().MatchString(form[2]):
			p.Suggestf(source.Span{}, "the name %q is not a date and a slug; write it as %s-what-happened, in lower-case letters a to z, digits and hyphens", shorten(r.ID), form[1])
		default:
			compareName(p, on)
		}
	},
})

var (
	datedName = lazy.Pattern(`^(\d{4}-\d{2}-\d{2})(.*)$`)
	slug      = lazy.Pattern(`^(-[a-z0-9]+)+$`)
)

// compareName reports a date in the name that is neither that of the start nor that of the detection. A day
// is allowed for: midnight is not the same everywhere, and the one who names the file may count otherwise.
func compareName(p *lint.Pass, on time.Time) {
	usable := plausible(p.Report)
	var known []string
	for _, m := range [...]struct{ name, verb string }{{"started", "started"}, {"detected", "was detected"}} {
		i := milestoneEntry(p.Report, m.name)
		if i < 0 || !usable[i] {
			continue
		}
		at := p.Report.Timeline[i].At
		local, _ := at.LocalDay()
		if nextTo(on, local) || nextTo(on, at.At.Truncate(day)) || nextTo(on, dayIn(p.Report.Timezone.Value, at.At)) {
			return
		}
		known = append(known, m.verb+" on "+date(local))
	}
	if len(known) > 0 && !among(p.Report, on, usable) {
		p.Reportf(source.Span{}, "the date in the name is %s, but the incident %s; rename the file or correct the times", date(on), listed(known))
	}
}

// among reports whether the detection cannot be told from the timeline, which is another finding, and something else
// happened on that day.
func among(r *report.Report, on time.Time, usable []bool) bool {
	if i := milestoneEntry(r, "detected"); i >= 0 && usable[i] {
		return false
	}
	for i, e := range r.Timeline {
		if local, ok := e.At.LocalDay(); ok && usable[i] && nextTo(on, local) {
			return true
		}
	}
	return false
}

// nextTo reports whether two days are the same or follow each other.
func nextTo(a, b time.Time) bool {
	away := a.Sub(b)
	return -day <= away && away <= day
}

// dayIn returns the day of a point in time in an IANA zone, or in UTC when there is no such zone. The
// zone "Local" would make the result depend on the machine.
func dayIn(zone string, at time.Time) time.Time {
	if location, err := time.LoadLocation(zone); err == nil && !strings.EqualFold(zone, "local") {
		at = at.In(location)
	}
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
