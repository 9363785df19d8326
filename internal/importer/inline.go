package importer

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/lazy"
)

// maxText is how many bytes of one paragraph are looked at. The longest line of a real report has 5 000.
const maxText = 16_000

// link is one link of a text.
type link struct{ text, url string }

var (
	tag       = lazy.Pattern(`</?[A-Za-z][^<>]{0,400}>`)
	comment   = lazy.Pattern(`<!--[^>]*-->`)
	autolink  = lazy.Pattern(`<(https?://[^\s<>]+)>`)
	shortcode = lazy.Pattern(`\{\{[<%][^{}]{0,400}[>%]\}\}`)
	footnote  = lazy.Pattern(`\[\^[^\]\s]{1,60}\]`)
	wikilink  = lazy.Pattern(`\[\[([^\[\]|]{1,300})(?:\|([^\[\]]{1,300}))?\]\]`)
	image     = lazy.Pattern(`!\[[^\[\]]{0,400}\]\([^()\s]*(?:\s[^()]{0,400})?\)`)
	inlined   = lazy.Pattern(`\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^()\s]*\)[^\s()<>]*)?)>?(?:\s+["'(][^"')]{0,400}["')])?\s*\)`)
	referred  = lazy.Pattern(`\[([^\[\]]{1,400})\]\[([^\[\]]{0,200})\]`)
	bareURL   = lazy.Pattern(`https?://[^\s<>\[\]()"'` + "`" + `]{3,}`)
	angles    = lazy.Pattern(`<([A-Z][A-Z ]{1,60})>`)
	spaces    = lazy.Pattern(`\s+`)
)

// plainText returns what a reader of the rendered text sees, on one line: without links, emphasis, tags and
// comments.
func plainText(s string) string {
	if len(s) > maxText {
		s = trimRune(s[:maxText])
	}
	if strings.ContainsAny(s, "<{&") {
		s = comment().ReplaceAllString(s, " ")
		s = autolink().ReplaceAllString(s, "$1")
		s = shortcode().ReplaceAllString(s, " ")
		s = tag().ReplaceAllString(s, " ")
		s = angles().ReplaceAllString(html.UnescapeString(s), "($1)") // &lt;START&gt; would look like a blank to be filled in
	}
	if strings.Contains(s, "[") {
		s = image().ReplaceAllString(s, " ")
		s = footnote().ReplaceAllString(s, "")
		s = wikilink().ReplaceAllStringFunc(s, func(w string) string {
			m := wikilink().FindStringSubmatch(w)
			if m[2] != "" {
				return m[2]
			}
			return m[1]
		})
		s = inlined().ReplaceAllString(s, "$1")
		s = referred().ReplaceAllString(s, "$1")
	}
	return oneLine(unmark(s))
}

// oneLine makes a text one line without what cannot be seen.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c' || r == '\u200d':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(spaces().ReplaceAllString(s, " "))
}

// unmark drops the marks of emphasis and code, and the backslash of escapes.
func unmark(s string) string {
	if !strings.ContainsAny(s, "*_`~\\") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	code := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '`':
			code = !code
			continue
		case code:
		case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|~<>", s[i+1]) >= 0:
			i++
			c = s[i]
		case c == '\\' && (i+1 == len(s) || s[i+1] == '\n'):
			continue // a hard line break
		case c == '*' && !alone(s, i):
			continue
		case c == '_' && !inWord(s, i) && !alone(s, i):
			continue
		case c == '~' && (i+1 < len(s) && s[i+1] == '~' || i > 0 && s[i-1] == '~'):
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// alone reports whether a mark has space on both sides, so that it marks nothing.
func alone(s string, i int) bool {
	before := i == 0 || s[i-1] == ' ' || s[i-1] == '\n'
	after := i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\n'
	return before && after
}

// inWord reports whether a mark stands between two letters or figures, as in snake_case.
func inWord(s string, i int) bool {
	if i == 0 || i+1 == len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return (isWord(before) || before == '_') && (isWord(after) || after == '_')
}

// links returns the links of a text, in their order. refs are the definitions at the end of the document.
func links(s string, refs map[string]string) []link {
	if len(s) > maxText {
		s = trimRune(s[:maxText])
	}
	var found []link
	type place struct {
		at int
		link
	}
	var all []place
	for _, m := range inlined().FindAllStringSubmatchIndex(s, -1) {
		all = append(all, place{m[0], link{plainText(s[m[2]:m[3]]), s[m[4]:m[5]]}})
	}
	for _, m := range referred().FindAllStringSubmatchIndex(s, -1) {
		name := s[m[4]:m[5]]
		if name == "" {
			name = s[m[2]:m[3]]
		}
		if url, ok := refs[strings.ToLower(name)]; ok {
			all = append(all, place{m[0], link{plainText(s[m[2]:m[3]]), url}})
		}
	}
	if len(refs) > 0 {
		for _, m := range bracketed().FindAllStringSubmatchIndex(s, -1) {
			if url, ok := refs[strings.ToLower(s[m[2]:m[3]])]; ok && !strings.HasPrefix(s[m[1]:], "(") && !strings.HasPrefix(s[m[1]:], "[") {
				all = append(all, place{m[0], link{plainText(s[m[2]:m[3]]), url}})
			}
		}
	}
	taken := inlined().ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(" ", len(m)) })
	for _, m := range bareURL().FindAllStringIndex(taken, -1) {
		url := strings.TrimRight(taken[m[0]:m[1]], ".,;:!?*_~")
		all = append(all, place{m[0], link{"", url}})
	}
	for len(all) > 0 {
		first := 0
		for i := range all {
			if all[i].at < all[first].at {
				first = i
			}
		}
		found = append(found, all[first].link)
		all[first] = all[len(all)-1]
		all = all[:len(all)-1]
		if len(found) >= maxLinks {
			break
		}
	}
	return found
}

const maxLinks = 50

var bracketed = lazy.Pattern(`\[([^\[\]]{1,400})\]`)
