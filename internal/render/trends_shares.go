package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// shareWords writes k of n of something with the percentage and limits where n is large enough for them.
func shareWords(s trends.Share, of string) string {
	said := fmt.Sprintf("%d of %d", s.K, s.N)
	if of != "" {
		said += " " + of
	}
	if share, low, high, ok := s.Of(); ok {
		said += fmt.Sprintf(" (%s, 95 %% limits %.0f to %.0f)", percent(share), 100*low, 100*high)
	}
	return said
}

// sharesText says what part of the reports are near misses, followed a change, or led to training alone.
func sharesText(t *trends.Trends) []string {
	near := &t.Shares.NearMiss
	return []string{
		fmt.Sprintf("Near misses: %s; before, %s. They are reported by choice: a larger share speaks for a team that reports, and a smaller one may be silence.",
			shareWords(near.Now, "incidents and near misses"), shareWords(near.Previous, "")),
		pairText("After a rolled-out change (binary-push, configuration-push)", &t.Shares.Change, "incidents whose trigger says whether there was one", "no such trigger"),
		pairText("Actions that only train or tell", &t.Shares.TrainingOnly, "incidents with actions", "no action"),
	}
}

// pairText writes a share of the incidents of both periods, and how many of this one lack what it is about.
func pairText(lead string, s *trends.SharePair, of, lacks string) string {
	said := lead + ": " + shareWords(s.Now, of) + "; before, " + shareWords(s.Previous, "") + "."
	switch s.Unknown {
	case 0:
		return said
	case 1:
		return said + " 1 has " + lacks + "."
	default:
		return fmt.Sprintf("%s %d have %s.", said, s.Unknown, lacks)
	}
}

// implementedText says how far the actions of the incidents are.
func implementedText(t *trends.Trends) []string {
	a := &t.Actions
	if a.Total == 0 {
		return []string{"The incidents of the period have no actions."}
	}
	said := fmt.Sprintf("On %s %s were done, %d of them verified", isoDay(t.AsOf), shareWords(a.Implemented(), "actions of these incidents"), a.Verified)
	if a.Open > 0 {
		said += fmt.Sprintf("; %d to do, %d of them overdue", a.Open, a.Overdue)
	}
	if a.Declined > 0 {
		said += fmt.Sprintf("; %d more declined", a.Declined)
	}
	said += "."
	if a.Previous.Total == 0 {
		return []string{said}
	}
	return []string{said, fmt.Sprintf("Of the incidents of the period before, %s were, %d of them verified.", shareWords(a.Previous.Implemented(), ""), a.Previous.Verified)}
}

// writeImplemented writes how far the actions are, and the same by kind and by effect.
func writeImplemented(p *printer, t *trends.Trends, s Style) {
	p.paragraph(s, "", strings.Join(implementedText(t), " "))
	if t.Actions.Total == 0 {
		return
	}
	out := &table{columns: []column{
		{head: "ACTIONS", least: 16}, {head: "ALL", right: true}, {head: "DONE", right: true}, {head: "VERIFIED", right: true}, {head: "OVERDUE", right: true}, {head: "DECLINED", right: true},
	}}
	for _, g := range actionTables(t) {
		out.rows = append(out.rows, row{heading: g.heading})
		for _, k := range g.keys {
			out.rows = append(out.rows, row{cells: []cell{
				{text: "  " + k.Key},
				{text: strconv.Itoa(k.Total)},
				{text: ofText(k.Implemented())},
				{text: ofText(k.Checked())},
				{text: strconv.Itoa(k.Overdue)},
				{text: strconv.Itoa(k.Declined)},
			}})
		}
	}
	p.printf("\n")
	out.write(p, s)
}

// actionTable is the actions of the period by one property.
type actionTable struct {
	heading, name string
	keys          []trends.ActionKey
}

func actionTables(t *trends.Trends) []actionTable {
	return []actionTable{{"by kind", "Kind", t.Actions.ByKind}, {"by effect", "Effect", t.Actions.ByEffect}}
}
