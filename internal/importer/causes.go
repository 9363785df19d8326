package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// maxCauses is how many statements are lifted from one section: more are a discussion, and no list of causes.
const maxCauses = 12

// causeRoles are the roles of sections on causes, and the role of a cause that each gives.
var causeRoles = map[string]string{"root": "root", "cause": "", "contributing": "contributing"}

// causes lifts statements from the sections on causes: every item of a list, else the first paragraph.
func (l *lifter) causes() {
	if l.draft.front.has("causes") {
		return
	}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		role, ok := causeRoles[s.role]
		if !ok {
			l.causesBelow(i)
			continue
		}
		l.causeSection(s, role)
	}
	for _, role := range []string{"root", "cause", "contributing"} {
		if as := causeRoles[role]; len(l.draft.Causes) == 0 || role == "contributing" {
			l.labelledItems(role, func(b block, no int) {
				if len(b.items) > 0 {
					l.causeItems(b, as)
				} else if t := b.told(); t != "" && !placeholder(t) {
					l.cause(as, t, no)
				}
			})
		}
	}
	l.whys()
	for i, c := range l.draft.Causes {
		name := fmt.Sprintf("causes[%d]", i)
		l.trace(name+".statement", c.Statement, c.Line, "")
		if c.Suggested != "" {
			l.suggest(name+".category", c.Suggested, c.Line, "its words match; a comment until somebody accepts it")
		}
	}
}

// causesBelow reads the sections within one on causes that have no role of their own, such as one for each service.
func (l *lifter) causesBelow(i int) {
	s := &l.doc.sections[i]
	if s.role != "" || s.level == 0 || s.level == 7 {
		return
	}
	if s.parent < 0 {
		return
	}
	role, ok := causeRoles[l.doc.sections[s.parent].role]
	if !ok {
		return
	}
	for _, b := range s.blocks {
		if len(b.items) > 0 {
			l.causeItems(b, role)
		}
	}
}

func (l *lifter) causeSection(s *section, role string) {
	before := len(l.draft.Causes)
	if t := plainText(s.value); t != "" && !placeholder(t) {
		l.cause(role, t, s.no)
	}
	var first *block
	for i := range s.blocks {
		b := &s.blocks[i]
		switch {
		case len(b.items) > 0:
			l.causeItems(*b, role)
		case len(b.lines) > 0 && first == nil && !hint(*b) && !placeholder(plainText(b.text())):
			first = b
		}
	}
	if len(l.draft.Causes) == before && first != nil {
		l.cause(role, plainText(first.text()), first.lines[0].no)
	}
}

func (l *lifter) causeItems(b block, role string) {
	for _, it := range b.items {
		if t := plainText(it.text()); t != "" && !placeholder(t) && !whyPrefix().MatchString(t) {
			l.cause(role, t, it.no)
		}
	}
}

func (l *lifter) cause(role, statement string, no int) {
	if len(l.draft.Causes) >= maxCauses {
		return
	}
	l.draft.Causes = append(l.draft.Causes, Cause{Role: role, Statement: shorten(statement), Suggested: category(l.opts.Policy.Vocabulary.Causes, statement), Line: no})
}

// category returns the category all of whose telling words are in a statement, when there is just one.
func category(vocabulary []taxonomy.Cause, statement string) string {
	words := " " + foldWords(statement) + " "
	found := ""
	for _, c := range vocabulary {
		id := strings.Fields(strings.ReplaceAll(c.ID, "-", " "))
		n := 0
		for _, w := range id {
			if strings.Contains(words, " "+stem(w)) {
				n++
			}
		}
		if n < len(id) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c.ID
	}
	return found
}

// stem drops the ending of a word, so that misconfigured is one with misconfiguration.
func stem(w string) string {
	for _, end := range []string{"ation", "ing", "ed", "s"} {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) >= 5 {
			return rest
		}
	}
	return w
}

var whyPrefix = lazy.Pattern(`(?i)^(?:\d+[.)]\s*)?(?:why\s*\d*|what)\s*(?:\d+)?\s*[?:.)\-–]+\s*(.*)$`)

// whys lifts the answers of a 5-Whys analysis. They belong to the cause when there is just one.
func (l *lifter) whys() {
	var found []string
	first := 0
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.role != "whys" {
			continue
		}
		for _, b := range s.blocks {
			for _, ln := range b.lines {
				if m := whyPrefix().FindStringSubmatch(plainText(ln.text)); m != nil && m[1] != "" {
					found = append(found, shorten(m[1]))
					first = max(first, ln.no)
				}
			}
			for _, it := range b.items {
				if m := whyPrefix().FindStringSubmatch(plainText(it.text())); m != nil && m[1] != "" {
					found = append(found, shorten(m[1]))
					first = max(first, it.no)
				}
			}
		}
	}
	if len(found) < 2 || len(l.draft.Causes) != 1 {
		return
	}
	l.draft.Whys = found
	l.trace("causes[0].whys", fmt.Sprintf("%d answers", len(found)), first, "")
}

