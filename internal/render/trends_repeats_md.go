package render

import (
	"fmt"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// markdownCameBack writes a row for each thing that two incidents share.
func markdownCameBack(p *printer, t *trends.Trends) {
	p.printf("%s\n\n", cameBackText(t))
	list, _ := cameBack(t)
	if len(list) > 0 {
		p.table("Incident", "Days after", "Earlier incident", "What they share", "Incidents with it", "Actions of the earlier one", "Settled as")
		for i, r := range list {
			if i == mostRows {
				p.row(fmt.Sprintf("… and %d more", len(list)-i), "", "", "", "", "", "")
				break
			}
			p.row(r.Report, strconv.Itoa(r.Days), r.Earlier, r.Why, commonText(r.Common), actionStates(&r), r.Settled)
		}
		p.printf("\n")
	}
	if len(t.Hints) == 0 {
		return
	}
	p.printf("Alike by their words, and linked by nobody; a hint to look, and counted nowhere:\n\n")
	for i, h := range t.Hints {
		if i == mostRows {
			p.printf("- … and %d more\n", t.HintsAll-i)
			break
		}
		p.printf("- %s\n", markdownText(hintText(&h)))
	}
	p.printf("\n")
}

// markdownDidNotHold writes a row for each action and incident, and the actions that held long enough to tell.
func markdownDidNotHold(p *printer, t *trends.Trends) {
	for _, said := range []string{didNotHoldText(t), chanceText(&t.Fixes), fixesText(&t.Fixes)} {
		if said != "" {
			p.printf("%s\n\n", said)
		}
	}
	if len(t.DidNotHold) > 0 {
		p.table("Action", "Title", "Effect", "State", "Hit again by", "Days after it was done", "Expected in these days", "What was hit")
		for i, d := range t.DidNotHold {
			if i == mostRows {
				p.row(fmt.Sprintf("… and %d more", len(t.DidNotHold)-i), "", "", "", "", "", "", "")
				break
			}
			p.row(d.Action, d.Title, d.Effect, stateOf(&d), d.HitBy, strconv.Itoa(d.Days), number(d.Expected), addressesText(&d))
		}
		p.printf("\n")
	}
	if len(t.Fixes.Held) == 0 {
		return
	}
	p.printf("Held so far, and long enough to tell:\n\n")
	for i := range t.Fixes.Held {
		if i == mostRows {
			p.printf("- … and %d more\n", t.Fixes.HeldAll-i)
			break
		}
		p.printf("- %s\n", markdownText(fixText(&t.Fixes.Held[i])))
	}
	p.printf("\n")
}
