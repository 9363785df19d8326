package importer

import (
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var (
	boldLabel  = lazy.Pattern(`^(?:\*\*|__)([^*_]{1,80}?)\s*[:：]?\s*(?:\*\*|__)\s*[:：]?\s*(.*)$`)
	plainLabel = lazy.Pattern(`^[_*]{0,2}([^:：*_` + "`" + `\[\]<>|]{1,60})[_*]{0,2}\s*[:：]\s*(.*)$`)
	aloneLabel = lazy.Pattern(`^([^:：*_` + "`" + `\[\]<>|.!?]{1,40})$`)
)

// label reads a line that serves as a heading: **Impact:** text, Impact: text, or a line with the name alone.
func label(s string) (name, value string, ok bool) {
	s = strings.TrimSpace(trimBreak(s))
	for _, form := range []*regexp.Regexp{boldLabel(), plainLabel()} {
		if m := form.FindStringSubmatch(s); m != nil {
			return strings.TrimSpace(m[1]), strings.TrimSpace(m[2]), true
		}
	}
	if m := aloneLabel().FindStringSubmatch(s); m != nil {
		return m[1], "", true
	}
	return "", "", false
}

// pair reads a line of a key and a value: **Severity:** SEV-2<br>, Severity: SEV-2.
func pair(s string) (key, value string, ok bool) {
	s = strings.TrimSpace(trimBreak(s))
	s = strings.TrimSpace(strings.TrimLeft(s, "-*+> \t"+"•"))
	if strings.HasSuffix(strings.SplitN(s, ":", 2)[0], "**") || strings.Contains(strings.SplitN(s, ":", 2)[0], "**") {
		s = "**" + strings.TrimLeft(s, "*")
	}
	for _, form := range []*regexp.Regexp{boldLabel(), plainLabel()} {
		if m := form.FindStringSubmatch(s); m != nil {
			return plainText(m[1]), strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(m[2]), ":")), true
		}
	}
	return "", "", false
}

var lineBreak = lazy.Pattern(`(?i)(?:<br\s*/?>|\\)\s*$`)

// trimBreak drops a hard line break.
func trimBreak(s string) string {
	s = strings.TrimRight(s, " \t\r")
	return strings.TrimRight(lineBreak().ReplaceAllString(s, ""), " \t")
}

// roleOf returns what a section under a title tells.
func roleOf(title string) (role string, whole bool) {
	if title == "" {
		return "", false
	}
	return taxonomy.HeadingRole(plainText(title))
}

// fact is a key with its value, as reports have them at the beginning.
type fact struct {
	key   string // what the key means: severity, status, owner, started …
	name  string // as it is written
	value string // markdown
	no    int
}

// facts returns what the document says in lines, bullets and tables of keys and values, and under headings that are a
// key. A key that is there twice counts where it is first.
func (d *document) facts() []fact {
	var found []fact
	seen := map[string]bool{}
	add := func(name, value string, no int) {
		key, ok := taxonomy.ImportWord("label", name)
		if ok && !seen[key] && strings.TrimSpace(value) != "" && !placeholder(plainText(value)) {
			seen[key] = true
			found = append(found, fact{key, name, value, no})
		}
	}
	for i := range d.sections {
		if _, ok := d.within(i, "timeline", "actions"); ok {
			continue
		}
		s := &d.sections[i]
		if s.value != "" {
			add(plainText(s.title), s.value, s.no)
		}
		if key, value, ok := pair(s.title); ok && s.level < 7 {
			add(key, value, s.no)
		} else if len(s.blocks) > 0 && s.level > 0 && s.whole {
			add(plainText(s.title), s.blocks[0].text(), firstNo(s.blocks[0], s.no))
		}
		for _, b := range s.blocks {
			b.facts(add)
		}
	}
	return found
}

// firstNo returns the line on which a block begins, or another where it has none.
func firstNo(b block, other int) int {
	if len(b.lines) > 0 {
		return b.lines[0].no
	}
	return other
}

// facts finds keys and values in one block.
func (b block) facts(add func(name, value string, no int)) {
	for _, l := range b.lines {
		for part := range strings.SplitSeq(l.text, "<br>") {
			if key, value, ok := pair(part); ok {
				add(key, value, l.no)
			}
		}
	}
	for _, it := range b.items {
		if key, value, ok := pair(it.text()); ok {
			add(key, value, it.no)
		}
	}
	if len(b.rows) > 0 && len(b.rows[0].cells) == 2 {
		for _, r := range b.rows {
			if len(r.cells) >= 2 {
				add(strings.TrimSuffix(plainText(r.cells[0]), ":"), r.cells[1], r.no)
			}
		}
	}
}
