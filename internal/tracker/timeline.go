package tracker

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// timeline reads the entries of an incident, until there are too many.
func (b *builder) timeline(i *Incident, r any) {
	said := 0
	for _, e := range b.mapping.Entries {
		for _, r := range b.list(e.rows, r) {
			before := len(i.Timeline)
			b.entry(i, e, r)
			if len(i.Timeline) > before {
				said += len(i.Timeline[before].Event)
			}
			if len(i.Timeline) == maxEntries || said > maxTimeline {
				i.Notes = append(i.Notes, fmt.Sprintf("only the first %d entries of the timeline were read", len(i.Timeline)))
				arrange(i)
				return
			}
		}
	}
	arrange(i)
}

// entry takes in one entry of the timeline.
func (b *builder) entry(i *Incident, e entries, r any) {
	milestone := cmp.Or(e.Fixed, e.Milestone.first(r))
	if e.Created && b.created != "" {
		milestone = b.created
	}
	taken := func(o Entry) bool { return o.Milestone == milestone }
	if e.Fallback && milestone != "" && slices.ContainsFunc(i.Timeline, taken) {
		return
	}
	event := line(e.Event.first(r), maxLine)
	if event == "" {
		return
	}
	at := unknown()
	text := e.At.first(r)
	if text != "" {
		var ok bool
		if at, ok = readTime(text, b.mapping.Zone, b.mapping.Layouts); !ok {
			at = unknown()
			i.Notes = append(i.Notes, fmt.Sprintf("%s: the time %q cannot be read, so it is unknown", event, line(text, 60)))
		}
	}
	if text == "" && !e.Timeless {
		return
	}
	i.Timeline = append(i.Timeline, Entry{At: at, Event: event, Milestone: milestone, Created: e.Created})
}

// arrange puts the timeline in the order of time and leaves every milestone once: the first time that something was
// reached, but the last time that it was over.
func arrange(i *Incident) {
	undated := func(e Entry) bool { return e.At.Precision == field.Unclear || e.At.Precision == field.Missing }
	slices.SortStableFunc(i.Timeline, func(a, b Entry) int {
		if undated(a) || undated(b) {
			return cmp.Compare(b2i(undated(a)), b2i(undated(b)))
		}
		return a.At.At.Compare(b.At.At)
	})
	for _, milestone := range report.Milestones.List {
		keep := -1
		for n, e := range i.Timeline {
			over := milestone == "resolved" || milestone == "closed"
			if e.Milestone == milestone && (keep < 0 || over && !undated(e)) {
				keep = n
			}
		}
		for n := range i.Timeline {
			if i.Timeline[n].Milestone == milestone && n != keep {
				i.Timeline[n].Milestone = ""
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
