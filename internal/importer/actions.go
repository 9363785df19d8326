package importer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// group is what a heading or label above a list says of its actions.
type group struct {
	owner, effect, status string
}

// actions lifts the items of the sections on actions: of lists, numbered or with boxes, and of tables.
func (l *lifter) actions() {
	if l.draft.front.has("actions") {
		return
	}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if !l.actionSection(i) {
			l.looseTables(s)
			l.labelledActions(s)
			continue
		}
		g := l.groupAbove(i)
		if s.value != "" {
			l.action(item{block: block{lines: []line{{s.value, s.no}}}, no: s.no}, g)
		}
		before, prose, numbered := len(l.draft.Actions), 0, s.numbered()
		for _, b := range s.blocks {
			switch {
			case len(b.rows) > 0:
				l.actionTable(b, g)
			case len(b.items) > 0 && numbered && !b.items[0].ordered:
				continue // bullets between numbered items say more about them
			case len(b.items) > 0:
				l.actionList(b, g)
			case s.role == "actions" && b.bare():
				for _, ln := range b.lines {
					l.action(item{block: block{lines: []line{ln}}, no: ln.no}, g)
				}
			case len(b.lines) == 1 || boldAlone(b):
				if next, ok := l.groupOf(plainText(b.text()), boldAlone(b)); ok {
					g = next
				}
				prose += b.lines[0].no
			case len(b.lines) > 0:
				prose += b.lines[0].no
			}
		}
		if len(l.draft.Actions) == before && prose > 0 && s.role == "actions" && !l.actionsBelow(i) {
			l.note("line %d: %q is prose; write what is to do as `actions`", s.no, short(plainText(s.title), 60))
		}
	}
	for i := range l.draft.Actions {
		l.traceAction(i)
	}
}

// numbered reports whether a section is a numbered list that other blocks cut into pieces.
func (s *section) numbered() bool {
	pieces := 0
	for _, b := range s.blocks {
		if len(b.items) == 0 {
			continue
		}
		if pieces == 0 && !b.items[0].ordered {
			return false
		}
		if b.items[0].ordered {
			pieces++
		}
	}
	return pieces >= 2
}

// actionsBelow reports whether a section has sections of its own.
func (l *lifter) actionsBelow(i int) bool {
	return i+1 < len(l.doc.sections) && l.doc.sections[i+1].parent == i
}

// actionSection reports whether a section is about actions: by its heading, or as a part of one that is, unless its
// own heading says otherwise.
func (l *lifter) actionSection(i int) bool {
	for ; i >= 0; i = l.doc.sections[i].parent {
		s := &l.doc.sections[i]
		if s.role == "actions" {
			return true
		}
		if s.role != "" && s.role != "status" && s.role != "severity" {
			if _, isGroup := taxonomy.ImportWord("effect", plainText(s.title)); !isGroup {
				return false
			}
		}
	}
	return false
}

// groupAbove returns what the headings above a list say, the nearest first.
func (l *lifter) groupAbove(i int) group {
	g := group{}
	for ; i >= 0; i = l.doc.sections[i].parent {
		s := &l.doc.sections[i]
		next, _ := l.groupOf(plainText(s.title), false)
		if g.owner == "" {
			g.owner = next.owner
		}
		if g.effect == "" {
			g.effect = next.effect
		}
		if g.status == "" {
			g.status = next.status
		}
		if s.role == "actions" && s.whole {
			break
		}
	}
	return g
}

var inBrackets = lazy.Pattern(`[(（\[]([^()（）\[\]]{1,60})[)）\]]`)

// groupOf reads a heading or label above a list: an effect, done or not, or the name of who does what follows. A name
// in bold on a line of its own is an owner; in a heading only one that the report names among people.
func (l *lifter) groupOf(title string, bold bool) (g group, ok bool) {
	title = strings.TrimRight(strings.TrimSpace(title), ":：")
	base := strings.TrimSpace(inBrackets().ReplaceAllString(title, ""))
	for _, m := range inBrackets().FindAllStringSubmatch(title, 4) {
		if state, known := taxonomy.ImportWord("done", m[1]); known {
			g.status, ok = state, true
		}
		if e, known := taxonomy.ImportWord("effect", m[1]); known {
			g.effect, ok = e, true
		}
	}
	if e, known := taxonomy.ImportWord("effect", base); known {
		g.effect, ok = e, true
		return g, ok
	}
	if fields := strings.Fields(base); len(fields) > 1 && len(fields) <= 3 {
		if e, known := taxonomy.ImportWord("effect", fields[0]); known {
			g.effect, ok = e, true
			return g, ok
		}
	}
	if state, known := taxonomy.ImportWord("done", base); known {
		g.status = state
		return g, true
	}
	if _, known := taxonomy.ImportWord("group", base); known {
		return g, true
	}
	if m := handle().FindStringSubmatch(title); m != nil && len(strings.Fields(title)) <= 2 {
		g.owner = m[1]
		return g, true
	}
	if role, _ := taxonomy.HeadingRole(base); role != "" {
		return g, ok
	}
	if isName(base) && (bold && personal(base) || l.known(base)) {
		g.owner = base
		return g, true
	}
	return g, ok
}

