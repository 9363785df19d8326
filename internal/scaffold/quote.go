package scaffold

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes one line of what a person typed as a title: white space and line ends become single spaces, and what
// cannot be seen is left out: control characters, marks that reorder text, bytes that are not text. The joiners
// inside emoji and in some scripts stay.
func Clean(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	title = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c' || r == '\u200d':
			return r
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, title)
	// Dropping a character can leave two spaces side by side.
	title = strings.Join(strings.Fields(title), " ")
	if strings.Trim(title, "\u200c\u200d") == "" {
		return "" // nothing but joiners
	}
	return title
}

// plain is text that needs no quotes anywhere in YAML, neither in a block nor in `{…}`.
var plain = regexp.MustCompile(`^[\p{L}][\p{L}\p{N}\p{M} ._/()+%'’–-]*$`)

// reserved are words that some reader of YAML takes for something else than text.
var reserved = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// quote writes a text as a YAML scalar that reads back as the same text: plain where nobody can misread it, else in
// double quotes.
func quote(s string) string {
	if plain.MatchString(s) && !strings.HasSuffix(s, " ") && !slices.Contains(reserved, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r > 0xFFFF && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		case r != ' ' && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// list writes texts as a YAML list on one line.
func list(items []string) string {
	quoted := make([]string, 0, len(items))
	for _, s := range items {
		quoted = append(quoted, quote(s))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
