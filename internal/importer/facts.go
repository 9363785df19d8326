package importer

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var titlePrefix = lazy.Pattern(`^(?i:title)\s*[:：]\s*`)

// title lifts what happened in one line: from the front matter, the first heading of the highest level, a label, or the
// name of the file.
func (l *lifter) title() {
	d := l.draft
	if v, no, ok := d.front.text("title"); ok {
		d.Title = v
		l.trace("title", v, no, "of the front matter, kept")
		return
	}
	if no := l.titleLine(); no > 0 {
		for i := range l.doc.sections {
			if s := &l.doc.sections[i]; s.no == no && s.level > 0 {
				d.Title = titlePrefix().ReplaceAllString(plainText(stripEmoji(s.title)), "")
				l.trace("title", d.Title, no, "")
				return
			}
		}
	}
	if f, ok := l.fact("title"); ok {
		d.Title = plainText(f.value)
		l.trace("title", d.Title, f.no, "")
		return
	}
	if d.Title = nameTitle(d.File.Path); d.Title != "" {
		l.trace("title", d.Title, 0, "of the name of the file")
	}
}

var shortEmoji = lazy.Pattern(`(^|\s):[a-z0-9_+-]+:(\s|$)`)

func stripEmoji(s string) string { return strings.TrimSpace(shortEmoji().ReplaceAllString(s, " ")) }

// titleLine returns the line of the heading that is the title of the whole report, 0 for none.
func (l *lifter) titleLine() int {
	if l.head == 0 {
		if l.head = l.findTitle(); l.head == 0 {
			l.head = -1
		}
	}
	return max(0, l.head)
}

func (l *lifter) findTitle() int {
	named := false // the heading before said that the title follows
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.level == 0 || s.level == 7 {
			continue
		}
		text := titlePrefix().ReplaceAllString(plainText(stripEmoji(s.title)), "")
		if _, generic := taxonomy.ImportWord("title-none", text); generic || text == "" || placeholder(text) {
			named = true
			continue
		}
		if !named && l.deeper(i) {
			return 0
		}
		if _, _, isPair := pair(s.title); isPair && s.level > 1 {
			if key, _, _ := pair(s.title); labelKnown(key) {
				continue
			}
		}
		if s.whole || s.role != "" && s.level > 1 {
			return 0 // sections begin, and none of the headings before was a title
		}
		if st, _, rest, ok := l.scanner.scan(text); ok && rest == "" && st.hasTime && s.level > 1 {
			return 0
		}
		return s.no
	}
	return 0
}

// deeper reports whether a section of a higher level than that of i follows: then i is no title of the whole.
func (l *lifter) deeper(i int) bool {
	for j := i + 1; j < len(l.doc.sections); j++ {
		if s := &l.doc.sections[j]; s.level > 0 && s.level < l.doc.sections[i].level && s.whole {
			return true
		}
	}
	return false
}

func labelKnown(key string) bool {
	_, ok := taxonomy.ImportWord("label", key)
	return ok
}

var nameDate = lazy.Pattern(`^(?:(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}|\d{1,2}[-_.]\d{1,2}[-_.]\d{2,4}|\d{1,2}[-_. ]\p{L}{3,9}[-_. ]\d{4}|\d{2}[-_]\d{2}|\d{1,5})[-_. ]+`)

