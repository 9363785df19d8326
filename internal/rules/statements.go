package rules

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/lazy"
)

// statement is a duration that a sentence gives to the incident, or to a part of it.
type statement struct {
	typedDuration
	text        string
	first, last string // milestones; last is "" for the incident as a whole, first is often ""
	sure        bool   // the sentence names the interval
	approximate bool
	bound       int // -1 "at most", 1 "at least"
}

// The words of a sentence that say what a duration is about. They stand right before it, but for words such as "took".
const link = `(?:[\s:=*_|(–—-]|\b(?:took|takes|taking|was|is|of|in|after|us|them|about|for|only|came|it|the|a)\b)*$`

var (
	ends = []struct {
		milestone string
		before    func() *regexp.Regexp
	}{
		{"detected", lazy.Pattern(`(?:\btime to (?:detect(?:ion)?|notice|discovery?)|\bmttd|\bttd|\bdetection(?: (?:time|delay|lag))?|\bdetected|\bnoticed|\bdiscovered|\bunnoticed|\bundetected|\bspotted)` + link)},
		{"acknowledged", lazy.Pattern(`(?:\btime to acknowledge(?:ment)?|\bmtta|\btta|\backnowledgement|\backnowledged)` + link)},
		{"contained", lazy.Pattern(`(?:\btime to (?:contain(?:ment)?|mitigat(?:e|ion)|stabili[sz]e)|\bmttm|\bttm|\bcontainment|\bmitigation|\bcontained|\bmitigated|\bstabili[sz]ed)` + link)},
		{"resolved", lazy.Pattern(`(?:\btime to (?:resol(?:ve|ution)|restor(?:e|ation)|recover(?:y)?|repair|fix)|\bmttr|\bttr|\bresolution|\brestoration|\brecovery|\bresolved|\brestored|\brecovered|\bfixed)` + link)},
		{"closed", lazy.Pattern(`(?:\btime to clos(?:e|ure)|\bincident closed|\bclosed)` + link)},
	}
	lasted      = lazy.Pattern(`(?:\b(?:lasted|lasting|persisted)|\bduration|\b(?:outage|downtime|disruption|interruption|unavailability|incident)(?: time| window| period)?)` + link)
	downFor     = lazy.Pattern(`\b(?:down|unavailable|offline|unreachable|inaccessible|unusable|not available|out of service|interrupted|disrupted)\s+for\s*$`)
	forSo       = lazy.Pattern(`\bfor\s*$`)
	outage      = lazy.Pattern(`^[\s-]*(?:(?:long|of|total|full|complete|partial)\s+)*(?:outage|downtime|disruption|interruption|unavailability)\b`)
	fromTo      = lazy.Pattern(`\b` + milestoneForm + `\s*(?:\([^()]{0,40}\)\s*)?(?:\bto\b|\buntil\b|\btill\b|→|->|\.\.)\s*(?:the\s+)?` + milestoneForm + `(?:\s*\([^()]{0,40}\))?` + link)
	fromToAfter = lazy.Pattern(`^\s*from\s+(?:the\s+)?` + milestoneForm + `(?:\s+of the (?:incident|outage|disruption|attack))?\s+(?:to|until|till)\s+(?:the\s+|its\s+)?` + milestoneForm)
	took        = lazy.Pattern(`\b(?:took|takes|needed)\b[\s\w]{0,20}$`)
	toDo        = lazy.Pattern(`^\s*(?:to|until|before|till)\s+(?:(?:we|it|they|anyone|anybody|somebody|someone|the team|being|was|were|had|fully)\s+)*` + milestoneForm)
	object      = lazy.Pattern(`^\s*(?:[.,;:)]|$|(?:it|them|(?:the )?(?:incident|outage|service|services|problem|issue))\b)`)
	since       = lazy.Pattern(`^\s*(?:of|after|from|since)\s+(?:the\s+)?(?:first\s+)?(?:` + milestoneForm + `|(alert|page)\b)`)
	isAbout     = lazy.Pattern(`\b(?:incident|outage|downtime|disruption|interruption|duration|problem|issue|attack|breach|leak|exposure|fault|alert|time to|mtt[a-z]|tt[acdmr]|detection|containment|mitigation|resolution|recovery)\b|^\W*(?:it|this)\b`)
	hedged      = lazy.Pattern(`\b(?:should|would|must|shall|will|cannot|can be|can take|could be|could have|may be|may take|might|target|goal|objective|slo|sla|limit|timeout|threshold|if|usually|normally|typically|average|every|each|per|previous|previously|last time|next time|expected|planned|another incident|workaround|root cause|uptime|annual(?:ly)?|corresponds?|equals?|equates?|error budget|a year)\b|n't\b|\d{4}-\d\d-\d\d-[a-z]`)
	nearly      = lazy.Pattern(`(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|some|almost|nearly|close to|just|only|an?\s+estimated|estimated|a total of|total of|in total|the first)\s+|[~≈]\s*)$`)
	atLeast     = lazy.Pattern(`(?:\b(?:more than|over|at least|well over|longer than)\s+|>\s*)$`)
	atMost      = lazy.Pattern(`(?:\b(?:less than|under|up to|at most|no more than|within|inside)\s+|<\s*)$`)
)

