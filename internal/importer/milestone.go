package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// milestones names the entries whose words say what they are, each milestone once: of several entries the first says
// that something began, the last that it ended. What would contradict the order of time is not named.
func (l *lifter) milestones() {
	events := l.draft.Timeline
	for i := range events {
		if m := events[i].Milestone; m != "" && slices.ContainsFunc(events[:i], func(e Event) bool { return e.Milestone == m }) {
			events[i].Milestone = ""
		}
	}
	for _, m := range report.Milestones.List {
		if l.draft.hasMilestone(m) {
			continue
		}
		best, strength := -1, 0
		for i := range events {
			s := says(events[i].Event, m)
			if s == 0 || events[i].Milestone != "" {
				continue
			}
			last := m == "resolved" || m == "closed"
			if s > strength || last && s >= strength {
				best, strength = i, s
			}
		}
		if best >= 0 && l.inOrder(best, m) {
			events[best].Milestone = m
		}
	}
}

// inOrder reports whether a milestone at an entry agrees with those that have been set. A declaration may come late.
func (l *lifter) inOrder(at int, milestone string) bool {
	e := l.draft.Timeline[at]
	if e.when.IsZero() {
		return milestone != "started" || e.At == field.Unknown
	}
	if milestone == "declared" || milestone == "aware" {
		return true
	}
	rank := slices.Index(report.Milestones.List, milestone)
	for _, o := range l.draft.Timeline {
		other := slices.Index(report.Milestones.List, o.Milestone)
		if other < 0 || o.when.IsZero() || o.Milestone == "declared" || o.Milestone == "aware" || o.timed != e.timed {
			continue
		}
		if other < rank && e.when.Before(o.when) || other > rank && e.when.After(o.when) {
			return false
		}
	}
	return true
}

// says returns how clearly the words of an event name a milestone: 0 not at all, 1 within a sentence, 2 at its
// beginning, 3 with nothing else.
func says(event, milestone string) int {
	words := " " + foldWords(event) + " "
	best := 0
	for _, w := range taxonomy.ImportWords("milestone") {
		if w.Value != milestone {
			continue
		}
		phrase, strength := w.Word, 1
		switch {
		case strings.HasPrefix(phrase, "^"):
			phrase, strength = phrase[1:], 2
		case strings.HasPrefix(phrase, "$"):
			phrase, strength = phrase[1:], 3
		}
		if strength <= best {
			continue
		}
		phrase = foldWords(phrase)
		wide := isWide(lastRune(phrase))
		at := strings.Index(words, " "+phrase+" ")
		if wide {
			at = strings.Index(words, phrase) - 1
		}
		switch {
		case at < 0 && (!wide || at < -1):
		case strength == 3 && strings.TrimSpace(words) != phrase:
		case strength == 2 && at > 0:
		case strength < 3 && hedged(words[:max(0, at)], words[min(len(words), max(0, at)+len(phrase)+1):]):
		default:
			best = strength
		}
	}
	return best
}

// foldWords brings a text into lower-case words with one space between them. A full stop stays, because a sentence
// ends there.
func foldWords(s string) string {
	var b strings.Builder
	space := true
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			space = false
		case r == '\'' || r == '’':
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return strings.TrimSpace(b.String())
}

// hedged reports whether the words around a phrase take it back: not resolved, if it is detected, resolved for some.
func hedged(before, after string) bool {
	const near = 6
	words := strings.Fields(before)
	if len(words) > near {
		words = words[len(words)-near:]
	}
	for _, w := range words {
		if _, no := taxonomy.ImportWord("milestone-not", w); no || strings.HasSuffix(w, "nt") && len(w) > 3 && negation[w] {
			return true
		}
	}
	next := strings.Fields(after)
	if len(next) > 0 {
		switch next[0] {
		case "ago", "if", "once", "when", "until", "unless", "tomorrow", "plan", "channel", "template", "process", "policy", "rules", "rule", "threshold", "thresholds", "time", "for", "by", "in", "policies", "system", "steps", "options", "efforts", "begins", "started", "starts", "work", "attempt", "attempts":
			return next[0] != "by" && next[0] != "in" && next[0] != "for" && next[0] != "when" && next[0] != "time" || next[0] == "for" && len(next) > 1 && (next[1] == "some" || next[1] == "most" || next[1] == "the")
		}
	}
	return false
}

// negation are the short forms of not, without their apostrophes.
var negation = map[string]bool{
	"isnt": true, "arent": true, "wasnt": true, "werent": true, "doesnt": true, "dont": true, "didnt": true,
	"wont": true, "wouldnt": true, "couldnt": true, "shouldnt": true, "cant": true, "hasnt": true, "havent": true, "hadnt": true,
}

// stated adds the times that labels give, such as "Detected: 2024-05-02 14:05 UTC". An entry of the same time is the
// same event.
func (l *lifter) stated() {
	for _, m := range report.Milestones.List {
		f, ok := l.fact(m)
		if !ok {
			continue
		}
		text := plainText(f.value)
		st, label, rest, ok := l.scanner.loosely().scan(text)
		if !ok || !st.hasTime && (len(l.draft.Timeline) > 0 || !st.fullDate()) {
			continue
		}
		on := l.base
		if st.day > 0 {
			on = st.dated(l.base)
		}
		e := l.event(raw{stamp: st, label: label, text: plainText(f.name), no: f.no}, on)
		if e.At == field.Unknown {
			continue
		}
		if rest != "" && len(rest) < 120 {
			e.Event += ": " + rest
		}
		if i := slices.IndexFunc(l.draft.Timeline, func(o Event) bool { return o.At == e.At && o.Milestone == "" }); i >= 0 {
			l.draft.Timeline[i].Milestone = m
			continue
		}
		if slices.ContainsFunc(l.draft.Timeline, func(o Event) bool { return o.Line == e.Line }) {
			continue
		}
		e.Milestone = m
		l.insert(e)
	}
}

// insert puts an entry where its time belongs.
func (l *lifter) insert(e Event) {
	at := slices.IndexFunc(l.draft.Timeline, func(o Event) bool { return !o.when.IsZero() && o.when.After(e.when) })
	if at < 0 {
		at = len(l.draft.Timeline)
	}
	l.draft.Timeline = slices.Insert(l.draft.Timeline, at, e)
}
