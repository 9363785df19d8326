package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Words that stand for what somebody has not written yet. They are found where they stand for it, and not where a
// report tells of a TODO in the code or of a date that is written YYYY-MM-DD.
var (
	wholeValue = regexp.MustCompile(`(?i)^(?:…|\.{3,}|\?{2,}|-{2,}|_{2,}|@?(?:todo|tbd|tbc|tba|fixme|xxx+|to be (?:written|done|decided|determined|defined|confirmed|added)|lorem ipsum.*)[.:!]?)$`)
	toBeDone   = regexp.MustCompile(`(?:^|[\n.:;!?(\[{|*_>–—-] *)((?:TODO|FIXME|XXX)(?:\([^)\n]*\))?)(?:[^\w-]|$)|(?:^|\W)((?:TODO|FIXME|XXX)(?:\([^)\n]*\))?):`)
	unsettled  = regexp.MustCompile(`(?:^|[^\w-])(TBD)(?:[^\w-]|$)`)
	dateForm   = regexp.MustCompile(`(?:^|[^\w-])((?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)|(?:HH|hh):(?:MM|mm)(?::(?:SS|ss))?|(?:DD|dd)[./](?:MM|mm)[./](?:YYYY|yyyy)|(?:MM|mm)/(?:DD|dd)/(?:YYYY|yyyy))(?:\W|$)`)
	aboutForms = regexp.MustCompile(`(?i)\b(?:format|formats|formatted|formatting|pattern|parse[ds]?|parsing|parser|layout|iso|notation)\b`)
	loremIpsum = regexp.MustCompile(`(?i)\b(lorem ipsum)\b`)
	angleHint  = regexp.MustCompile(`(?:^|[^\w<\\])(<([A-Za-z][^<>\n=@"/]*)>)`)
	squareHint = regexp.MustCompile(`(\[(?i:insert|describe|enter|fill in|your|briefly|replace|write|explain|summari[sz]e) [^\[\]\n]*\])`)
	inItalics  = regexp.MustCompile(`^(?s:\*([^*]+)\*|_([^_]+)_)$`)
	imperative = regexp.MustCompile(`(?i)^(?:(?:please|briefly|optional:?) )?(?:describe|explain|summari[sz]e|outline|list|give|insert|enter|fill in|write|provide|include|add|state|replace|copy) (?:the|a|an|any|all|your|what|who|when|where|why|how|here|this|in|each|every|one|key|relevant|specific|links?|details?|some|as|these|briefly)\b|^to be (?:done|written|filled)\b`)
)

// placeholder returns the first placeholder in a value of the front matter.
func placeholder(value string) (source.Span, bool) {
	trimmed := strings.TrimSpace(value)
	if wholeValue.MatchString(trimmed) {
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
	if wholeValue.MatchString(text) {
		return whole, false
	}
	if m := inItalics.FindStringSubmatch(text); m != nil && imperative.MatchString(strings.TrimSpace(m[1]+m[2])) {
		return whole, true
	}
	return inText(p.Text), false
}

// inText returns the placeholders that stand in a text, in its order.
func inText(text string) []source.Span {
	if !strings.ContainsAny(text, "TFXYyHhDdMmLl<[") {
		return nil
	}
	var found []source.Span
	take := func(pattern *regexp.Regexp) {
		for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
			for i := 2; i+1 < len(m); i += 2 {
				if m[i] >= 0 {
					found = append(found, source.Span{Start: m[i], End: m[i+1]})
					break
				}
			}
		}
	}
	if strings.Contains(text, "TODO") || strings.Contains(text, "FIXME") || strings.Contains(text, "XXX") {
		take(toBeDone)
	}
	if strings.Contains(text, "TBD") {
		take(unsettled)
	}
	if containsFold(text, "dd") || containsFold(text, "hh:") {
		if !aboutForms.MatchString(text) {
			take(dateForm)
		}
	}
	if containsFold(text, "orem") {
		take(loremIpsum)
	}
	if strings.Contains(text, "<") {
		for _, m := range angleHint.FindAllStringSubmatchIndex(text, -1) {
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

// containsFold reports whether a text has a word in lower or in upper case.
func containsFold(text, lower string) bool {
	return strings.Contains(text, lower) || strings.Contains(text, strings.ToUpper(lower))
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
