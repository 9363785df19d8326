package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Words that stand for what somebody has not written yet. They are found where they stand for it, and not where a
// report tells of a TODO in the code or of a date that is written YYYY-MM-DD.
var (
	wholeValue = lazy.Pattern(`(?i)^(?:…|\.{3,}|\?{2,}|-{2,}|_{2,}|@?(?:todo|tbd|tbc|tba|fixme|xxx+|to be (?:written|done|decided|determined|defined|confirmed|added)|lorem ipsum.*)[.:!]?)$`)
	toBeDone   = lazy.Pattern(`(?:^|[\n.:;!?(\[{|*_>–—-] *)((?:TODO|FIXME|XXX)(?:\([^)\n]*\))?)(?:[^\w-]|$)|(?:^|\W)((?:TODO|FIXME|XXX)(?:\([^)\n]*\))?):`)
	unsettled  = lazy.Pattern(`(?:^|[^\w-])(TBD)(?:[^\w-]|$)`)
	dateForm   = lazy.Pattern(`(?:^|[^\w-])((?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)|(?:HH|hh):(?:MM|mm)(?::(?:SS|ss))?|(?:DD|dd)[./](?:MM|mm)[./](?:YYYY|yyyy)|(?:MM|mm)/(?:DD|dd)/(?:YYYY|yyyy))(?:\W|$)`)
	aboutForms = lazy.Pattern(`(?i)\b(?:format|formats|formatted|formatting|pattern|parse[ds]?|parsing|parser|layout|iso|notation)\b`)
	loremIpsum = lazy.Pattern(`(?i)\b(lorem ipsum)\b`)
	angleHint  = lazy.Pattern(`(?:^|[^\w<\\])(<([A-Za-z][^<>\n=@"/]*)>)`)
	squareHint = lazy.Pattern(`(\[(?i:insert|describe|enter|fill in|your|briefly|replace|write|explain|summari[sz]e) [^\[\]\n]*\])`)
	inItalics  = lazy.Pattern(`^(?s:\*([^*]+)\*|_([^_]+)_)$`)
	imperative = lazy.Pattern(`(?i)^(?:(?:please|briefly|optional:?) )?(?:describe|explain|summari[sz]e|outline|list|give|insert|enter|fill in|write|provide|include|add|state|replace|copy) (?:the|a|an|any|all|your|what|who|when|where|why|how|here|this|in|each|every|one|key|relevant|specific|links?|details?|some|as|these|briefly)\b|^to be (?:done|written|filled)\b`)
)

// placeholder returns the first placeholder in a value of the front matter.
func placeholder(value string) (source.Span, bool) {
	trimmed := strings.TrimSpace(value)
	if isWhole(trimmed) {
		from := strings.Index(value, trimmed)
		return source.Span{Start: from, End: from + len(trimmed)}, true
	}
	found := inText(value)
	if len(found) == 0 {
		return source.Span{}, false
	}
	return found[0], true
}

// placeholders returns the placeholders in a passage of the body, in its order, and whether it is as a whole the
// hint of a template. What is quoted is somebody else's.
func placeholders(p report.Passage) (found []source.Span, hint bool) {
	if p.Quote {
		return nil, false
	}
	text := strings.TrimSpace(p.Text)
	from := strings.Index(p.Text, text)
	whole := []source.Span{{Start: from, End: from + len(text)}}
	if isWhole(text) {
		return whole, false
	}
	if strings.HasPrefix(text, "*") || strings.HasPrefix(text, "_") {
		if m := inItalics().FindStringSubmatch(text); m != nil && imperative().MatchString(strings.TrimSpace(m[1]+m[2])) {
			return whole, true
		}
	}
	return inText(p.Text), false
}

// isWhole reports whether a text is nothing but a placeholder. Hardly any is, and the first two bytes tell nearly all that
// are none, much faster than the pattern.
func isWhole(text string) bool {
	start := strings.TrimPrefix(text, "@")
	if len(start) < 2 {
		return false
	}
	may := false
	switch second := start[1] | 0x20; start[0] {
	case '.', '?', '-', '_':
		may = start[1] == start[0]
	case 't', 'T':
		may = second == 'o' || second == 'b'
	case 'f', 'F':
		may = second == 'i'
	case 'x', 'X':
		may = second == 'x'
	case 'l', 'L':
		may = second == 'o'
	case "…"[0]:
		may = true
	}
	return may && wholeValue().MatchString(text)
}

// inText returns the placeholders that stand in a text, in its order.
func inText(text string) []source.Span {
	if !mayHold(text) {
		return nil
	}
	var found []source.Span
	take := func(pattern func() *regexp.Regexp) {
		for _, m := range pattern().FindAllStringSubmatchIndex(text, -1) {
			for i := 2; i+1 < len(m); i += 2 {
				if m[i] >= 0 {
					found = append(found, source.Span{Start: m[i], End: m[i+1]})
					break
				}
			}
		}
	}
	if containsOne(text, "TODO", "FIXME", "XXX") {
		take(toBeDone)
	}
	if strings.Contains(text, "TBD") {
		take(unsettled)
	}
	if containsOne(text, "YYYY", "yyyy", "HH:", "hh:") && !aboutForms().MatchString(text) {
		take(dateForm)
	}
	if containsOne(text, "orem", "OREM") {
		take(loremIpsum)
	}
	if strings.Contains(text, "<") {
		for _, m := range angleHint().FindAllStringSubmatchIndex(text, -1) {
			if isHint(text[m[4]:m[5]]) {
				found = append(found, source.Span{Start: m[2], End: m[3]})
			}
		}
	}
	if strings.Contains(text, "[") {
		take(squareHint)
	}
	slices.SortFunc(found, func(a, b source.Span) int { return a.Start - b.Start })
	return found
}

// mayHold reports whether a text has the beginning of any placeholder that inText knows. Hardly any has, and one look at
// each byte is much cheaper than a search for every one of them.
func mayHold(text string) bool {
	for i := range len(text) - 1 {
		switch c, next := text[i], text[i+1]; c {
		case '<', '[':
			return true
		case 'T', 'F', 'X', 'Y', 'H', 'O': // TODO, TBD, FIXME, XXX, YYYY, HH:, LOREM
			if 'A' <= next && next <= 'Z' {
				return true
			}
		case 'y', 'h': // yyyy, hh:
			if next == c {
				return true
			}
		case 'o':
			if next == 'r' && strings.HasPrefix(text[i:], "orem") {
				return true
			}
		}
	}
	return false
}

// containsOne reports whether a text has one of some parts.
func containsOne(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// hintWords are the words that stand in angle brackets by themselves for something to be filled in.
var hintWords = [...]string{
	"date", "time", "name", "owner", "team", "service", "description", "what", "who", "when", "where", "why", "how",
	"ticket", "incident", "placeholder", "tbd", "todo", "fixme", "xxx", "yyyy-mm-dd", "hh:mm", "severity", "impact", "duration", "person", "url", "here",
}

// elements are those of HTML that reports are written with; a tag of one, with or without attributes, is no hint.
var elements = [...]string{
	"a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "dd", "del", "details", "div", "dl", "dt", "em", "figure", "font",
	"h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "s", "small",
	"span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "video",
}

// isHint reports whether what stands between angle brackets is for the writer: several words that are no tag, or one
// of those that templates use.
func isHint(inner string) bool {
	words := strings.Fields(strings.ToLower(inner))
	switch {
	case len(words) == 0:
		return false
	case len(words) == 1:
		return slices.Contains(hintWords[:], words[0])
	default:
		return !slices.Contains(elements[:], words[0])
	}
}