// people lifts those who are named under a label or a heading for people.
func (l *lifter) people() {
	if !l.draft.front.has("responders") {
		for _, key := range []string{"incident-commander", "responder", "author", "owner"} {
			if f, ok := l.fact(key); ok {
				role := map[string]string{"responder": "", "owner": "owner of the report"}[key]
				if role == "" && key != "responder" {
					role = key
				}
				for _, who := range names(f.value) {
					l.person(who, role, f.no)
				}
			}
		}
		if v, no, ok := l.draft.front.texts("authors", "author"); ok {
			for _, who := range v {
				l.person(who, "author", no)
			}
		}
	}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if !s.whole {
			continue
		}
		switch s.role {
		case "people", "authors":
			role := map[string]string{"authors": "author"}[s.role]
			if !l.draft.front.has("responders") {
				l.sectionNames(s, func(who string, no int) { l.person(who, role, no) })
			}
		case "present":
			if !l.draft.front.has("review") {
				l.sectionNames(s, l.participant)
			}
		}
	}
	if d, no, _ := l.labelled("held"); d.exists() && !l.draft.front.has("review") {
		l.draft.Held = d.String()
		l.trace("review.held", l.draft.Held, no, "")
	}
	if f, ok := l.fact("participants"); ok && !l.draft.front.has("review") {
		for _, who := range names(f.value) {
			l.participant(who, f.no)
		}
	}
}

func (l *lifter) participant(who string, no int) {
	if slices.Contains(l.draft.Participants, who) {
		return
	}
	l.draft.Participants = append(l.draft.Participants, who)
	l.trace("review.participants", who, no, "")
}

func (l *lifter) person(who, role string, no int) {
	for _, p := range l.draft.Responders {
		if p.Who == who {
			return
		}
	}
	l.draft.Responders = append(l.draft.Responders, Person{who, role, no})
	l.trace(fmt.Sprintf("responders[%d]", len(l.draft.Responders)-1), who, no, "")
}

// sectionNames calls f for every name in a section of names.
func (l *lifter) sectionNames(s *section, f func(who string, no int)) {
	for _, who := range names(s.value) {
		f(who, s.no)
	}
	for _, b := range s.blocks {
		for _, ln := range b.lines {
			for _, who := range names(ln.text) {
				f(who, ln.no)
			}
		}
		for _, it := range b.items {
			for _, who := range names(it.text()) {
				f(who, it.no)
			}
		}
	}
}

var (
	handle   = lazy.Pattern(`(?:^|[\s(\[,/])(@[A-Za-z0-9](?:[A-Za-z0-9_.\-/]{0,38}[A-Za-z0-9_])?)`)
	fullName = lazy.Pattern(`^\p{Lu}[\p{L}'’.\-]*(?:\s+(?:\p{Lu}[\p{L}'’.\-]*|van|von|de|der|den|da|del|di|la|le|bin|al)){0,3}$`)
	cjkName  = lazy.Pattern(`^[\p{Han}\p{Hiragana}\p{Katakana}ー・]{2,12}$`)
)

// names reads a list of handles or names. A text that is no such list has none.
func names(markdown string) []string {
	text := plainText(markdown)
	if text == "" || placeholder(text) {
		return nil
	}
	if all := handle().FindAllStringSubmatch(text, 40); all != nil {
		var found []string
		for _, m := range all {
			found = append(found, m[1])
		}
		return found
	}
	var found []string
	for _, part := range regexpSplit().Split(text, 40) {
		part = strings.TrimSpace(part)
		if i := strings.IndexAny(part, "(（<–—-"); i > 0 && (part[i-1] == ' ' || part[i] == '(') {
			part = strings.TrimSpace(part[:i])
		}
		part = strings.TrimRight(part, ".:")
		if part == "" {
			continue
		}
		if !isName(part) {
			return nil
		}
		found = append(found, part)
	}
	return found
}

var regexpSplit = lazy.Pattern(`\s*(?:,|;|、|，|/|&|\band\b|\n|\s\+\s)\s*`)

// isName reports whether a text has the shape of a name: words with capitals, or a few characters of a script
// without.
func isName(s string) bool {
	const longest = 50
	if len(s) > longest || strings.ContainsAny(s, "0123456789:?!") {
		return false
	}
	return fullName().MatchString(s) || cjkName().MatchString(s)
}
