package bench

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// filler replaces the slots of a text with the names and figures of one report.
type filler struct {
	r     *rand.Rand
	slots map[string]string
}

// fill returns text with its slots replaced. {n} and {m} become a new small and a new large figure each time.
func (f *filler) fill(text string) string {
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		switch slot {
		case "n":
			b.WriteString(strconv.Itoa(3 + f.r.IntN(57)))
		case "m":
			b.WriteString(strconv.Itoa(60 + f.r.IntN(2900)))
		default:
			b.WriteString(f.slots[slot])
		}
		text = after
	}
}

// one returns one of the texts, filled.
func (f *filler) one(texts []string) string { return f.fill(pick(f.r, texts)) }

// line is one, with a capital letter to start with.
func (f *filler) line(texts []string) string { return capital(f.one(texts)) }

// few returns n different texts in their order, or all when there are no more.
func (f *filler) few(n int, texts []string) []string {
	left := len(texts)
	n = min(n, left)
	out := make([]string, 0, n)
	for _, t := range texts {
		if f.r.IntN(left) < n-len(out) {
			out = append(out, capital(f.fill(t)))
		}
		left--
	}
	return out
}

// chance is true in so many of a hundred cases.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// capital gives a sentence its first letter.
func capital(s string) string {
	if word, _, _ := strings.Cut(s, " "); strings.Contains(word, "-") {
		return s // the name of a service
	}
	c, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(c)) + s[size:]
}

// slug turns a title into the words of a file name.
func slug(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 40 && strings.HasSuffix(b.String(), "-") {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// plain returns a text as a value of a block mapping, quoted where YAML needs it.
func plain(s string) string {
	if needsQuotes(s) || strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return strconv.Quote(s)
	}
	return s
}

// flow returns a text as a value inside braces or brackets, quoted where YAML needs it.
func flow(s string) string {
	if needsQuotes(s) || strings.ContainsAny(s, ",[]{}:#") {
		return strconv.Quote(s)
	}
	return s
}

func needsQuotes(s string) bool {
	return s == "" || strings.ContainsAny(s[:1], "@`\"'[]{}>|*&!%#-?: ") || strings.HasSuffix(s, ":")
}

// list returns texts as a list inside brackets.
func list(items []string) string {
	quoted := make([]string, 0, len(items))
	for _, s := range items {
		quoted = append(quoted, flow(s))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
