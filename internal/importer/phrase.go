package importer

import (
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// phrase is the text of one action, as it is taken apart.
type phrase struct {
	markdown string
	links    []link
}

var (
	struck      = lazy.Pattern(`^\s*~~(.+?)~~\s*(.*)$`)
	doneEnd     = lazy.Pattern(`(?i)(?:[(\[（【]\s*((?:already\s+)?(?:done|complete|completed|fixed|merged|resolved|implemented|deployed|shipped|完了|済|已完成)\b[^()\[\]（）]{0,80})[)\]）】]|(?:\s[-–—:|]+\s*)(done|completed|fixed|完了|已完成)[\s.!]*$|\s(DONE|COMPLETED|FIXED)[.!]?\s*$)`)
	doneStart   = lazy.Pattern(`^(?:[\[(]?(DONE|COMPLETED|FIXED|完了|已完成)[\])]?\s*(?:[:：\-–—]\s*|\s)|\[?(?i:done|completed|fixed)\]?\s*[:：\-–—]\s+|[\[(](?i:done|completed|fixed)[\])]\s*)`)
	openStart   = lazy.Pattern(`^(?:[\[(]?(?i:to-?do)[\])]?\s*[:：\-–—]?\s+|[\[(](?i:open|not started|pending)[\])]\s*)`)
	openEnd     = lazy.Pattern(`(?:\s*[(\[](?i:to-?do|open|pending|not started|not done)[)\]]|\s[-–—]\s*(?:TODO|TBD))[.\s]*$`)
	workEnd     = lazy.Pattern(`(?i)(?:\s*[(\[](?:in progress|wip|ongoing|underway|started|partially done)[)\]]|\s[-–—]\s*in progress)[.\s]*$`)
	workStart   = lazy.Pattern(`^[\[(](?i:in progress|wip|ongoing)[\])]\s*|^(?:🚧|🔄)\s*`)
	tracker     = lazy.Pattern(`(?i)(?:/(?:issues|pull|pulls|merge_requests|browse|tickets?|stories|story|tasks?|work_items|workitems|_workitems)/|/-/(?:issues|merge_requests)/|//(?:trello|linear|app\.asana|app\.shortcut|app\.clickup|jira|redmine|bugs?|tracker|issues?|phabricator)\.|/T\d+|/show_bug\.cgi|[?&]id=\d+|crbug\.com|bugzilla|jira)`)
	ticketish   = lazy.Pattern(`(?i)^(?:link(?:\s+to)?(?:\s+(?:github\s+)?(?:issue|pr|ticket))?|(?:github\s+)?(?:issue|pr|ticket|pull request|bug|jira|task|card|tracked here|here|tracking issue|mr)s?(?:\s*#?\d+)?|#\d+|[A-Z][A-Z0-9]+-\d+|[\w.-]+/[\w.-]+#\d+|\d+)$`)
	spaceBefore = lazy.Pattern(`\s+([.,;])(?:\s|$)`)
	leftovers   = lazy.Pattern(`[(\[]\s*[,;/|]*\s*[)\]]`)
)

// state reads what marks an action as done, begun or open, and takes the mark out where it stands before the text.
func (p *phrase) state(a *Action) {
	if m := box().FindStringSubmatch(p.markdown); m != nil {
		p.markdown = p.markdown[len(m[0]):]
		a.Status, a.said = "open", true
		if strings.TrimSpace(m[1]) != "" {
			a.Status = "done"
		}
	}
	if m := struck().FindStringSubmatch(p.markdown); m != nil && len(m[2]) < len(m[1])+80 {
		a.Status = "done"
		p.markdown = strings.TrimSpace(m[1] + " " + m[2])
	}
	for _, mark := range []struct{ sign, status string }{{"✅", "done"}, {"✔️", "done"}, {"✔", "done"}, {"☑️", "done"}, {"☑", "done"}, {":white_check_mark:", "done"}, {":heavy_check_mark:", "done"}, {"⬜", "open"}, {"☐", "open"}, {"🚧", "in-progress"}, {"🔄", "in-progress"}, {"⏳", "in-progress"}} {
		bare := strings.TrimSpace(p.markdown)
		if rest, ok := strings.CutPrefix(bare, mark.sign); ok {
			p.markdown, a.Status = strings.TrimSpace(rest), mark.status
		} else if rest, ok := strings.CutSuffix(bare, mark.sign); ok {
			p.markdown, a.Status = strings.TrimSpace(rest), mark.status
		}
	}
}

// trimState reads the words that mark an action as done, and takes them out of its title where nothing else is said.
func (p *phrase) trimState(a *Action, title string) string {
	title = strings.TrimSpace(title)
	if m := doneStart().FindString(title); m != "" && len(m) < len(title) {
		a.Status = "done"
		title = title[len(m):]
	}
	if m := doneEnd().FindStringSubmatchIndex(title); m != nil {
		a.Status = "done"
		said := title[m[0]:m[1]]
		if d, ok := (scanner{}).findDay(said, day{}); ok {
			a.Done = d.String()
		}
		title = title[:m[0]] + title[m[1]:]
	}
	for _, mark := range []struct {
		form   *regexp.Regexp
		status string
	}{{openStart(), "open"}, {openEnd(), "open"}, {workEnd(), "in-progress"}, {workStart(), "in-progress"}} {
		if m := mark.form.FindStringIndex(title); m != nil && m[1]-m[0] < len(title) {
			if a.Status != "done" {
				a.Status = mark.status
			}
			title = title[:m[0]] + title[m[1]:]
		}
	}
	return spaceBefore().ReplaceAllString(oneLine(leftovers().ReplaceAllString(title, " ")), "$1")
}

// ticket takes the first link to a tracker, else a link that says that it is one. A link whose words say nothing more is
// taken out of the title.
func (p *phrase) ticket(a *Action) {
	for _, l := range p.links {
		if !strings.HasPrefix(l.url, "http") {
			continue
		}
		bare := strings.Trim(l.text, " ()[]#.,")
		if !tracker().MatchString(l.url) && !ticketish().MatchString(l.text) && !ticketish().MatchString(bare) {
			continue
		}
		if a.Ticket == "" {
			a.Ticket = l.url
		}
		if l.text == "" {
			p.drop(l.url)
		} else if ticketish().MatchString(l.text) || ticketish().MatchString(bare) {
			p.dropLink(l)
		}
	}
}

// drop takes a bare address out of the text, unless it is all there is.
func (p *phrase) drop(url string) {
	rest := strings.Replace(strings.Replace(p.markdown, "<"+url+">", "", 1), url, "", 1)
	if strings.Trim(plainText(rest), " ()[]:-–—.,") != "" {
		p.markdown = rest
	}
}

func (p *phrase) dropLink(l link) {
	for _, form := range []*regexp.Regexp{inlined(), referred(), bracketed()} {
		for _, m := range form.FindAllStringSubmatchIndex(p.markdown, 20) {
			if plainText(p.markdown[m[2]:m[3]]) != l.text {
				continue
			}
			before, after := p.markdown[:m[0]], p.markdown[m[1]:]
			alone := strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") || strings.Trim(plainText(after), " ()[]:;-–—.,") == "" || strings.TrimSpace(before) == ""
			if alone && !preposition().MatchString(before) && strings.Trim(plainText(before+after), " ()[]:-–—.,") != "" {
				p.markdown = strings.TrimRight(before, " \n") + " " + strings.TrimLeft(after, " .,;:-–—")
				if strings.HasSuffix(before, "(") {
					p.markdown = before + after
				}
			}
			return
		}
	}
}

// preposition ends a text that a link goes on: "see", "blocked on". What it points to stays.
var preposition = lazy.Pattern(`(?i)\b(?:see|on|in|to|with|by|of|the|this|that|an?|our|via|at|for|from|into|and|or)\s*[\[(]?\s*$`)

// stateOf reads the state of an action from the cell of a table.
func stateOf(text string) (string, bool) {
	if text == "" {
		return "", false
	}
	head := strings.FieldsFunc(text, func(r rune) bool { return r == '(' || r == '（' || r == ',' || r == ';' || r == '.' })
	for _, part := range append(head[:min(1, len(head))], text) {
		if s, ok := taxonomy.ImportWord("done", part); ok {
			return s, true
		}
		if s, ok := taxonomy.ImportWord("done", strings.TrimSpace(part)); ok {
			return s, true
		}
	}
	for _, w := range strings.Fields(text)[:min(2, len(strings.Fields(text)))] {
		if s, ok := taxonomy.ImportWord("done", w); ok && w != "no" && w != "yes" && w != "x" {
			return s, true
		}
	}
	return "", false
}

// none are the words in the cell of an owner that name nobody.
var none = lazy.Pattern(`(?i)^(?:tbd|tba|n/?a|none|unassigned|nobody|no one|unknown|\?+|-+|–|—|未定|なし|无|待定)?$`)

// ownerName reads the cell or the value of an owner: the handle, else the words as they are.
func ownerName(markdown string) string {
	text := plainText(markdown)
	if none().MatchString(text) || placeholder(text) {
		return ""
	}
	if m := handle().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	const longest = 60
	if len(text) > longest {
		return ""
	}
	return strings.TrimRight(text, " .,;")
}

var (
	handleFirst = lazy.Pattern(`^[(\[]?(@[A-Za-z0-9](?:[A-Za-z0-9_.\-/]{0,38}[A-Za-z0-9_])?)[)\]]?\s*(?:[:：\-–—]\s*|(?:to|will)\s+|\s)`)
	handleLast  = lazy.Pattern(`(?:\s*[(\[（]\s*((?:@[A-Za-z0-9][A-Za-z0-9_.\-/]{0,39})(?:\s*(?:,|/|&|and)\s*@[A-Za-z0-9][A-Za-z0-9_.\-/]{0,39})*)\s*[)\]）]|\s*[-–—:,→>]+\s*(@[A-Za-z0-9][A-Za-z0-9_.\-/]{0,39})|[.\s]\s*(@[A-Za-z0-9][A-Za-z0-9_.\-/]{0,39}))[\s.]*$`)
	ownerSaid   = lazy.Pattern(`(?i)[(\[（]?\s*\b(?:action\s+)?(?:owner|owners|owned by|assigned to|assignee|assigned|dri|responsible|poc)\b\s*(?:[:：=]|\bis\b|\s)\s*([^()\[\]（）;|,.:]{2,50}?)\s*(?:[)\]）;|,.:]|$|\s[-–—]\s)|(?:担当者?|负责人|责任人)\s*[:：]\s*([^\s()（）、。，,;]{1,30})`)
	nameLast    = lazy.Pattern(`\s*(?:[(\[（]|[-–—]\s)\s*(\p{Lu}[\p{L}'’\-]+(?:\s+\p{Lu}[\p{L}'’\-]+){0,2})\s*[)\]）]?\s*\.?$`)
	dueSaid     = lazy.Pattern(`(?i)[(\[（]?\s*\b(?:due(?:\s+(?:date|by|on))?|deadline|eta|target(?:\s+date)?|by|期限|期日|截止日期|截止)\s*[:：=]?\s+|(?:期限|期日|截止日期|截止)\s*[:：]\s*|\b(?:due|eta|deadline)[:：]`)
)

// owner reads who does an action, and takes the name out of the title where it stands apart.
func (l *lifter) owner(a *Action, title string) string {
	take := func(who string, from, to int) string {
		a.Owner = strings.TrimRight(strings.TrimSpace(who), ".,;")
		if rest := strings.TrimSpace(title[:from] + " " + title[to:]); strings.Trim(rest, " .:;,-–—") != "" {
			return rest
		}
		return title
	}
	if m := ownerSaid().FindStringSubmatchIndex(title); m != nil {
		who := sub(title, m, 1) + sub(title, m, 2)
		if h := handle().FindStringSubmatch(who); h != nil {
			return take(h[1], m[0], m[1])
		}
		separated := strings.ContainsAny(title[m[0]:m[1]], ":：=(")
		if !none().MatchString(who) && (isName(strings.TrimSpace(who)) || separated && len(strings.Fields(who)) <= 4) && (separated || isName(strings.TrimSpace(who))) {
			return take(who, m[0], m[1])
		}
	}
	if m := handleFirst().FindStringSubmatchIndex(title); m != nil {
		return take(title[m[2]:m[3]], m[0], m[1])
	}
	if m := handleLast().FindStringSubmatchIndex(title); m != nil {
		who := sub(title, m, 1) + sub(title, m, 2) + sub(title, m, 3)
		return take(who, m[0], m[1])
	}
	if m := nameLast().FindStringSubmatchIndex(title); m != nil && m[0] > 0 {
		who := title[m[2]:m[3]]
		bracketed := strings.ContainsAny(title[m[0]:m[2]], "([（")
		two := (len(strings.Fields(who)) >= 2 || l.signed) && bracketed && personal(who) && !monthly(who)
		if l.known(who) || two {
			return take(who, m[0], m[1])
		}
	}
	if first, rest, ok := strings.Cut(title, ":"); ok && l.known(strings.TrimSpace(first)) {
		a.Owner = strings.TrimSpace(first)
		return strings.TrimSpace(rest)
	}
	return title
}

// without joins what stood before and behind something that was cut out. A bracket that went with it comes back, as in
// "(@ann, due Friday)", so that the name in it is found.
func without(before, behind string) string {
	switch open := strings.Count(before+behind, "(") - strings.Count(before+behind, ")"); {
	case open > 0:
		return strings.TrimSpace(before + ")" + behind)
	case open < 0:
		return strings.TrimSpace(before + " (" + strings.TrimLeft(behind, " ,;"))
	}
	return strings.TrimSpace(before + " " + behind)
}

// monthly reports whether a text has the name of a month in it.
func monthly(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if _, ok := monthOf(w); ok {
			return true
		}
	}
	return false
}

// due reads a due date, which has to be a whole date. The words stay in the title unless they stand in brackets.
func (l *lifter) due(a *Action, title string) string {
	for _, m := range dueSaid().FindAllStringIndex(title, 8) {
		st, _, rest, ok := l.scanner.scan(title[m[1]:])
		if !ok || st.day == 0 {
			continue
		}
		d := st.dated(l.base)
		if !d.exists() {
			continue
		}
		a.Due = d.String()
		if strings.ContainsAny(title[m[0]:m[1]], "([（") || rest == "" {
			return without(strings.TrimRight(title[:m[0]], " ,;-–—"), rest)
		}
		return title
	}
	return title
}
