package rules_test

import (
	"regexp"
	"slices"
	"strings"
)

// text is an example as lines, in which faults are planted.
type text struct {
	path  string
	lines []string
	close int // index of the line that closes the front matter
}

func newText(path, s string) text {
	t := text{path: path, lines: strings.Split(s, "\n")}
	t.close = 1 + slices.Index(t.lines[1:], "---")
	return t
}

// planted is a text with one fault.
type planted struct {
	what  string
	path  string
	text  string
	lines []int // the lines, from 1, on any of which the fault may be reported
}

// with returns the text with the lines from i to j (exclusive) replaced, as a fault to be reported at the given lines.
func (t text) with(what string, i, j int, replacement []string, at ...int) planted {
	return planted{what: what, path: t.path, text: strings.Join(slices.Replace(slices.Clone(t.lines), i, j, replacement...), "\n"), lines: at}
}

// without deletes a line.
func (t text) without(what string, i int, at ...int) planted { return t.with(what, i, i+1, nil, at...) }

// change replaces the first match in a line of the front matter; the fault is in that line.
func (t text) change(what string, i int, pattern *regexp.Regexp, replacement string) (planted, bool) {
	m := pattern.FindStringSubmatchIndex(t.lines[i])
	if m == nil {
		return planted{}, false
	}
	line := string(pattern.ExpandString([]byte(t.lines[i][:m[0]]), replacement, t.lines[i], m)) + t.lines[i][m[1]:]
	return t.with(what, i, i+1, []string{line}, i+1), true
}

// find returns the indexes of the lines of the front matter that match.
func (t text) find(pattern string) []int {
	re := regexp.MustCompile(pattern)
	var found []int
	for i := 1; i < t.close; i++ {
		if re.MatchString(t.lines[i]) {
			found = append(found, i)
		}
	}
	return found
}

// item returns the number of the line on which the item of a list begins that line i is part of.
func (t text) item(i int) int {
	for !strings.HasPrefix(t.lines[i], "  - ") {
		i--
	}
	return i + 1
}

// within returns those indexes that lie below a top-level key.
func (t text) within(key string, found []int) []int {
	start := slices.IndexFunc(t.lines[:t.close], func(l string) bool { return strings.HasPrefix(l, key+":") })
	if start < 0 {
		return nil
	}
	end := start + 1
	for end < t.close && strings.HasPrefix(t.lines[end], " ") {
		end++
	}
	return slices.DeleteFunc(found, func(i int) bool { return i <= start || i >= end })
}

// in reports whether the action that line i is part of has that status.
func (t text) in(i int, status string) bool {
	for j := t.item(i); j < t.close && strings.HasPrefix(t.lines[j], "    "); j++ {
		if t.lines[j] == "    status: "+status {
			return true
		}
	}
	return false
}

// planned reports whether the action that line i is part of is still to be done.
func (t text) planned(i int) bool {
	return !t.in(i, "done") && !t.in(i, "verified") && !t.in(i, "declined")
}

// key returns the number of the line of a top-level key.
func (t text) key(name string) int {
	if found := t.find(`^` + name + `:`); len(found) > 0 {
		return found[0] + 1
	}
	return 1
}

// major reports whether the example is one of those of which everything is asked.
func (t text) major() bool {
	return len(t.find(`^severity: sev[12]`)) > 0 && len(t.find(`^kind: incident`)) > 0
}

// settled reports whether the review is over.
func (t text) settled() bool { return len(t.find(`^status: (approved|closed)`)) > 0 }

// reviewed reports whether a review is asked for.
func (t text) reviewed() bool {
	return len(t.find(`^severity: sev[123]`)) > 0 && len(t.find(`^kind: incident`)) > 0
}

// rooted reports whether the first cause is a root cause.
func (t text) rooted() bool {
	roles := t.within("causes", t.find(`^    role: `))
	return len(roles) > 0 && t.lines[roles[0]] == "    role: root"
}

// replacement is a fault that changes a part of a line in the front matter.
type replacement struct {
	what    string
	key     string // the top-level key that it lies below, or "" for any
	pattern string
	by      string
}