// milestoneForm is a milestone as a sentence names it; milestoneOf tells which.
const milestoneForm = `(start(?:ed)?|beg[ai]n(?:ning)?|onset|detect(?:ed|ion)?|notic(?:ed?|ing)|discover(?:ed|y)?|acknowledg(?:ed?|ement)|contain(?:ed|ment)?|mitigat(?:ed?|ion)|stabili[sz](?:ed?)|resol(?:ved?|ution)|restor(?:ed?|ation)|recover(?:ed|y)?|clos(?:ed?|ure))\b`

var milestoneStems = []struct{ stem, milestone string }{
	{"start", "started"},
	{"beg", "started"},
	{"onset", "started"},
	{"detect", "detected"},
	{"notic", "detected"},
	{"discover", "detected"},
	{"acknowledg", "acknowledged"},
	{"contain", "contained"},
	{"mitigat", "contained"},
	{"stabili", "contained"},
	{"resol", "resolved"},
	{"restor", "resolved"},
	{"recover", "resolved"},
	{"clos", "closed"},
}

func milestoneOf(word string) string {
	i := slices.IndexFunc(milestoneStems, func(s struct{ stem, milestone string }) bool { return strings.HasPrefix(word, s.stem) })
	if i < 0 {
		return ""
	}
	return milestoneStems[i].milestone
}

// statements returns what a text says about how long the incident or a part of it took. In a brief text, a title or a
// summary of the impact, every "for three hours" is about the incident. It looks at most durations, and returns how
// many it has looked at.
func statements(text string, brief bool, most int) (list []statement, looked int) {
	durations := typedDurations(text, most)
	if len(durations) == 0 {
		return nil, 0
	}
	lower := asciiLower(text)
	for _, d := range durations {
		from, to := sentence(lower, d.from, d.to)
		s := statement{typedDuration: d, text: text[d.from:d.to]}
		left := s.qualify(lower[from:d.from])
		if s.about(left, lower[d.to:to], brief) && !hedged().MatchString(lower[from:to]) {
			s.sure = s.sure && (brief || s.first != "" || isAbout().MatchString(lower[from:to]))
			list = append(list, s)
		}
	}
	return list, len(durations)
}

// sentence returns the bounds of the sentence that a part of a text stands in, at most some 200 bytes to each side.
func sentence(text string, from, to int) (start, end int) {
	const most = 200
	start, end = max(0, from-most), min(len(text), to+most)
	for i := from - 1; i >= start; i-- {
		if behind := sentenceEnd(text[:from], i); behind > 0 {
			start = behind
			break
		}
	}
	for i := to; i < end; i++ {
		if sentenceEnd(text[:end], i) > 0 {
			end = i + 1
			break
		}
	}
	return start, end
}

