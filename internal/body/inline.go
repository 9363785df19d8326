package body

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainLines returns a paragraph as plain text, with a line for each break that its writer asked for by two blanks or a
// backslash at the end of a line.
func plainLines(lines []string) []string {
	var text []string
	var open []string
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		hard := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)
		open = append(open, strings.TrimSuffix(trimmed, `\`))
		if hard || i == len(lines)-1 {
			if plain := strings.TrimSpace(Plain(strings.Join(open, " "))); plain != "" {
				text = append(text, plain)
			}
			open = open[:0]
		}
	}
	return text
}

// Plain returns what a reader of the rendered text sees of one paragraph: without the marks of emphasis, escapes and
// comments. A link is its text with the address behind it in angle brackets, an image its description. Code keeps its
// backquotes, and HTML stands as it is. The time grows with the length of the text, whatever is in it.
func Plain(s string) string {
	if !strings.ContainsAny(s, "*_`[<&\\") {
		return s
	}
	w := inline{text: s, code: codeSpans(s)}
	w.marks()
	w.write()
	return string(w.out)
}

// inline is one paragraph while it is read.
type inline struct {
	text string
	code map[int]int  // spans of code: where they begin and end
	drop map[int]bool // bytes that are marks of emphasis
	out  []byte
	open []bracket

	unclosed bool // a comment without an end was met, so there is no further end of one
}

// bracket is a [ or ![ that may begin a link.
type bracket struct {
	out   int // where it stands in what was written
	image bool
}

// codeSpans finds the spans between two runs of equally many backquotes.
func codeSpans(s string) map[int]int {
	if !strings.Contains(s, "`") {
		return nil
	}
	type run struct{ at, length int }
	var runs []run
	next := map[int][]int{} // length of a run -> places of such runs, the last first
	for i := 0; i < len(s); {
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if n > 0 {
			runs = append(runs, run{i, n})
		}
		i += max(n, 1)
	}
	for _, r := range slices.Backward(runs) {
		next[r.length] = append(next[r.length], r.at)
	}
	spans := map[int]int{}
	end := 0
	for _, r := range runs {
		places := next[r.length]
		for len(places) > 0 && places[len(places)-1] <= r.at {
			places = places[:len(places)-1]
		}
		next[r.length] = places
		escaped := r.at > 0 && s[r.at-1] == '\\'
		if r.at < end || escaped || len(places) == 0 {
			continue
		}
		end = places[len(places)-1] + r.length
		spans[r.at] = end
	}
	return spans
}

// marks finds the marks of emphasis: runs of * or _ that stand at the beginning of a word, each with one at an end.
func (w *inline) marks() {
	type mark struct{ at, length int }
	open := map[byte][]mark{}
	w.drop = map[int]bool{}
	for i := 0; i < len(w.text); {
		if end, ok := w.code[i]; ok {
			i = end
			continue
		}
		c := w.text[i]
		if c == '\\' {
			i += 2
			continue
		}
		if c != '*' && c != '_' {
			i++
			continue
		}
		n := len(w.text[i:]) - len(strings.TrimLeft(w.text[i:], string(c)))
		before, _ := utf8.DecodeLastRuneInString(w.text[:i])
		after, _ := utf8.DecodeRuneInString(w.text[i+n:])
		begins, ends := !blank(after), !blank(before)
		if c == '_' { // within a word it is a letter of a name
			begins, ends = begins && !wordly(before), ends && !wordly(after)
		}
		if stack := open[c]; ends && len(stack) > 0 {
			last := &stack[len(stack)-1]
			m := min(last.length, n)
			for k := range m {
				w.drop[last.at+last.length-1-k], w.drop[i+k] = true, true
			}
			if last.length -= m; last.length == 0 {
				open[c] = stack[:len(stack)-1]
			}
		} else if begins {
			open[c] = append(stack, mark{i, n})
		}
		i += n
	}
}

// blank reports whether there is no character at all, or none that is seen.
func blank(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// nesting is how many brackets may be open at a time; more are text.
const nesting = 8

// write makes the text.
func (w *inline) write() {
	s := w.text
	for i := 0; i < len(s); {
		if end, ok := w.code[i]; ok {
			w.out = append(w.out, s[i:end]...)
			i = end
			continue
		}
		switch c := s[i]; {
		case w.drop[i]:
			i++
		case c == '\\' && i+1 < len(s) && punctuation(s[i+1]):
			w.out = append(w.out, s[i+1])
			i += 2
		case c == '<':
			i += w.angle(s[i:])
		case c == '&':
			i += w.entity(s[i:])
		case c == '[' || c == '!' && strings.HasPrefix(s[i:], "!["):
			if len(w.open) < nesting {
				w.open = append(w.open, bracket{len(w.out), c == '!'})
			}
			w.out = append(w.out, strings.TrimPrefix(s[i:i+1], "!")...)
			if c == '!' {
				w.out = append(w.out, "!["...)
				i++
			}
			i++
		case c == ']' && len(w.open) > 0:
			i += w.link(s[i:])
		default:
			w.out = append(w.out, c)
			i++
		}
	}
}

func punctuation(c byte) bool { return c < utf8.RuneSelf && unicode.In(rune(c), unicode.P, unicode.S) }

// angle writes what begins with <, without a comment, and returns its length.
func (w *inline) angle(s string) int {
	if !w.unclosed && strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->")
		}
		w.unclosed = true
	}
	w.out = append(w.out, '<')
	return 1
}

// entity writes the character that an entity stands for, and returns its length.
func (w *inline) entity(s string) int {
	const longest = 33 // &CounterClockwiseContourIntegral;
	end := strings.IndexByte(s[:min(len(s), longest)], ';')
	if end >= 0 {
		if plain := html.UnescapeString(s[:end+1]); !strings.HasSuffix(plain, ";") {
			w.out = append(w.out, plain...)
			return end + 1
		}
	}
	w.out = append(w.out, '&')
	return 1
}

// link closes a bracket, and returns how much of the text it took. Without an address behind it, it is text.
func (w *inline) link(s string) int {
	last := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	address, length, ok := target(s[1:])
	if !ok {
		w.out = append(w.out, ']')
		return 1
	}
	label := string(w.out[last.out:])
	if last.image {
		label = "[image: " + label[len("!["):] + "]"
	} else {
		label = label[len("["):]
		w.open = w.open[:0] // a link holds no links
	}
	w.out = append(w.out[:last.out], label...)
	if address != "" && address != label {
		w.out = append(w.out, " <"+address+">"...)
	}
	return 1 + length
}

// target reads what stands behind a bracket: (address) or (address "title").
func target(s string) (address string, length int, ok bool) {
	const longest = 1_000
	if !strings.HasPrefix(s, "(") {
		return "", 0, false
	}
	depth, quote := 0, byte(0)
	for i := 0; i < min(len(s), longest); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\\':
			i++
		case (c == '"' || c == '\'') && i > 0 && s[i-1] == ' ':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				address, _, _ = strings.Cut(strings.TrimSpace(s[1:i]), " ")
				return strings.Trim(address, "<>"), i + 1, true
			}
		}
	}
	return "", 0, false
}
