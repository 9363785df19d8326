package tracker

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line makes one line of a text of at most so many letters. What cannot be seen is left out, but for the joiners
// inside of emoji and of some scripts.
func line(s string, most int) string {
	s = strings.Join(strings.Fields(strings.Map(seen, s)), " ")
	if strings.Trim(s, "\u200c\u200d") == "" {
		return ""
	}
	return cut(s, most)
}

func seen(r rune) rune {
	switch {
	case r == '\u200c' || r == '\u200d' || unicode.IsSpace(r):
		return r
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.In(r, unicode.Co, unicode.Noncharacter_Code_Point):
		return -1
	}
	return r
}

// cut shortens a text to so many letters; an ellipsis shows it.
func cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}

// paragraphs keeps the lines of a text.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return seen(r)
	}, s)
	return strings.TrimSpace(cut(s, maxText))
}

// link returns an address that can be followed by a click, nothing for any other text.
func link(s string) string {
	s = line(s, 2000)
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") || strings.ContainsAny(s, " <>\"`") {
		return ""
	}
	return s
}

// number returns a whole number as it is written, nothing for anything else.
func number(s string) string {
	if s == "" || len(s) > 15 || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}
