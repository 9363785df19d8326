package report

import (
	"bytes"
	"regexp"
	"sort"
)

// blankMarkup overwrites with spaces what is no prose in a paragraph: code spans, comments, autolinks, link
// targets and definitions, and addresses in the text. Line ends stay. Its time grows with the length of the
// text, whatever is in it.
func blankMarkup(b []byte) {
	if bytes.IndexByte(b, '`') >= 0 {
		blankCode(b)
	}
	if bytes.IndexByte(b, '<') >= 0 {
		blankAngles(b)
	}
	if bytes.Contains(b, []byte("](")) || bytes.Contains(b, []byte("][")) || bytes.Contains(b, []byte("]:")) {
		blankLinks(b)
	}
	if bytes.Contains(b, []byte("://")) || bytes.Contains(b, []byte("www.")) {
		blankAddresses(b)
	}
}

// blank overwrites a range with spaces.
func blank(b []byte) {
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
}

// blankCode blanks the spans between two runs of equally many backticks.
func blankCode(b []byte) {
	runs := map[int][]int{} // length of a run -> where runs of it start
	for i := 0; i < len(b); {
		n := run(b, i)
		if n > 0 {
			runs[n] = append(runs[n], i)
		}
		i += max(n, 1)
	}
	for i := 0; i < len(b); {
		if b[i] == '\\' {
			i += 2 // an escaped backtick opens nothing
			continue
		}
		n := run(b, i)
		if n == 0 {
			i++
			continue
		}
		closers := runs[n]
		next := sort.SearchInts(closers, i+n)
		if next == len(closers) {
			i += n
			continue
		}
		end := closers[next] + n
		blank(b[i:end])
		i = end
	}
}

// run returns the number of backticks from i on.
func run(b []byte, i int) int {
	n := 0
	for i+n < len(b) && b[i+n] == '`' {
		n++
	}
	return n
}

// blankAngles blanks comments and autolinks. Tags stay: a hint such as <what happened> looks like one.
func blankAngles(b []byte) {
	open, end := []byte("<!--"), []byte("-->")
	for i := 0; ; {
		at := bytes.Index(b[i:], open)
		if at < 0 {
			break
		}
		at += i
		length := bytes.Index(b[at:], end)
		if length < 0 {
			break
		}
		i = at + length + len(end)
		blank(b[at:i])
	}
	for _, m := range autolink.FindAllIndex(b, -1) {
		blank(b[m[0]:m[1]])
	}
}

var (
	autolink   = regexp.MustCompile(`<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>`)
	definition = regexp.MustCompile(`(?m)^[ \t]{0,3}\[[^\]^\n][^\]\n]*\]:[ \t][^\n]*$`)
	reference  = regexp.MustCompile(`\]\[[^\]\[\n]*\]`)
	target     = regexp.MustCompile(`^[ \t]*(?:<[^<>\n]*>|[^\s<]*)[ \t]*(?:["'(].*)?$`)
)

// parenthesis is one that is open, with the depth of those closed within it.
type parenthesis struct{ at, depth int }

// blankLinks blanks the targets of links and images, (target "title") and [name], and link definitions.
func blankLinks(b []byte) {
	const nesting = 8 // parentheses within a target; more are no link
	var open []parenthesis
	var found [][2]int
	for i, c := range b {
		switch c {
		case '\n':
			open = open[:0]
		case '(':
			open = append(open, parenthesis{at: i})
		case ')':
			if len(open) == 0 {
				continue
			}
			p := open[len(open)-1]
			open = open[:len(open)-1]
			if n := len(open); n > 0 {
				open[n-1].depth = max(open[n-1].depth, p.depth+1)
			}
			if p.at == 0 || b[p.at-1] != ']' || p.depth > nesting || !target.Match(b[p.at+1:i]) {
				continue
			}
			for len(found) > 0 && found[len(found)-1][0] > p.at {
				found = found[:len(found)-1] // lies in this one
			}
			found = append(found, [2]int{p.at, i + 1})
		}
	}
	for _, f := range found {
		blank(b[f[0]:f[1]])
	}
	for _, m := range reference.FindAllIndex(b, -1) {
		blank(b[m[0]+1 : m[1]])
	}
	for _, m := range definition.FindAllIndex(b, -1) {
		blank(b[m[0]:m[1]])
	}
}

// blankAddresses blanks bare addresses, scheme://… and www.…, without the punctuation that ends the sentence.
func blankAddresses(b []byte) {
	const scheme = 32 // letters of the longest
	for _, mark := range []string{"://", "www."} {
		for i := 0; ; {
			at := bytes.Index(b[i:], []byte(mark))
			if at < 0 {
				break
			}
			start, end := i+at, i+at
			for start > i && end-start < scheme && isScheme(b[start-1]) {
				start--
			}
			for end < len(b) && !isSpace(b[end]) && b[end] != '<' && b[end] != '>' {
				end++
			}
			i = end
			if mark == "://" && !isScheme(b[start]) {
				continue
			}
			blank(b[start : start+len(bytes.TrimRight(b[start:end], ".,;:!?)'\"*_~]|"))])
		}
	}
}

func isScheme(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '.' || c == '-'
}