// sentenceEnd returns the end of the mark at an offset, with the white space behind it, if it ends a sentence, else 0: a
// full stop, also before closing quotes and brackets, a semicolon, or a colon at the end of a line.
func sentenceEnd(text string, at int) int {
	i := at + 1
	switch text[at] {
	case '.', '!', '?':
		if strings.HasSuffix(text[:at], "approx") || strings.HasSuffix(text[:at], " ca") { // a number follows
			return 0
		}
		for i < len(text) && strings.IndexByte(`)"'*_`, text[i]) >= 0 {
			i++
		}
	case ';':
	case ':':
		for i < len(text) && isSpaceByte(text[i]) {
			i++
		}
		if end := strings.LastIndexByte(text[at+1:i], '\n'); end >= 0 {
			return at + 1 + end + 1
		}
		return 0
	default:
		return 0
	}
	if i < len(text) && isSpaceByte(text[i]) {
		return i + 1
	}
	return 0
}

// isSpaceByte reports whether a byte is what \s of patterns matches.
func isSpaceByte(c byte) bool { return isGap(c) || c == '\f' }

// asciiLower makes ASCII letters small, so that every byte stays where it is.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// qualify takes words such as "about" and "at least" off the end of what stands before a duration.
func (s *statement) qualify(left string) string {
	for {
		if at := nearly().FindStringIndex(left); at != nil {
			s.approximate, left = true, left[:at[0]]
		} else if at := atLeast().FindStringIndex(left); at != nil {
			s.bound, left = 1, left[:at[0]]
		} else if at := atMost().FindStringIndex(left); at != nil {
			s.bound, left = -1, left[:at[0]]
		} else {
			return left
		}
	}
}

// about finds out what a duration is about by what stands before and behind it; false when it is about something else.
func (s *statement) about(left, right string, brief bool) bool {
	if m := fromTo().FindStringSubmatch(left); m != nil {
		s.first, s.last, s.sure = milestoneOf(m[1]), milestoneOf(m[2]), true
		return s.first != s.last
	}
	if m := fromToAfter().FindStringSubmatch(right); m != nil {
		s.first, s.last, s.sure = milestoneOf(m[1]), milestoneOf(m[2]), true
		return s.first != s.last
	}
	for _, e := range ends {
		if !e.before().MatchString(left) {
			continue
		}
		s.last, s.sure = e.milestone, true
		if m := since().FindStringSubmatch(right); m != nil {
			if s.first = milestoneOf(m[1]); m[2] != "" {
				s.first = "detected"
			}
			s.sure = s.first != s.last
		}
		return s.first != s.last
	}
	if m := toDo().FindStringSubmatchIndex(right); m != nil && took().MatchString(left) {
		s.last, s.sure = milestoneOf(right[m[2]:m[3]]), object().MatchString(right[m[3]:])
		return true
	}
	switch {
	case lasted().MatchString(left), outage().MatchString(right):
		s.sure = true
	case downFor().MatchString(left):
		s.sure = brief
	case brief && forSo().MatchString(left):
	default:
		return false
	}
	return true
}

// disagrees returns the intervals that the statement can be about when it agrees with none of them, else nil.
func (s *statement) disagrees(intervals []interval) []interval {
	var candidates []interval
	for _, i := range intervals {
		if i.guessed && s.agrees(i.took) && (s.last == "" || i.last == s.last) {
			return nil
		}
		if !i.guessed && (s.last == "" || i.last == s.last) && (s.first == "" || i.first == s.first) && (s.bound == 0 || i.first == "started" || i.first == "detected") {
			candidates = append(candidates, i)
		}
	}
	for _, i := range candidates {
		if s.agrees(i.took) {
			return nil
		}
	}
	return candidates
}

// agrees reports whether an interval can be what was typed: within a tenth of it or its rounding, or twice as much
// when the text says "about".
func (s *statement) agrees(took time.Duration) bool {
	slack := max(s.high/10, s.rounding)
	if s.approximate {
		slack *= 2
	}
	return (s.bound < 0 || took >= s.low-slack) && (s.bound > 0 || took <= s.high+slack)
}
