package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// yamlLines are the lines of front matter as they are made.
type yamlLines struct {
	draft   *Draft
	renamed map[string]bool
	list    []string
}

// lines writes what was lifted, in the order of the format. A key that the file has already is left out.
func (d *Draft) lines(renamed map[string]bool) []string {
	y := &yamlLines{draft: d, renamed: renamed}
	y.text("title", d.Title)
	y.word("severity", d.Severity)
	y.word("status", d.Status)
	y.word("incident", d.Incident)
	y.texts("services", d.Services)
	if d.Impact != "" && y.free("impact") {
		y.add("impact:", "  summary: "+scalar(d.Impact))
	}
	y.timeline()
	y.causes()
	y.people()
	y.actions()
	y.kept()
	return y.list
}

// free reports whether the file does not have a key, or has it under another name now.
func (y *yamlLines) free(key string) bool { return !y.draft.front.has(key) || y.renamed[key] }

func (y *yamlLines) add(lines ...string) { y.list = append(y.list, lines...) }

func (y *yamlLines) text(key, value string) {
	if value != "" && y.free(key) {
		y.add(key + ": " + scalar(value))
	}
}

func (y *yamlLines) word(key, value string) {
	if value != "" && y.free(key) {
		y.add(key + ": " + field.NewWord(value).Flow())
	}
}

func (y *yamlLines) texts(key string, values []string) {
	if len(values) > 0 && y.free(key) {
		y.add(key + ": " + list(values))
	}
}

// scalar writes a text,  in double quotes where YAML could read it as something else.
func scalar(s string) string { return field.NewText(s).Flow() }

func list(values []string) string {
	items := make([]field.Value, 0, len(values))
	for _, v := range values {
		items = append(items, field.NewText(v))
	}
	return field.NewList(items...).Flow()
}

func (y *yamlLines) timeline() {
	d := y.draft
	if len(d.Timeline) == 0 || !y.free("timeline") {
		return
	}
	if zone := d.Timezone; zone != UnknownZone && zone[0] != '+' && zone[0] != '-' && y.free("timezone") {
		line := "timezone: " + scalar(zone)
		if d.ZoneText != "" && d.ZoneText != zone {
			line += "   # the text says " + oneLine(d.ZoneText)
		}
		y.add(line)
	}
	y.add("timeline:")
	for _, e := range d.Timeline {
		line := "  - {at: " + field.NewWord(e.At).Flow() + ", event: " + scalar(e.Event)
		if e.Milestone != "" {
			line += ", milestone: " + e.Milestone
		}
		line += "}"
		if e.Note != "" {
			line += "   # suggested: " + e.Note
		}
		y.add(line)
	}
}

func (y *yamlLines) causes() {
	d := y.draft
	if len(d.Causes) == 0 || !y.free("causes") {
		return
	}
	y.add("causes:")
	for i, c := range d.Causes {
		y.add(fmt.Sprintf("  - id: C%d", i+1))
		if c.Role != "" {
			y.add("    role: " + c.Role)
		}
		if c.Suggested != "" {
			y.add("    # suggested: category: " + c.Suggested)
		}
		y.add("    statement: " + scalar(c.Statement))
		if i == 0 && len(d.Whys) > 0 {
			y.add("    whys:")
			for _, w := range d.Whys {
				y.add("      - " + scalar(w))
			}
		}
	}
}

func (y *yamlLines) people() {
	d := y.draft
	if len(d.Responders) > 0 && y.free("responders") {
		y.add("responders:")
		for _, p := range d.Responders {
			pairs := []field.Pair{{Key: "who", Value: field.NewText(p.Who)}}
			if p.Role != "" {
				pairs = append(pairs, field.Pair{Key: "role", Value: field.NewText(p.Role)})
			}
			y.add("  - " + field.NewMapping(pairs...).Flow())
		}
	}
	if !y.free("review") || d.Held == "" && len(d.Participants) == 0 {
		return
	}
	y.add("review:")
	if d.Held != "" {
		y.add("  held: " + d.Held)
	}
	if len(d.Participants) > 0 {
		y.add("  participants: " + list(d.Participants))
	}
}

func (y *yamlLines) actions() {
	d := y.draft
	if len(d.Actions) == 0 || !y.free("actions") {
		return
	}
	y.add("actions:")
	for i, a := range d.Actions {
		y.add(fmt.Sprintf("  - id: A%d", i+1), "    title: "+scalar(a.Title))
		for _, f := range []struct{ key, value string }{
			{"effect", a.Effect}, {"owner", a.Owner}, {"priority", a.Priority}, {"due", a.Due}, {"status", a.Status}, {"ticket", a.Ticket}, {"done", a.Done},
		} {
			if f.value == "" {
				continue
			}
			v := field.NewWord(f.value)
			if f.key == "owner" || f.key == "ticket" {
				v = field.NewText(f.value)
			}
			y.add("    " + f.key + ": " + v.Flow())
		}
	}
}

// kept says that the keys of the other tool are meant to be there.
func (y *yamlLines) kept() {
	var foreign []string
	fields := report.Fields()
	for _, k := range y.draft.front.keys {
		known := slices.ContainsFunc(fields, func(f field.Description) bool { return f.Name == k.name })
		if !known || y.renamed[k.name] {
			foreign = append(foreign, k.name)
		}
	}
	y.draft.kept = foreign
	if len(foreign) == 0 || !y.free("lint") {
		return
	}
	y.add("lint:", "  ignore:", "    - {rule: unknown-field, reason: "+scalar("keys of another tool, kept by pir import: "+strings.Join(foreign, ", "))+"}")
}

// Kept returns the keys of another tool that stay in the front matter.
func (d *Draft) Kept() []string { return d.kept }