// personal reports whether a name looks like that of a person: none of its words is one by which lists are grouped, or
// has capitals within.
func personal(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if _, ok := taxonomy.ImportWord("group", w); ok {
			return false
		}
		if role, _ := taxonomy.HeadingRole(w); role != "" {
			return false
		}
		if rest := strings.ToLower(w[1:]); rest != w[1:] && len(w) > 2 && !strings.ContainsAny(w, "'’-.") {
			return false
		}
	}
	return len(strings.Fields(name)) <= 3
}

// known reports whether the report names somebody among its people.
func (l *lifter) known(name string) bool {
	for _, a := range l.draft.Actions {
		if a.Owner == name && isName(name) {
			return true
		}
	}
	for _, p := range l.draft.Responders {
		if p.Who == name || strings.HasPrefix(p.Who, name+" ") {
			return true
		}
	}
	return slices.ContainsFunc(l.draft.Participants, func(p string) bool { return p == name || strings.HasPrefix(p, name+" ") })
}

// boldAlone reports whether a paragraph is one line in bold.
func boldAlone(b block) bool {
	if len(b.lines) != 1 {
		return false
	}
	t := strings.TrimRight(strings.TrimSpace(trimBreak(b.lines[0].text)), ":：")
	return len(t) > 4 && (strings.HasPrefix(t, "**") && strings.HasSuffix(t, "**") || strings.HasPrefix(t, "__") && strings.HasSuffix(t, "__"))
}

// actionList lifts the items of a list. An item that only names a group hands its own items on.
func (l *lifter) actionList(b block, g group) {
	outer := l.signed
	l.signed = l.signed || signed(b)
	defer func() { l.signed = outer }()
	for _, it := range b.items {
		text := plainText(it.text())
		nested := slices.IndexFunc(it.children, func(c block) bool { return len(c.items) > 0 })
		if nested >= 0 {
			if next, ok := l.groupOf(text, boldAlone(it.block)); ok && !hasBox(it.text()) {
				next = merge(next, g)
				for _, c := range it.children {
					if len(c.items) > 0 {
						l.actionList(c, next)
					}
				}
				continue
			}
			if strings.HasSuffix(text, ":") && !hasBox(it.text()) { // it only leads to what stands below it
				for _, c := range it.children {
					if len(c.items) > 0 {
						l.actionList(c, g)
					}
				}
				continue
			}
		}
		l.action(it, g)
	}
}

// bare reports whether the lines of a block are items without marks: each begins like a sentence, and the one before
// it ends like one or is not as long as lines are where an editor breaks them.
func (b block) bare() bool {
	const fewest, words, short, long = 2, 3, 50, 120
	for i, ln := range b.lines {
		text := plainText(ln.text)
		if !unicode.IsUpper(firstRune(text)) || len(strings.Fields(text)) < words || strings.HasSuffix(text, ":") {
			return false
		}
		if i == 0 {
			continue
		}
		before := plainText(b.lines[i-1].text)
		if size := len(before); size > short && size < long && !strings.ContainsRune(".!?)", lastRune(before)) {
			return false
		}
	}
	return len(b.lines) >= fewest
}

// signed reports whether most items of a list end with a name in brackets, so that those are owners.
func signed(b block) bool {
	n := 0
	for _, it := range b.items {
		text := plainText(it.text())
		if m := nameLast().FindStringSubmatchIndex(text); m != nil && strings.ContainsAny(text[m[0]:m[2]], "([（") && personal(text[m[2]:m[3]]) && !monthly(text[m[2]:m[3]]) {
			n++
		}
	}
	return n >= 2 && n*2 >= len(b.items)
}

// merge completes what a label says by what stands above it.
func merge(g, above group) group {
	if g.owner == "" {
		g.owner = above.owner
	}
	if g.effect == "" {
		g.effect = above.effect
	}
	if g.status == "" {
		g.status = above.status
	}
	return g
}

