package safehtml

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns a short text, such as a field of the front matter, as HTML on one line. It is no markdown: stars,
// brackets and tags show as they are written. Code between backticks is set as code, because a name of a file or a
// command reads better so, and a bare address becomes a link.
func Text(s string) template.HTML { return short(s, true) }

// Label is Text without links, for what stands in a link or a heading.
func Label(s string) template.HTML { return short(s, false) }

// Plain is a short text for where no tags can stand, such as the title of a page; it is not escaped.
func Plain(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

// Address returns the address that a text is as a whole, such as a link to evidence. A commit, a path and a scheme
// other than http and https are none.
func Address(s string) (string, bool) {
	s = strings.TrimSpace(s)
	return s, kindOf(s) == web
}

// Link returns a text as a link to a target, or without one where no link may lead there. The target of a page of the
// site is relative.
func Link(target, s string) template.HTML {
	label := short(s, false)
	switch kindOf(target) {
	case web:
		class := ""
		if s == target {
			class = itself
		}
		return template.HTML("<a"+class+attribute("href", target)+outside+">") + label + "</a>" //nolint:gosec // escaped
	case relative, fragment:
		return template.HTML("<a"+attribute("href", target)+">") + label + "</a>"
	case mail, nowhere:
	}
	return label
}

var bare = regexp.MustCompile(`https?://[^\s<>"'` + "`" + `\\]+`)

func short(s string, links bool) template.HTML {
	s = strings.Join(strings.Fields(s), " ")
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 { // the last backtick opens nothing
		last := len(parts) - 2
		parts = append(parts[:last], parts[last]+"`"+parts[last+1])
	}
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i%2 == 1 && part != "":
			b.WriteString("<code>" + template.HTMLEscapeString(part) + "</code>")
		case i%2 == 1:
			b.WriteString("``")
		case links:
			b.WriteString(linked(part))
		default:
			b.WriteString(template.HTMLEscapeString(part))
		}
	}
	return template.HTML(visible(b.String()))
}

// linked escapes a text and makes links of its addresses, without the punctuation that ends the sentence.
func linked(s string) string {
	var b strings.Builder
	for {
		at := bare.FindStringIndex(s)
		if at == nil {
			b.WriteString(template.HTMLEscapeString(s))
			return b.String()
		}
		end := at[0] + len(strings.TrimRight(s[at[0]:at[1]], ".,;:!?)]}*_~"))
		target := s[at[0]:end]
		b.WriteString(template.HTMLEscapeString(s[:at[0]]))
		if kindOf(target) == web {
			b.WriteString("<a" + itself + attribute("href", target) + outside + ">" + template.HTMLEscapeString(target) + "</a>")
		} else {
			b.WriteString(template.HTMLEscapeString(target))
		}
		s = s[end:]
	}
}

// visible shows the characters that turn text around or do something to whoever prints it, as \u{202E}. What only joins
// letters or pictures stays.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, `\u{%X}`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func hidden(r rune) bool {
	const joiner, nonJoiner, soft = '\u200d', '\u200c', '\u00ad'
	switch r {
	case '\n', '\t', joiner, nonJoiner, soft:
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}
