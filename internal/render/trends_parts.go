package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// TrendPart is a part of the figures on trends with a heading: texts, a table and a list, each of which may be empty.
// It is for formats that set them themselves, such as a page with links.
type TrendPart struct {
	ID, Title string
	Text      []string
	Heads     []string
	Rows      [][]Cell
	List      []string
}

// Cell is a cell of a table. About says what it names, "" for what has no page of its own, and Key by what.
type Cell struct{ Text, About, Key string }

// What a Cell can name.
const (
	AboutReport  = "report"
	AboutAction  = "action"
	AboutControl = "control"
	AboutCause   = "cause"
	AboutService = "service"
)

// aboutOf says what the keys of a dimension name.
var aboutOf = map[string]string{"control": AboutControl, "failed_control": AboutControl, "cause": AboutCause, "service": AboutService}

// CameBackText says in a few sentences how much came back.
func CameBackText(t *trends.Trends) string { return cameBackText(t) }

// DidNotHoldText says how many finished actions were followed by what they address, beside what chance gives.
func DidNotHoldText(t *trends.Trends) string {
	return strings.TrimSpace(didNotHoldText(t) + " " + shortChance(&t.Fixes.Cause))
}

// TrendLead says how many incidents there were in which period.
func TrendLead(t *trends.Trends) string {
	lead := fmt.Sprintf("%s, as of %s. %s %s", periodText(t), isoDay(t.AsOf), incidentsText(t), besideText(t))
	return strings.TrimSpace(strings.TrimSpace(lead) + " " + t.Reporting + " " + t.Caution)
}

// TrendParts returns the figures in the order in which they are read.
func TrendParts(t *trends.Trends) []TrendPart {
	parts := []TrendPart{cameBackPart(t), didNotHoldPart(t), overTimePart(t), {ID: "shares", Title: "Shares", List: sharesText(t)}}
	parts = append(parts, byParts(t)...)
	if keys, ok := controlsOf(t); ok {
		part := TrendPart{ID: "controls", Title: "How the controls did", Heads: []string{"Control", "What it guards", "Failed", "Missing", "Partial", "Effective", "Without a verdict"}}
		for _, k := range keys {
			v := k.Verdicts
			part.Rows = append(part.Rows, slices.Concat(
				[]Cell{{Visible(k.Key), AboutControl, k.Key}, {Text: k.Name}}, numbers(v.Failed, v.Missing, v.Partial, v.Effective, v.Unstated)))
		}
		parts = append(parts, part)
	}
	parts = append(parts, intervalsPart(t))
	parts = append(parts, actionParts(t)...)
	notes := append([]string{trends.Definitions(), lagsText(t)}, t.Notes...)
	if t.ClockNote != "" {
		notes = append(notes, t.ClockNote)
	}
	return append(parts, TrendPart{ID: "notes", Title: "Notes", List: notes})
}

func plainCells(texts ...string) []Cell {
	cells := make([]Cell, 0, len(texts))
	for _, s := range texts {
		cells = append(cells, Cell{Text: Visible(s)})
	}
	return cells
}

func numbers(list ...int) []Cell {
	cells := make([]Cell, 0, len(list))
	for _, n := range list {
		cells = append(cells, Cell{Text: strconv.Itoa(n)})
	}
	return cells
}

// more is the row that says how many are left out.
func more(n int) []Cell { return []Cell{{Text: fmt.Sprintf("… and %d more", n)}} }

func cameBackPart(t *trends.Trends) TrendPart {
	part := TrendPart{ID: "came-back", Title: "What came back", Text: []string{cameBackText(t)}}
	part.Heads = []string{"Incident", "Days after", "Earlier incident", "What they share", "Incidents with it", "Actions of the earlier one", "Settled as"}
	list, _ := cameBack(t)
	for i, r := range list {
		if i == mostRows {
			part.Rows = append(part.Rows, more(len(list)-i))
			break
		}
		part.Rows = append(part.Rows, slices.Concat(
			[]Cell{{r.Report, AboutReport, r.Report}, {Text: strconv.Itoa(r.Days)}, {r.Earlier, AboutReport, r.Earlier}},
			plainCells(r.Why, commonText(r.Common), actionStates(&r), r.Settled)))
	}
	for i, h := range t.Hints {
		if i == mostRows {
			part.List = append(part.List, fmt.Sprintf("… and %d more", t.HintsAll-i))
			break
		}
		part.List = append(part.List, "Alike by their words, linked by nobody and counted nowhere: "+Visible(hintText(&h)))
	}
	return part
}