// leadingKey is the key of a ticket before what is to do.
var leadingKey = lazy.Pattern(`^[\[(]?([A-Z][A-Z0-9]{1,9}-\d{1,7})[\])]?\s*[:\-–—|]\s*`)

var box = lazy.Pattern(`^\s*\[([ xX✓✔]?)\]\s*`)

func hasBox(s string) bool { return box().MatchString(s) }

// action lifts one item.
func (l *lifter) action(it item, g group) {
	markdown := it.text()
	a := Action{Owner: g.owner, Effect: g.effect, Status: g.status, Line: it.no}
	p := phrase{markdown: markdown, links: links(markdown, l.doc.refs)}
	p.state(&a)
	p.ticket(&a)
	for i, c := range it.children { // the fields of an action are often bullets below it
		if len(c.items) == 0 {
			if t := c.text(); a.Ticket == "" && i == 0 && len(c.lines) == 1 {
				p.links = links(t, l.doc.refs)
				p.ticket(&a)
			}
			continue
		}
		for _, sub := range c.items {
			l.subfield(&a, sub)
		}
	}
	title := plainText(p.markdown)
	title = l.owner(&a, title)
	title = l.due(&a, title)
	title = p.trimState(&a, title)
	if a.Owner == "" {
		title = l.owner(&a, title)
	}
	title = strings.Trim(title, " \t-–—:;,|")
	if key := leadingKey().FindStringSubmatch(title); key != nil && (a.Ticket == "" || strings.Contains(a.Ticket, key[1])) {
		title = title[len(key[0]):]
		if a.Ticket == "" {
			a.Ticket = key[1]
		}
	}
	if title == "" || placeholder(title) {
		return
	}
	a.Title = shorten(title)
	l.addAction(a)
}

func (l *lifter) addAction(a Action) {
	if a.Status == "" {
		a.Status = "open"
	}
	if len(l.draft.Actions) > maxItems {
		return
	}
	for _, o := range l.draft.Actions {
		if o.Title == a.Title && o.Line == a.Line {
			return
		}
	}
	l.draft.Actions = append(l.draft.Actions, a)
}

// subfield reads a bullet below an action that is a field of it: Owner: @x, Due: 2024-06-01, a link.
func (l *lifter) subfield(a *Action, it item) {
	text := it.text()
	if a.Ticket == "" {
		p := phrase{markdown: text, links: links(text, l.doc.refs)}
		if plain := plainText(text); len(p.links) > 0 && len(plain) <= len(p.links[0].url)+len(p.links[0].text)+20 {
			p.ticket(a)
		}
	}
	key, value, ok := pair(text)
	if !ok {
		return
	}
	if _, is := taxonomy.ImportWord("owner-mark", key); is && a.Owner == "" {
		a.Owner = ownerName(value)
	}
	if _, is := taxonomy.ImportWord("due-mark", key); is && a.Due == "" {
		if d, ok := l.scanner.findDay(plainText(value), l.base); ok {
			a.Due = d.String()
		}
	}
	if kind, is := taxonomy.ImportWord("action-column", key); is && kind == "status" {
		if s, ok := stateOf(plainText(value)); ok {
			a.Status = s
		}
	}
}

func (l *lifter) traceAction(i int) {
	a := l.draft.Actions[i]
	name := fmt.Sprintf("actions[%d]", i)
	for _, f := range []struct{ key, value string }{
		{"title", a.Title}, {"owner", a.Owner}, {"due", a.Due}, {"done", a.Done}, {"effect", a.Effect}, {"priority", a.Priority}, {"ticket", a.Ticket},
	} {
		if f.value != "" {
			l.trace(name+"."+f.key, f.value, a.Line, "")
		}
	}
	if a.Status == "open" && !a.said {
		l.suggest(name+".status", a.Status, a.Line, "nothing says that it is done")
	} else {
		l.trace(name+".status", a.Status, a.Line, "")
	}
}

// labelledActions lifts what stands below an item that is a heading of actions itself: "- **Review actions**:".
func (l *lifter) labelledActions(s *section) {
	for _, b := range s.blocks {
		for _, it := range b.items {
			if len(it.lines) == 0 {
				continue
			}
			name, value, ok := label(it.lines[0].text)
			if !ok {
				continue
			}
			if role, whole := roleOf(name); !whole || role != "actions" {
				continue
			}
			nested := false
			for _, c := range it.children {
				if len(c.items) > 0 {
					l.actionList(c, group{})
					nested = true
				}
			}
			if !nested && value != "" {
				l.action(item{block: block{lines: []line{{value, it.no}}}, no: it.no}, group{})
			}
		}
	}
}
