package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// upTo returns a bound for a list in the text, or no bound when all is asked for.
func upTo(t *trends.Trends, most int) int {
	if t.All {
		return math.MaxInt
	}
	return most
}

// writeCameBack writes each incident that came back once, and below it the earlier ones.
func writeCameBack(p *printer, t *trends.Trends, s Style) {
	p.paragraph(s, "", cameBackText(t))
	all, _ := cameBack(t)
	weak := [][]trends.Repeat{}
	if !t.All {
		all, weak = weakPairs(all)
	}
	reports := together(all, func(r *trends.Repeat) string { return r.Report })
	for i, of := range reports {
		if i == upTo(t, mostReports) {
			p.printf("\n")
			p.paragraph(s, "  … ", fmt.Sprintf("and %d more; --all lists them", len(reports)-i))
			break
		}
		p.printf("\n  %s\n", s.paint("1")(Visible(of[0].Report)))
		earlier := together(of, func(r *trends.Repeat) string { return r.Earlier })
		slices.SortStableFunc(earlier, func(a, b []trends.Repeat) int { return cmp.Compare(weight(a), weight(b)) })
		for i, pair := range earlier {
			if i == upTo(t, mostEarlier) {
				p.paragraph(s, "    … ", "and "+plural(len(earlier)-i, "more incident"))
				break
			}
			writePair(p, pair, s)
		}
	}
	if len(weak) > 0 {
		p.printf("\n")
		p.paragraph(s, "  ", "No more than a common control, which may be chance; --all lists them: "+weakText(weak)+".")
	}
	writeHints(p, t, s)
}

// writePair writes what an incident shares with one earlier incident.
func writePair(p *printer, pair []trends.Repeat, s Style) {
	settled := ""
	if pair[0].Settled != "" {
		settled = " (" + pair[0].Settled + ")"
	}
	p.paragraph(s, "    ", plural(pair[0].Days, "day")+" after "+pair[0].Earlier+settled)
	for _, same := range together(pair, actionStates) {
		said := make([]string, 0, len(same))
		for _, r := range same {
			said = append(said, r.Why+" ("+commonText(r.Common)+")")
		}
		p.paragraph(s, "      ", strings.Join(said, ", ")+": "+actionStates(&same[0]))
	}
}

// weight puts first what a person called a repeat, then what has the root cause in common.
func weight(pair []trends.Repeat) int {
	switch {
	case pair[0].Settled == "repeat":
		return 0
	case pair[0].Settled != "":
		return 1
	case pair[0].ByCause(): // causes stand before controls
		return 2
	default:
		return 3
	}
}

// writeHints writes texts that are alike, apart from what came back.
func writeHints(p *printer, t *trends.Trends, s Style) {
	if len(t.Hints) == 0 {
		return
	}
	p.printf("\n")
	p.paragraph(s, "  ", "Alike by their words, and linked by nobody; a hint to look, and counted nowhere:")
	for i, h := range t.Hints {
		if i == upTo(t, mostHints) {
			p.paragraph(s, "    … ", fmt.Sprintf("and %d more; --all lists them", t.HintsAll-i))
			break
		}
		p.paragraph(s, "    ", hintText(&h))
	}
}

func hintText(h *trends.Hint) string {
	return fmt.Sprintf("%s, %s after %s: %.2f by %s", h.Report, plural(h.Days, "day"), h.Earlier, h.Cosine, strings.Join(h.Words, ", "))
}

// writeDidNotHold writes each action once, with the incidents that hit again what it addresses.
func writeDidNotHold(p *printer, t *trends.Trends, s Style) {
	for _, said := range []string{didNotHoldText(t), chanceText(&t.Fixes), fixesText(&t.Fixes)} {
		if said != "" {
			p.paragraph(s, "", said)
		}
	}
	actions := together(t.DidNotHold, func(d *trends.DidNotHold) string { return d.Action })
	for i, hits := range actions {
		if i == upTo(t, mostReports) {
			p.printf("\n")
			p.paragraph(s, "  … ", fmt.Sprintf("and %d more; --all lists them", len(actions)-i))
			break
		}
		writeHits(p, t, hits, s)
	}
	if t.All {
		writeFixes(p, "Held so far, and long enough to tell:", t.Fixes.Held, s)
		writeFixes(p, "Held so far, too early to tell:", t.Fixes.Early, s)
	}
}

// writeHits writes one action with the incidents that hit it.
func writeHits(p *printer, t *trends.Trends, hits []trends.DidNotHold, s Style) {
	p.printf("\n  %s\n", s.paint("1")(Visible(hits[0].Action)))
	title := hits[0].Title
	if hits[0].Effect != "" {
		title += " (" + hits[0].Effect + ")"
	}
	p.paragraph(s, "    ", title)
	for i, d := range hits {
		if i == upTo(t, mostEarlier) {
			p.paragraph(s, "    … ", "and "+plural(len(hits)-i, "more incident"))
			break
		}
		p.paragraph(s, "    ", fmt.Sprintf("%s, hit after %s by %s: %s", stateOf(&d), plural(d.Days, "day"), d.HitBy, addressesText(&d)))
	}
}

func writeFixes(p *printer, head string, fixes []trends.Fix, s Style) {
	if len(fixes) == 0 {
		return
	}
	p.printf("\n")
	p.paragraph(s, "  ", head)
	for i := range fixes {
		p.paragraph(s, "    ", fixText(&fixes[i]))
	}
}
