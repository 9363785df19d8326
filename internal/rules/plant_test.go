package rules_test

import (
	"fmt"
	"regexp"
	"strings"
)

// plant returns every fault that is planted into one example, each by itself.
func plant(t text) []planted {
	var list []planted
	for _, r := range replacements {
		re := regexp.MustCompile(r.pattern)
		found := t.find(r.pattern)
		if r.key != "" {
			found = t.within(r.key, found)
		}
		if len(found) == 0 {
			continue
		}
		i := found[len(t.path)%len(found)] // not always the first, and always the same
		if r.key == "causes" {
			if !t.rooted() {
				continue
			}
			i = found[0] // the root cause, of which everything is asked
		}
		if p, ok := t.change(fmt.Sprintf("%s: %s", r.what, r.by), i, re, r.by); ok {
			list = append(list, p)
		}
	}
	for _, f := range []func(text) []planted{missingKeys, missingInActions, missingInCauses, doubled, swapped, verification, bodies, delimiters} {
		list = append(list, f(t)...)
	}
	return list
}

// missingKeys takes lines out; what is missing in the report as a whole is reported where it opens.
func missingKeys(t text) []planted {
	keys := []string{"title", "severity", "status"}
	if t.reviewed() {
		keys = append(keys, "tlp")
	}
	if t.major() && t.settled() {
		keys = append(keys, "elsewhere", "risks", "approvals")
	}
	var list []planted
	for _, key := range keys {
		found := t.find(`^` + key + `: .*\S`)
		if len(found) > 0 {
			list = append(list, t.without("no "+key, found[0], 1))
		}
	}
	if t.reviewed() {
		for _, i := range t.within("timeline", t.find(`, milestone: (detected|resolved)`)) {
			p, _ := t.change("no milestone", i, regexp.MustCompile(`, milestone: \w+`), "")
			p.lines = []int{t.key("timeline")}
			list = append(list, p)
		}
		for _, key := range []string{"causes", "controls", "actions", "timeline", "review"} {
			start := t.key(key) - 1
			if key == "review" && !t.settled() {
				continue
			}
			end := start + 1
			for end < t.close && strings.HasPrefix(t.lines[end], " ") {
				end++
			}
			list = append(list,
				t.with("no "+key, start, end, nil, 1),
				t.with("empty: "+key, start, end, []string{key + ":"}, start+1),
				t.with("of the wrong type: "+key, start, end, []string{key + ": none yet"}, start+1))
		}
	}
	return list
}

// missingInActions takes a line out of an action, which is reported where the action begins or at its status.
func missingInActions(t text) []planted {
	var list []planted
	for _, key := range []string{"title", "owner", "priority", "due", "kind", "status", "addresses", "effect"} {
		for n, i := range t.within("actions", t.find(`^    `+key+`: `)) {
			if n == len(t.path)%2 && (key != "due" || t.planned(i)) && !t.in(i, "declined") {
				list = append(list, t.without("no "+key+" in an action", i, t.item(i)))
			}
		}
	}
	for _, key := range []string{"done", "evidence", "verified"} {
		for _, i := range t.within("actions", t.find(`^    `+key+`: `)) {
			if key == "evidence" && !t.in(i, "done") {
				continue // asked for where nobody has checked
			}
			status := i
			for status > 0 && !strings.HasPrefix(t.lines[status], "    status:") {
				status--
			}
			list = append(list, t.without("no "+key+" in an action", i, status+1))
			break
		}
	}
	return list
}

func missingInCauses(t text) []planted {
	var list []planted
	if !t.rooted() {
		return nil
	}
	for _, key := range []string{"category", "statement"} {
		for _, i := range t.within("causes", t.find(`^    `+key+`: `)) {
			list = append(list, t.without("no "+key+" in a cause", i, t.item(i)))
			break
		}
	}
	return list
}

// doubled writes a line twice; the second is the one too many.
func doubled(t text) []planted {
	var list []planted
	for _, pattern := range []string{`^title: `, `^severity: `, `^detection: `, `^    owner: `, `^    due: `, `^    category: `} {
		if found := t.find(pattern); len(found) > 0 {
			i := found[len(found)-1]
			list = append(list, t.with("key twice: "+pattern, i, i+1, []string{t.lines[i], t.lines[i]}, i+2))
		}
	}
	for _, key := range []string{"causes", "actions"} {
		ids := t.within(key, t.find(`^  - id: `))
		if len(ids) > 1 && key == "actions" {
			list = append(list, t.with("id twice", ids[1], ids[1]+1, []string{t.lines[ids[0]]}, ids[1]+1))
		}
	}
	return list
}

var atValue = regexp.MustCompile(`at: (\S+),`)

// swapped exchanges the times of two entries that follow each other; either may be the wrong one.
func swapped(t text) []planted {
	var list []planted
	found := t.within("timeline", t.find(`^  - \{at: \d`))
	for n := 0; n+1 < len(found); n += 2 {
		i, j := found[n], found[n+1]
		a, b := atValue.FindStringSubmatch(t.lines[i]), atValue.FindStringSubmatch(t.lines[j])
		if j != i+1 || a == nil || b == nil || a[1] == b[1] {
			continue
		}
		list = append(list, t.with("times swapped", i, j+1, []string{strings.Replace(t.lines[i], a[1], b[1], 1), strings.Replace(t.lines[j], b[1], a[1], 1)}, i+1, j+1))
	}
	return list
}

// verification plants faults into the record of a check, which is one line.
func verification(t text) []planted {
	var list []planted
	add := func(what string, i int, pattern, by string) {
		if p, ok := t.change(what, i, regexp.MustCompile(pattern), by); ok {
			list = append(list, p)
		}
	}
	for n, i := range t.within("actions", t.find(`^    verified: \{`)) {
		if n > 1 {
			break
		}
		add("verified before it was done", i, `on: (20\d\d)-\d\d-\d\d`, "on: 2024-11-01")
		add("a result that is none", i, `result: \w+`, "result: good")
		for o := i; o > 0; o-- {
			if owner, ok := strings.CutPrefix(t.lines[o], "    owner: "); ok {
				add("verified by the owner", i, `by: "[^"]*"`, "by: "+owner)
				break
			}
		}
	}
	return list
}

// bodies plants faults below the front matter.
func bodies(t text) []planted {
	var list []planted
	var headings []int
	for i := t.close; i < len(t.lines); i++ {
		if strings.HasPrefix(t.lines[i], "## ") {
			headings = append(headings, i)
		}
	}
	for n, i := range headings {
		end := len(t.lines)
		if n+1 < len(headings) {
			end = headings[n+1]
		}
		title := strings.TrimPrefix(t.lines[i], "## ")
		if title != "Summary" && title != "Lessons learned" {
			continue // asked for by every severity
		}
		list = append(list,
			t.with("section empty", i+1, end, []string{""}, i+1),
			t.with("no section", i, end, []string{""}, 1),
			t.with("placeholder in a section", i+1, i+1, []string{"", "TODO: say how"}, i+3),
			t.with("hint in a section", i+1, i+1, []string{"", "_Describe what happened_"}, i+3))
	}
	return list
}

// delimiters breaks the front matter as a whole.
func delimiters(t text) []planted {
	return []planted{
		t.without("front matter not closed", t.close, 1),
		t.without("front matter not opened", 0, 1),
		t.with("a second document", t.close+1, t.close+1, []string{"actions:", "  - id: A9", "---"}, t.close+2),
	}
}
