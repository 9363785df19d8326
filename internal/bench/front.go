package bench

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

func (w *writer) frontMatter() {
	w.printf("---\ntitle: %s\nkind: %s\nseverity: %s\nstatus: %s\n", plain(w.title), w.kind, w.severity, w.status)
	w.printf("tlp: %s\n", weighted(w.r, []string{"amber", "green", "clear", "amber+strict", "red"}, []int{55, 35, 4, 4, 2}))
	w.printf("incident: INC-%d\n", firstNumber+w.index)
	w.printf("services: %s\nteams: %s\n", list([]string{w.svc.name, w.other.name}), list(w.teams()))
	if w.theme.supplier || chance(w.r, 15) {
		w.printf("suppliers: [%s]\n", w.supplier)
	}
	w.printf("detection: %s\ntrigger: %s\n", w.detection, w.theme.trigger)
	w.printf("classification:\n  type: rsit:%s\n", w.theme.rsit)
	if w.theme.vector != "" {
		w.printf("  vector: %s\n  attack: %s\n", w.theme.vector, list(w.theme.attack))
	}
	w.impact()
	if w.clock.style == 2 {
		w.printf("timezone: Europe/Berlin\n")
	}
	w.timeline()
	w.writeCauses()
	w.controls()
	w.review()
	w.printf("actions:\n")
	for i, a := range w.actions {
		w.writeAction(i, a)
	}
	w.printf("elsewhere: %s\n", plain(w.line(elsewhere)))
	w.printf("risks: [R-%03d]\n", 1+w.r.IntN(60))
	w.rest()
	w.printf("---\n")
}

func (w *writer) teams() []string {
	own := []string{w.svc.team}
	if w.other.team != w.svc.team {
		own = append(own, w.other.team)
	}
	if w.security() {
		own = append(own, "security")
	}
	return own
}

func (w *writer) impact() {
	levels := w.theme.levels
	w.printf("impact:\n  summary: %s\n", plain(w.line(w.theme.impact)))
	w.printf("  confidentiality: %s\n  integrity: %s\n  availability: %s\n", levels[0], levels[1], levels[2])
	if chance(w.r, 10) {
		w.printf("  customers: unknown\n")
	} else {
		w.printf("  customers: %d\n", 1+w.r.IntN(3000))
	}
	if levels[0] != "none" {
		w.printf("  records: %d\n", 10+w.r.IntN(60000))
	}
	w.printf("  effort_hours: %d\n", 4+w.r.IntN(200))
	w.printf("  cost: {amount: %d, currency: EUR}\n", 500+100*w.r.IntN(400))
}

// entry is one line of the timeline.
type entry struct {
	at               time.Time
	event, milestone string
}

func (w *writer) timeline() {
	t := w.theme
	entries := []entry{{w.started, w.line(t.start), "started"}, {w.detected, w.noticed(), "detected"}}
	entries = append(entries, entry{w.acknowledged, "On-call takes the page and opens the channel", "acknowledged"})
	if w.major() || chance(w.r, 30) {
		entries = append(entries, entry{w.acknowledged.Add(w.between(3, 12)), "Incident declared, one person leads", "declared"})
	}
	middle := w.few(3+w.r.IntN(3), t.middle)
	gap := w.contained.Sub(w.acknowledged) / time.Duration(len(middle)+1)
	for i, event := range middle {
		entries = append(entries, entry{w.acknowledged.Add(time.Duration(i+1) * gap).Truncate(time.Minute), event, ""})
	}
	if w.notified() {
		entries = append(entries, entry{w.contained.Add(-gap / 2).Truncate(time.Minute), "Personal data confirmed to be affected", "aware"})
	}
	entries = append(entries, entry{w.contained, w.line(t.contain), "contained"})
	if t.eradicate != "" {
		entries = append(entries, entry{w.contained.Add(w.resolved.Sub(w.contained) / 2).Truncate(time.Minute), w.fill(t.eradicate), "eradicated"})
	}
	entries = append(entries, entry{w.resolved, w.line(t.resolve), "resolved"})
	if !w.closed.After(last) {
		entries = append(entries, entry{w.closed, "Follow-up questions answered; incident closed", "closed"})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return a.at.Compare(b.at) })
	w.printf("timeline:\n")
	block := len(w.causes) == 2 && len(w.actions) < 4 && len(entries) < 12 && chance(w.r, 45)
	for _, e := range entries {
		w.writeEntry(e, block)
	}
}

