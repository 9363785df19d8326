package article

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// embedded is a picture as it stands in the page.
func embedded(svg []byte) template.HTML {
	return template.HTML(chart.Embed(svg)) //nolint:gosec // chart escapes what it is given
}

// timelinePicture draws the timeline to scale, when two of its times are known at least.
func (m *maker) timelinePicture() template.HTML {
	events, placed := m.events()
	if placed < 2 {
		return ""
	}
	sub := fmt.Sprintf("%d entries.", len(events))
	zone := "Times are in UTC."
	if m.floating() {
		zone = "The zone of the times is not known."
	}
	var lengths []string
	for _, l := range m.lengths() {
		if l.Known {
			lengths = append(lengths, l.Name+" "+l.Text)
		}
	}
	desc := fmt.Sprintf("A vertical axis with %d of the entries; all of them are in the table below.", placed)
	if len(lengths) > 0 {
		desc += " " + strings.Join(lengths, ", ") + "."
	}
	return embedded(chart.Timeline{
		Head:   chart.Head{ID: m.Prefix + "timeline-picture", Title: "What happened, to scale", Sub: sub + " " + zone, Desc: desc},
		Events: events,
	}.SVG())
}

// floating reports whether none of the times has a zone. They can be compared with each other then, and with no other.
func (m *maker) floating() bool {
	some := false
	for _, e := range m.r.Timeline {
		switch e.At.Precision {
		case field.Exact, field.Ambiguous, field.Skipped:
			return false
		case field.Floating:
			some = true
		case field.Missing, field.Unclear, field.Day:
		}
	}
	return some
}

// events are the entries of the timeline, and how many of them have a place on it.
func (m *maker) events() (events []chart.Event, placed int) {
	floating := m.floating()
	for _, e := range m.r.Timeline {
		event := chart.Event{Name: plain(e.Milestone.Value), Label: plain(e.Event.Value)}
		if e.At.Known() || e.At.Precision == field.Ambiguous || e.At.Precision == field.Skipped || floating && e.At.Precision == field.Floating {
			event.At = e.At.At.Truncate(time.Second)
			placed++
		} else if !e.At.Empty() && e.At.Precision != field.Unclear {
			event.Label = plain(e.At.Value) + ", " + event.Label
		}
		events = append(events, event)
	}
	return events, placed
}

// fishbone draws the causes on the bones of their categories.
func (m *maker) fishbone() template.HTML {
	if len(m.r.Causes) == 0 {
		return ""
	}
	const other = "other"
	on := map[string][]chart.BoneCause{}
	order := taxonomy.Bones()
	for i := range m.r.Causes {
		cause := &m.r.Causes[i]
		known, _ := m.Policy.Cause(cause.Category.Value)
		bone := or(known.Bone, other)
		if on[bone] == nil && !slices.Contains(order, bone) {
			order = append(order, bone)
		}
		on[bone] = append(on[bone], boneCause(cause, i))
	}
	var bones []chart.Bone
	var said []string
	for _, name := range order {
		if causes := on[name]; len(causes) > 0 {
			bones = append(bones, chart.Bone{Name: capital(name), Causes: causes})
			said = append(said, fmt.Sprintf("%s %d", name, len(causes)))
		}
	}
	return embedded(chart.Fishbone{
		Head: chart.Head{
			ID: m.Prefix + "fishbone", Title: "What made it possible", Sub: "Fishbone (Ishikawa). Root causes are bold.",
			Desc: "The effect at the head, and the causes on the bones of their kinds: " + plain(strings.Join(said, ", ")) + ". All of them are below in full.",
		},
		Effect: plain(or(strings.TrimSpace(m.r.Impact.Summary.Value), title(m.r))), Bones: bones,
	}.SVG())
}

func boneCause(c *report.Cause, i int) chart.BoneCause {
	text := or(c.ID.Value, fmt.Sprintf("#%d", i+1))
	root := c.Role.Value == "root"
	if root {
		text += " (root)"
	}
	return chart.BoneCause{Text: plain(text + " " + c.Statement.Value), Strong: root}
}

// capital writes a word with its first letter large.
func capital(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r)) + s[len(string(r)):]
	}
	return s
}
