package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// personFields are the fields that hold a person, by their path.
var personFields = []string{
	"responders.who",
	"review.facilitator", "review.participants", "review.absent.who", "review.waived.by",
	"actions.owner", "actions.verified.by", "actions.declined.by", "actions.escalations.to",
	"approvals.by",
}

// front writes the front matter of a report anew, in the canonical order, with its delimiters.
func (c *cast) front(r *report.Report) (string, error) {
	doc := field.Parse(r.File, r.FrontMatter)
	text, err := doc.JSON()
	if err != nil {
		return "", fmt.Errorf("read the front matter: %w", err)
	}
	var values map[string]any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&values); err != nil {
		return "", fmt.Errorf("read the front matter: %w", err)
	}
	end := "\n"
	if line := lineOf(r.File, r.FrontMatter.Start); strings.HasSuffix(line, "\r\n") {
		end = "\r\n"
	}
	lines := []string{"---"}
	for _, d := range report.Fields() {
		if v, ok := values[d.Name]; ok {
			lines = append(lines, c.lines(&d, d.Name, v)...)
		}
	}
	return strings.Join(append(lines, "---"), end) + end, nil
}

// lineOf returns the line before a place, with its line end.
func lineOf(f *source.File, at int) string {
	return string(f.Bytes[f.LineSpan(f.Position(at).Line-1).Start:at])
}

// lines writes a key of the document: lists of mappings and mappings with one line an entry, everything else on one.
func (c *cast) lines(d *field.Description, path string, v any) []string {
	switch v := v.(type) {
	case []any:
		if d.Fields == nil || len(v) == 0 {
			break
		}
		lines := []string{d.Name + ":"}
		for _, item := range v {
			entry, ok := item.(map[string]any)
			if !ok {
				continue
			}
			dash := "  - "
			for _, p := range c.pairs(d.Fields, path, entry) {
				lines = append(lines, dash+p.Key+": "+p.Value.Flow())
				dash = "    "
			}
		}
		if len(lines) > 1 {
			return lines
		}
		return []string{d.Name + ": []"}
	case map[string]any:
		pairs := c.pairs(d.Fields, path, v)
		if d.Fields == nil || len(pairs) == 0 {
			return nil
		}
		lines := []string{d.Name + ":"}
		for _, p := range pairs {
			lines = append(lines, "  "+p.Key+": "+p.Value.Flow())
		}
		return lines
	}
	if value, ok := c.value(d, path, v); ok {
		return []string{d.Name + ": " + value.Flow()}
	}
	return nil
}

// pairs returns the known keys of a mapping.
func (c *cast) pairs(fields []field.Description, path string, entry map[string]any) []field.Pair {
	var pairs []field.Pair
	for i := range fields {
		d := &fields[i]
		v, ok := entry[d.Name]
		if !ok {
			continue
		}
		if value, ok := c.value(d, path+"."+d.Name, v); ok {
			pairs = append(pairs, field.Pair{Key: d.Name, Value: value})
		}
	}
	return pairs
}

// value returns a value without people; false for one that has not the form that the field asks for.
func (c *cast) value(d *field.Description, path string, v any) (field.Value, bool) {
	switch v := v.(type) {
	case nil:
		return field.NewNull(), true
	case json.Number:
		return field.NewWord(v.String()), true
	case bool:
		return field.NewText(strconv.FormatBool(v)), true
	case string:
		return c.scalar(d, path, v), d.Fields == nil
	case []any:
		var items []field.Value
		for _, item := range v {
			if entry, ok := item.(map[string]any); ok {
				if d.Fields != nil {
					items = append(items, field.NewMapping(c.pairs(d.Fields, path, entry)...))
				}
				continue
			}
			if value, ok := c.value(d, path, item); ok {
				items = append(items, value)
			}
		}
		return field.NewList(items...), true
	case map[string]any:
		return field.NewMapping(c.pairs(d.Fields, path, v)...), d.Fields != nil
	default:
		return field.Value{}, false
	}
}

// scalar returns a text without people. A word of a closed vocabulary is no name, whatever people are called.
func (c *cast) scalar(d *field.Description, path, s string) field.Value {
	if slices.Contains(d.Words, field.Fold(s)) || slices.Contains(d.Words, s) {
		return field.NewWord(s)
	}
	if _, alias := d.Aliases[field.Fold(s)]; alias {
		return field.NewWord(s)
	}
	bare := people.Bare(s)
	if slices.Contains(personFields, path) && bare != "" && !c.team(bare) {
		return field.NewText(c.role(bare))
	}
	if s = c.replace(plainly(s)); d.Type == "date" || d.Type == "time" || d.Type == "number" {
		return field.NewWord(s)
	}
	return field.NewText(s)
}
