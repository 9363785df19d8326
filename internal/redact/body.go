package redact

import (
	"errors"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

var (
	// restricted is the comment that restricts the section in which it stands.
	restricted = regexp.MustCompile(`(?i)<!--\s*pir:restricted\b`)

	comment = regexp.MustCompile(`(?s)<!--.*?-->`)
	ours    = regexp.MustCompile(`^<!--\s*pir:(?:begin|end|ignore)\b`)
	open    = regexp.MustCompile(`(?m)^[ \t]{0,3}<!--`)
)

// body returns the text of a report without restricted sections, comments and people.
func (c *cast) body(r *report.Report) (text string, sections int, err error) {
	start, end := r.Body.Start, r.Body.End
	var b strings.Builder
	cuts, err := restrictedSpans(r)
	if err != nil {
		return "", 0, err
	}
	for _, cut := range cuts {
		b.Write(r.File.Bytes[start:cut.Start])
		start = cut.End
	}
	b.Write(r.File.Bytes[start:end])
	text = comment.ReplaceAllStringFunc(b.String(), func(s string) string {
		if ours.MatchString(s) {
			return s
		}
		return ""
	})
	rest := comment.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	if at := open.FindStringIndex(rest); at != nil {
		text = text[:at[0]] // a comment that is never closed goes on to the end
	}
	return c.replace(plainly(text)), len(cuts), nil
}

// restrictedSpans returns what is restricted, in order and without overlaps. A marker below a heading, with nothing but
// blank lines and comments between, or in it, restricts the section of that heading with the heading. One above a heading
// restricts that section. One elsewhere restricts from its line to the end of the section in which it stands. When in
// doubt, more is taken out.
func restrictedSpans(r *report.Report) ([]source.Span, error) {
	f := r.File
	body := f.Bytes[r.Body.Start:r.Body.End]
	markers := restricted.FindAllIndex(body, -1)
	if markers == nil {
		return nil, nil
	}
	sections, ok := r.Sections()
	if !ok {
		return nil, errors.New("there is a restricted section, and the text could not be read, so nobody can tell where it ends")
	}
	var cuts []source.Span
	for _, m := range markers {
		at := r.Body.Start + m[0]
		cut := source.Span{Start: max(r.Body.Start, f.LineSpan(f.Position(at).Line).Start), End: r.Body.End}
		in := slices.IndexFunc(sections, func(s report.Section) bool { return s.Span.Start > at })
		if in < 0 {
			in = len(sections)
		}
		next := in // the heading behind the marker
		in--       // the one above, or -1
		level := 0
		switch {
		case next < len(sections) && nothing(f.Bytes[at:lineStart(r, sections[next].Span.Start)]) && (in < 0 || !nothing(f.Bytes[min(sections[in].Span.End, at):at])):
			level = sections[next].Level
			next++
		case in >= 0:
			level = sections[in].Level
			if nothing(f.Bytes[min(sections[in].Span.End, at):at]) {
				cut.Start = lineStart(r, sections[in].Span.Start)
			}
		}
		for ; next < len(sections); next++ {
			if sections[next].Level <= level {
				cut.End = lineStart(r, sections[next].Span.Start)
				break
			}
		}
		cuts = append(cuts, cut)
	}
	return joined(cuts), nil
}

func lineStart(r *report.Report, at int) int {
	return max(r.Body.Start, r.File.LineSpan(r.File.Position(at).Line).Start)
}

var underline = regexp.MustCompile(`^[ \t]*#*[ \t]*\r?\n[ \t]{0,3}(?:=+|-+)[ \t]*\r?\n`)

// nothing reports whether a text is blank but for comments, one of which may be open at its end, and for what ends a
// heading.
func nothing(text []byte) bool {
	s := string(text)
	if at := underline.FindString(s); at != "" {
		s = s[len(at):]
	}
	line, rest, _ := strings.Cut(s, "\n")
	if strings.Trim(line, "# \t\r") == "" {
		s = rest
	}
	s = strings.TrimSpace(comment.ReplaceAllString(s, ""))
	return s == ""
}

// joined joins spans that overlap.
func joined(cuts []source.Span) []source.Span {
	slices.SortFunc(cuts, func(a, b source.Span) int { return a.Start - b.Start })
	var list []source.Span
	for _, cut := range cuts {
		if n := len(list); n > 0 && cut.Start <= list[n-1].End {
			list[n-1].End = max(list[n-1].End, cut.End)
			continue
		}
		list = append(list, cut)
	}
	return list
}

var (
	entity  = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	percent = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2})+`)
)

// plainly writes letters, digits and @ as themselves that are written as entities, in percent or with a backslash, so
// that a name is found in all its spellings.
func plainly(s string) string {
	s = entity.ReplaceAllStringFunc(s, func(e string) string {
		if plain := html.UnescapeString(e); plainRunes(plain) {
			return plain
		}
		return e
	})
	s = percent.ReplaceAllStringFunc(s, func(e string) string {
		if plain, err := url.PathUnescape(e); err == nil && plainRunes(plain) {
			return plain
		}
		return e
	})
	return unescaped(s)
}

// unescaped takes out the backslashes before an @ and within words. Elsewhere they keep a line from being read as a list.
func unescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if r == '\\' && i+1 < len(runes) {
			next := runes[i+1]
			within := i > 0 && i+2 < len(runes) && wordRune(runes[i-1]) && wordRune(runes[i+2]) && strings.ContainsRune("_.-", next)
			if within || next == '@' {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func plainRunes(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !wordRune(r) && r != '@' && r != '＠' && r != '-' && r != '_' && r != '.' })
}

// linked is what stands between the text of a link and what follows it.
var linked = regexp.MustCompile(`\]\([^()\n]*\)|\]\[[^\]\n]*\]|[\[\]]`)

// readings returns a text as it is and as a reader may see it: without markup and hidden characters, with entities read,
// and with the usual letters and hyphens for those that look like them.
func readings(s string) []string {
	bare := seen(s)
	plain := seen(html.UnescapeString(bare))
	return []string{s, bare, plain, norm.NFKC.String(seen(linked.ReplaceAllString(plain, "")))}
}

// seen drops the marks of emphasis and code and what takes no room, and writes every dash as a hyphen.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("*~`\\", r), unicode.Is(unicode.Cf, r):
			return -1
		case unicode.Is(unicode.Pd, r):
			return '-'
		}
		return r
	}, s)
}

// left returns what is left of somebody in a text. It looks for each name by itself, and knows nothing of how they were
// replaced.
func (c *cast) left(s string) (said string, at int, found bool) {
	small := strings.ToLower(s)
	for i := range c.people {
		for _, n := range c.people[i].names {
			text := small
			if n.exact {
				text = s
			}
			if at := wordIndex(text, n.text); at >= 0 {
				return n.text, min(at, len(s)), true
			}
		}
	}
	for at, r := range s {
		if r == '@' || r == '＠' {
			if h := c.mention(s, at, len(string(r))); h.end > at {
				return h.said, at, true
			}
		}
	}
	return "", 0, false
}

// wordIndex returns where a name stands in a text as a word of its own, or -1.
func wordIndex(text, name string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		before, after := []rune(text[max(0, at-4):at]), []rune(text[at+len(name):min(len(text), at+len(name)+4)])
		if (len(before) == 0 || !wordRune(before[len(before)-1])) && (len(after) == 0 || !wordRune(after[0])) {
			return at
		}
		from = at + len(name)
	}
}