func (w *writer) writeEntry(e entry, block bool) {
	at := w.clock.at(e.at)
	if e.milestone == "started" && w.security() && chance(w.r, 15) {
		at = "unknown"
	}
	source := w.source()
	if block {
		w.printf("  - at: %s\n    event: %s\n", at, plain(e.event))
		if e.milestone != "" {
			w.printf("    milestone: %s\n", e.milestone)
		}
		w.printf("    source: %q\n", source)
		return
	}
	w.printf("  - {at: %s, event: %s", at, flow(e.event))
	if e.milestone != "" {
		w.printf(", milestone: %s", e.milestone)
	}
	w.printf(", source: %q}\n", source)
}

// noticed says how the incident was detected.
func (w *writer) noticed() string {
	t := w.theme
	switch w.detection {
	case "monitoring":
		return w.fill("Alert on " + t.metric + " of {svc}")
	case "customer":
		return w.fill("A shop reports " + t.symptom)
	case "third-party":
		return w.fill("{sup} writes about " + t.symptom)
	case "attacker":
		return w.fill("A mail asks for money and shows " + t.symptom)
	case "audit":
		return w.fill("Yearly check of {svc} finds " + t.symptom)
	default:
		return w.fill("A shift notices " + t.symptom + " and asks in the channel")
	}
}

// source returns where an entry of the timeline comes from.
func (w *writer) source() string {
	switch w.r.IntN(5) {
	case 0:
		return w.commit()
	case 1:
		return "log:" + w.svc.name
	case 2:
		return w.ticket()
	case 3:
		return "alert:" + w.svc.name
	default:
		return fmt.Sprintf("chat:#inc-%d", firstNumber+w.index)
	}
}

func (w *writer) commit() string { return fmt.Sprintf("commit:%07x", w.r.Uint32()>>4) }

func (w *writer) ticket() string {
	return fmt.Sprintf("ticket:%s-%d", strings.ToUpper(w.svc.team[:3]), 100+w.r.IntN(9000))
}

func (w *writer) writeCauses() {
	w.printf("causes:\n")
	for i, c := range w.causes {
		role, whys := "contributing", w.r.IntN(2)+3
		if i == 0 {
			role, whys = "root", len(c.whys)
		}
		if w.flaw == shortWhys && i == 0 {
			whys = 2
		}
		statement := w.line(c.statements)
		if w.flaw == blame && i == 0 {
			statement = "The engineer should have seen that " + strings.ToLower(statement[:1]) + statement[1:]
		}
		w.printf("  - id: %s\n    role: %s\n    category: %s\n    statement: %s\n    whys:\n", causeID(i), role, c.category, plain(statement))
		for _, why := range c.whys[:min(whys, len(c.whys))] {
			w.printf("      - %s\n", plain(capital(w.fill(why))))
		}
		if i == 0 || chance(w.r, 40) {
			w.printf("    evidence: %s\n", list([]string{w.commit(), w.ticket()}))
		}
	}
}

func (w *writer) controls() {
	w.printf("controls:\n")
	seen := make([]string, 0, len(w.causes))
	for i, c := range w.causes {
		seen = append(seen, c.controls[0])
		w.printf("  - {ref: \"iso27001:%s\", verdict: %s, note: %s}\n", c.controls[0], w.verdicts[i], flow(w.line(notes[:4])))
	}
	if held := pick(w.r, []string{"A.5.26", "A.6.8", "A.8.31", "A.5.29"}); !slices.Contains(seen, held) {
		w.printf("  - {ref: \"iso27001:%s\", verdict: effective, note: %s}\n", held, flow(w.line(notes[4:])))
	}
}