// nameTitle makes a title of the name of a file.
func nameTitle(file string) string {
	stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if strings.EqualFold(stem, "index") {
		stem = path.Base(path.Dir(file))
	}
	if rest := nameDate().ReplaceAllString(stem, ""); rest != "" {
		stem = rest
	}
	words := strings.Join(strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	words = oneLine(words)
	if words == "." || words == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[n:]
}

// severity lifts a word that the policy knows, from the front matter or a label.
func (l *lifter) severity() {
	d := l.draft
	text, no, kept := "", 0, false
	if v, at, ok := d.front.text("severity"); ok {
		text, no, kept = v, at, true
	} else if f, ok := l.fact("severity"); ok {
		text, no = plainText(f.value), f.no
	}
	if text == "" {
		return
	}
	d.SeverityText = text
	for _, word := range severityWords(text) {
		if s, ok := l.opts.Policy.Severity(word); ok {
			d.Severity = s.ID
			why := ""
			if kept {
				why = "of the front matter, kept"
			}
			l.trace("severity", d.Severity, no, why)
			return
		}
	}
	if kept {
		l.note("severity %q is not in the scale of the policy; add it there as an alias of one that is", text)
		return
	}
	l.note("line %d: severity %q is not in the scale of the policy; add it there as an alias, or write the severity that is meant", no, text)
}

// severityWords returns what may be the word of a severity at the beginning of a text: SEV-2 (major), Critical - P1.
func severityWords(text string) []string {
	head := strings.TrimFunc(text, func(r rune) bool { return !isWord(r) })
	cut := strings.FieldsFunc(head, func(r rune) bool {
		return r == '(' || r == '（' || r == ',' || r == '/' || r == ':' || r == '：' || r == ';' || r == '|' || r == '–' || r == '—' || r == ')' || r == '）'
	})
	var words []string
	for _, part := range cut {
		part = strings.TrimSpace(part)
		fields := strings.Fields(part)
		words = append(words, part)
		if len(fields) > 1 {
			words = append(words, strings.Join(fields[:2], "-"), fields[0], fields[0]+fields[1])
		}
		for w := range strings.FieldsSeq(strings.ReplaceAll(part, " - ", " ")) {
			if len(w) > 1 {
				words = append(words, w)
			}
		}
		if len(words) > 12 {
			break
		}
	}
	return words
}

// reviewStates are words about the report; other words are about the incident.
var reviewStates = map[string]string{
	"draft": "draft", "in review": "in-review", "in-review": "in-review", "under review": "in-review", "review": "in-review", "preliminary": "draft", "in progress": "draft", "wip": "draft",
	"final": "approved", "approved": "approved", "published": "approved", "closed": "closed", "下書き": "draft", "草稿": "draft", "レビュー中": "in-review", "承認済み": "approved",
}

// status lifts how far the review is. That an incident is resolved says nothing of the review.
func (l *lifter) status() {
	d := l.draft
	d.Status = l.opts.Status
	if d.Status == "" {
		d.Status = report.Statuses.List[0]
	}
	if v, no, ok := d.front.text("status"); ok {
		if w, known := report.Statuses.Canonical(v); known {
			d.Status = w
			l.trace("status", w, no, "of the front matter, kept")
			return
		}
	}
	f, ok := l.fact("status")
	if ok {
		text := plainText(f.value)
		word := strings.ToLower(strings.TrimSpace(strings.FieldsFunc(text+" ", func(r rune) bool { return r == '(' || r == ',' || r == ';' || r == '（' || r == '.' })[0]))
		if state, known := reviewStates[word]; known {
			d.Status = state
			l.trace("status", state, f.no, "")
			return
		}
		l.note("line %d: status %q is about the incident, not about the review", f.no, short(text, 60))
	}
	why := "nothing states how far the review is; a draft may be unfinished"
	if l.opts.Status != "" {
		why = "given with --status; the text states none"
	}
	l.suggest("status", d.Status, 0, why)
}

// short cuts a text for a message.
func short(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

var incidentKey = lazy.Pattern(`\b[A-Z][A-Z0-9]{1,9}(?:-\d{1,8}){1,3}\b`)

// more lifts the impact in words, the key of the register and the services.
func (l *lifter) more() {
	d := l.draft
	if f, ok := l.fact("incident"); ok && !d.front.has("incident") {
		if m := incidentKey().FindString(plainText(f.value)); m != "" {
			d.Incident = m
			l.trace("incident", m, f.no, "")
		}
	}
	if f, ok := l.fact("services"); ok && !d.front.has("services") {
		l.services(f)
	}
	l.impact()
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.role == "trigger" && s.whole && d.Trigger == "" {
			d.Trigger = "seen"
			l.note("line %d: what triggered it is told in words; write `trigger` with a word of the vocabulary", s.no)
		}
	}
}

// services lifts a short list of names.
func (l *lifter) services(f fact) {
	const most, longest = 8, 40
	parts := strings.FieldsFunc(plainText(f.value), func(r rune) bool { return r == ',' || r == ';' || r == '、' || r == '，' })
	if len(parts) > most {
		return
	}
	for _, p := range parts {
		p = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p), "and "))
		if p == "" || utf8.RuneCountInString(p) > longest || strings.ContainsAny(p, ".!?:()") || len(strings.Fields(p)) > 4 {
			return
		}
	}
	for _, p := range parts {
		l.draft.Services = append(l.draft.Services, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p), "and ")))
	}
	l.trace("services", strings.Join(l.draft.Services, ", "), f.no, "")
}

// impact lifts the first words of the section on the impact.
func (l *lifter) impact() {
	d := l.draft
	if d.front.has("impact") {
		return
	}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.role != "impact" || !s.whole {
			continue
		}
		text, no := plainText(s.value), s.no
		for _, b := range s.blocks {
			if text != "" {
				break
			}
			if t := b.told(); t != "" && !placeholder(t) && !hint(b) {
				text, no = t, firstNo(b, s.no)
			}
		}
		if text != "" {
			d.Impact = shorten(text)
			l.trace("impact.summary", d.Impact, no, "")
			return
		}
	}
	l.labelledItems("impact", func(b block, no int) {
		if t := b.told(); t != "" && !placeholder(t) && d.Impact == "" {
			d.Impact = shorten(t)
			l.trace("impact.summary", d.Impact, no, "")
		}
	})
	if f, ok := l.fact("impact"); ok && d.Impact == "" {
		d.Impact = shorten(plainText(f.value))
		l.trace("impact.summary", d.Impact, f.no, "")
	}
}

// labelledItems calls f for what stands below the items of lists that are headings themselves: "- **Impact**:".
func (l *lifter) labelledItems(wanted string, f func(b block, no int)) {
	for i := range l.doc.sections {
		for _, b := range l.doc.sections[i].blocks {
			for _, it := range b.items {
				if len(it.lines) != 1 || len(it.children) == 0 {
					continue
				}
				name, value, ok := label(it.lines[0].text)
				if role, whole := roleOf(name); ok && value == "" && whole && role == wanted {
					f(it.children[0], it.no)
				}
			}
		}
	}
}

// told returns the words of a paragraph, or of the items of a list.
func (b block) told() string {
	if len(b.lines) > 0 {
		return plainText(b.text())
	}
	var parts []string
	for _, it := range b.items {
		if t := plainText(it.text()); t != "" {
			parts = append(parts, strings.TrimRight(t, ".;"))
		}
	}
	return strings.Join(parts, "; ")
}

// hint reports whether a paragraph is all in italics: the hint of a template.
func hint(b block) bool {
	t := strings.TrimSpace(b.text())
	if len(t) < 2 || t[0] != t[len(t)-1] || t[0] != '*' && t[0] != '_' {
		return false
	}
	return !strings.HasPrefix(t, "**") && !strings.HasPrefix(t, "__") && strings.Count(t, t[:1]) == 2
}