// replacements are faults that are where they are: in the line that was changed.
var replacements = []replacement{
	{"key misspelt", "", `^(ki)(nd):`, "${1}n$2:"},
	{"key misspelt", "", `^sev(er)ity:`, "sevrity:"},
	{"key misspelt", "", `^stat(us):`, "statsu:"},
	{"key misspelt", "", `^detection:`, "detecton:"},
	{"key misspelt", "", `^timeline:`, "timelines:"},
	{"key misspelt", "", `^causes:`, "cause:"},
	{"key misspelt", "", `^controls:`, "contols:"},
	{"key misspelt", "", `^review:`, "reviw:"},
	{"key misspelt", "", `^actions:`, "action:"},
	{"key misspelt", "", `^elsewhere:`, "elswhere:"},
	{"key misspelt", "", `^approvals:`, "aprovals:"},
	{"key misspelt in an action", "actions", `^    owner:`, "    onwer:"},
	{"key misspelt in an action", "actions", `^    priority:`, "    prio:"},
	{"key misspelt in an action", "actions", `^    addresses:`, "    adresses:"},
	{"key misspelt in a cause", "causes", `^    category:`, "    categroy:"},
	{"key misspelt in an entry", "timeline", `, milestone:`, ", milstone:"},
	{"key of no report", "", `^teams:`, "squad_members:"},
	{"word misspelt", "", `^kind: .*`, "kind: incidnt"},
	{"word misspelt", "", `^status: .*`, "status: clsoed"},
	{"word misspelt", "", `^tlp: .*`, "tlp: ambr"},
	{"word misspelt", "", `^detection: .*`, "detection: monitorin"},
	{"word misspelt", "", `^trigger: .*`, "trigger: configuration-psh"},
	{"severity of no scale", "", `^severity: .*`, "severity: sev7"},
	{"word misspelt in an action", "actions", `^    status: .*`, "    status: opn"},
	{"word misspelt in an action", "actions", `^    kind: .*`, "    kind: contrl"},
	{"word misspelt in an action", "actions", `^    effect: .*`, "    effect: prevnt"},
	{"word misspelt in an action", "actions", `^    priority: .*`, "    priority: P5"},
	{"word misspelt in a cause", "causes", `^    role: .*`, "    role: rot"},
	{"category of no vocabulary", "causes", `^    category: .*`, "    category: bad-luck"},
	{"word misspelt in an entry", "timeline", `milestone: detected`, "milestone: detcted"},
	{"word misspelt in a control", "controls", `verdict: \w+`, "verdict: brokn"},
	{"word misspelt in the impact", "impact", `availability: \w+`, "availability: hihg"},
	{"month that there is not", "actions", `^    due: (\d{4})-\d\d`, "    due: $1-13"},
	{"day that there is not", "review", `held: (\d{4})-\d\d-\d\d`, "held: $1-02-30"},
	{"date in another order", "actions", `^    due: (\d{4})-(\d\d)-(\d\d)`, "    due: $3.$2.$1"},
	{"date without a year", "review", `hot_wash: \d{4}-`, "hot_wash: "},
	{"hour that there is not", "timeline", `at: (\S+)T\d\d:`, "at: ${1}T25:"},
	{"year with a digit too many", "timeline", `at: (20)(\d\d-)`, "at: ${1}2$2"},
	{"time without an offset", "timeline", `Z, event`, ", event"},
	{"time with the name of a zone", "timeline", `Z, event`, " CET, event"},
	{"handle without quotes", "actions", `owner: "(@[\w-]+)"`, "owner: $1"},
	{"handle without quotes", "review", `facilitator: "(@[\w-]+)"`, "facilitator: $1"},
	{"handle without quotes", "", `^responders: \[\{who: "(@[\w-]+)"`, "responders: [{who: $1"},
	{"colon in a text without quotes", "", `^title: (\w+) `, "title: $1: "},
	{"colon in a text without quotes", "actions", `^    title: (\w+) `, "    title: $1: "},
	{"tab for the indentation", "actions", `^    owner`, "\towner"},
	{"indentation of another width", "actions", `^    owner`, "   owner"},
	{"brace that is not closed", "timeline", `\}$`, ""},
	{"bracket that is not closed", "", `^services: \[(.*)\]`, "services: [$1"},
	{"quote that is not closed", "actions", `owner: "(@[\w-]+)"`, `owner: "$1`},
	{"number in words", "impact", `customers: \d+`, "customers: many"},
	{"map for a list", "", `^teams: .*`, "teams: {platform: yes}"},
	{"technique that is none", "classification", `attack: \[T`, "attack: [S"},
	{"incident type misspelt", "classification", `type: rsit:(\w)`, "type: rsit:${1}x"},
	{"control of no scheme", "controls", `ref: "iso27001:A\.(\d)\.\d+"`, `ref: "iso27001:A.$1.99"`},
	{"control without a verdict", "controls", `, verdict: \w+`, ""},
	{"cause that there is not", "actions", `addresses: \[`, "addresses: [C9, "},
	{"placeholder", "", `^title: .*`, "title: TBD"},
	{"placeholder", "timeline", `event: [^,}]*`, "event: TODO"},
	{"placeholder", "causes", `statement: .*`, "statement: <what made it possible>"},
	{"placeholder", "", `^elsewhere: .*`, "elsewhere: …"},
	{"related report that there is not", "", `^related: \[\{id: (\d{4})`, "related: [{id: 1$1"},
	{"event without words", "timeline", `event: [^,}]*, `, ""},
	{"empty value", "actions", `^    owner: .*`, "    owner:"},
	{"empty value", "", `^severity: .*`, "severity:"},
	{"empty value", "causes", `^    category: .*`, "    category:"},
}