func didNotHoldPart(t *trends.Trends) TrendPart {
	part := TrendPart{ID: "did-not-hold", Title: "What did not hold"}
	for _, said := range []string{didNotHoldText(t), chanceText(&t.Fixes), fixesText(&t.Fixes)} {
		if said != "" {
			part.Text = append(part.Text, said)
		}
	}
	part.Heads = []string{"Action", "Title", "Effect", "State", "Hit again by", "Days after it was done", "Expected in these days", "What was hit"}
	for i, d := range t.DidNotHold {
		if i == mostRows {
			part.Rows = append(part.Rows, more(len(t.DidNotHold)-i))
			break
		}
		part.Rows = append(part.Rows, slices.Concat(
			[]Cell{{d.Action, AboutAction, d.Action}}, plainCells(d.Title, d.Effect, stateOf(&d)),
			[]Cell{{d.HitBy, AboutReport, d.HitBy}}, plainCells(strconv.Itoa(d.Days), number(d.Expected), addressesText(&d))))
	}
	for i := range t.Fixes.Held {
		if i == mostRows {
			part.List = append(part.List, fmt.Sprintf("… and %d more", t.Fixes.HeldAll-i))
			break
		}
		part.List = append(part.List, "Held so far, and long enough to tell: "+Visible(fixText(&t.Fixes.Held[i])))
	}
	return part
}

func overTimePart(t *trends.Trends) TrendPart {
	v := &t.Series
	part := TrendPart{ID: "counts", Title: "Over time"}
	if len(v.Points) == 0 {
		part.Text = []string{"There is no report up to the end of the period."}
		return part
	}
	part.Heads = []string{strings.ToUpper(v.Span[:1]) + v.Span[1:], "Incidents", "95 % limits", "Near misses", "Exercises", "Actions done", "Days"}
	for i := range v.Points {
		q := &v.Points[i]
		part.Rows = append(part.Rows, plainCells(q.Name, strconv.Itoa(q.N), limitsText(q), strconv.Itoa(q.NearMiss), strconv.Itoa(q.Exercise), ofText(q.Actions), daysOfText(q)))
	}
	for _, r := range v.Readings {
		part.List = append(part.List, r.Said)
	}
	for _, said := range []string{v.Effort.Words(), v.Caution} {
		if said != "" {
			part.List = append(part.List, said)
		}
	}
	return part
}

func byParts(t *trends.Trends) []TrendPart {
	var parts []TrendPart
	with, without := recorded(t.By)
	for i := range with {
		b := &with[i]
		name := dimensionText(b.Dimension)
		part := TrendPart{ID: "by-" + strings.ReplaceAll(b.Dimension, "_", "-"), Title: "By " + name}
		part.Heads = []string{strings.ToUpper(name[:1]) + name[1:], "Incidents", "Share", "95 % limits", "Before", "Cumulative", "Change"}
		for _, k := range noneLast(b.Keys) {
			part.Rows = append(part.Rows, slices.Concat(
				[]Cell{{Visible(keyText(b.Dimension, &k)), aboutOf[b.Dimension], k.Key}},
				plainCells(strconv.Itoa(k.N), shareText(&k, t.Incidents.N), number(k.Low)+" to "+number(k.High), strconv.Itoa(k.Previous), sumText(b, &k), k.Verdict.Words())))
		}
		parts = append(parts, part)
	}
	if len(without) > 0 && t.Incidents.N+t.Incidents.Previous > 0 {
		parts = append(parts, TrendPart{ID: "not-recorded", Title: "Not recorded", Text: []string{"In no incident of both periods: " + strings.Join(without, ", ") + "."}})
	}
	return parts
}

func intervalsPart(t *trends.Trends) TrendPart {
	part := TrendPart{ID: "intervals", Title: "How long it took"}
	part.Heads = []string{"Interval", "From..to", "Measured", "Unknown", "Not measurable", "Median", "95 % limits of the median", "Middle half", "90 %"}
	rows := spreads(t)
	for i := range rows {
		r := &rows[i]
		part.Rows = append(part.Rows, plainCells("Time to "+r.name, r.ends, strconv.Itoa(r.N), strconv.Itoa(r.Unknown), strconv.Itoa(r.NotMeasurable), r.one(r.Median), r.two(r.Low, r.High), r.two(r.Q1, r.Q3), r.one(r.P90)))
	}
	return part
}

func actionParts(t *trends.Trends) []TrendPart {
	parts := []TrendPart{{ID: "actions", Title: "Actions", Text: implementedText(t)}}
	if t.Actions.Total == 0 {
		return parts
	}
	for _, g := range actionTables(t) {
		part := TrendPart{ID: "actions-by-" + strings.ToLower(g.name), Title: "Actions by " + strings.ToLower(g.name)}
		part.Heads = []string{g.name, "Actions", "Done or verified", "95 % limits", "Verified of these", "Overdue", "Declined"}
		for _, k := range g.keys {
			done := k.Implemented()
			limits := ""
			if _, low, high, ok := done.Of(); ok {
				limits = percent(low) + " to " + percent(high)
			}
			part.Rows = append(part.Rows, plainCells(k.Key, strconv.Itoa(k.Total), ofText(done), limits, ofText(k.Checked()), strconv.Itoa(k.Overdue), strconv.Itoa(k.Declined)))
		}
		parts = append(parts, part)
	}
	return parts
}
