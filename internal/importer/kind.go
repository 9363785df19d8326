package importer

import (
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/source"
)

var (
	blanks     = lazy.Pattern(`(?i)\{\{[^{}<%]{1,80}\}\}|\bYYYY[-/]?MM|\bDD[-/]MM[-/]YYYY|\bHH:MM\b|\blorem ipsum\b|^\s*#*\s*\[(?:date|title|name|incident|short|insert|your)[^\]]{0,60}\](?:[^(\[]|$)|<(?:your|short|put|link to|include|insert|title|name|date|list|describe|description|summary)[^<>@]{0,200}>|\bxx:xx\b|\[(?:insert|describe|fill|add)\b[^\]]{0,100}\](?:[^(]|$)`)
	onlyBlank  = lazy.Pattern(`(?i)^[\s*_<\[({]*(?:tbd|tba|todo|n/?a|\?+|…|\.{3,}|-+|none|null|yyyy[-/]mm[-/]dd|unassigned|未定|なし|待定|(?:your|short|put|link|include|insert|title|name|date|list|describe|description|summary)\b[^>\])}]{0,80}[>\])}])?[\s*_>\])}.]*$`)
	nameNot    = lazy.Pattern(`(?i)^(?:readme|contributing|changelog|license|licence|code[-_]of[-_]conduct|security|support|authors|maintainers|glossary|_index|summary)$`)
	nameBlank  = lazy.Pattern(`(?i)(?:^|[-_. ])(?:template|skeleton|boilerplate|example[-_ ]?template|vorlage|テンプレート|模板)(?:$|[-_. ])`)
	dateBlanks = lazy.Pattern(`(?i)\[(?:date|time|date and time|title)\]`)
)

// placeholder reports whether a text is one that a template left to be written.
func placeholder(s string) bool { return onlyBlank().MatchString(s) || blanks().MatchString(s) }

// notReport says why a file is no report, or "".
func notReport(doc *document, d *Draft) string {
	stem := strings.TrimSuffix(path.Base(d.File.Path), path.Ext(d.File.Path))
	text := string(d.File.Bytes[d.body.Start:d.body.End])
	if nameNot().MatchString(stem) {
		return stem + " files are no reports; --force imports it all the same"
	}
	marks := len(blanks().FindAllString(firstBytes(text), 40)) + len(dateBlanks().FindAllString(firstBytes(text), 40))
	dated := datedLines(doc)
	switch {
	case nameBlank().MatchString(stem) && (marks > 0 || dated == 0):
		return "a template, by its name; --force imports it all the same"
	case marks >= 2 && dated == 0 || marks >= 6 && dated < 3:
		return "a template: there are placeholders in it, and no dates; --force imports it all the same"
	case isIndex(doc):
		return "an index: nearly all of it are links to other files; --force imports it all the same"
	}
	return ""
}

func firstBytes(s string) string {
	const most = 60_000
	return s[:min(len(s), most)]
}

// datedLines counts lines, items, rows and headings with a whole date, or a time of day at their beginning, up to
// three.
func datedLines(doc *document) int {
	const enough = 3
	n := 0
	count := func(text string) {
		if n >= enough {
			return
		}
		if st, _, _, ok := (scanner{order: monthFirst, loose: true}).scan(plainText(text)); ok && (st.hasTime || st.fullDate()) {
			n++
		} else if _, ok := (scanner{order: monthFirst}).findDay(plainText(short(text, 300)), day{}); ok {
			n++
		}
	}
	for i := range doc.sections {
		s := &doc.sections[i]
		count(s.title)
		for _, b := range s.blocks {
			for _, ln := range b.lines {
				count(ln.text)
			}
			for _, it := range b.items {
				count(it.text())
			}
			for _, r := range b.rows {
				count(strings.Join(r.cells, " "))
			}
		}
	}
	return n
}

var linkOnly = lazy.Pattern(`^\s*(?:[\d.\-/ :–—|]*)\[[^\]]{1,300}\]\((?:[^()\s:]{1,400})\)`)

// isIndex reports whether a file is a list of links to other files.
func isIndex(doc *document) bool {
	const least = 5
	linked, all, prose := 0, 0, 0
	for i := range doc.sections {
		s := &doc.sections[i]
		if s.whole && s.role != "other" {
			return false
		}
		for _, b := range s.blocks {
			for _, it := range b.items {
				all++
				if linkOnly().MatchString(it.text()) {
					linked++
				}
			}
			for _, r := range b.rows[min(1, len(b.rows)):] {
				all++
				if slices.ContainsFunc(r.cells, linkOnly().MatchString) {
					linked++
				}
			}
			prose += len(b.lines)
		}
	}
	return linked >= least && linked*10 >= all*7 && prose <= linked
}

// Part is one incident of a log.
type Part struct {
	Title string
	Date  string
	Line  int
	Span  source.Span // the bytes of the part, from its heading on
}

// findLog finds out whether a file tells of several incidents, each under a dated heading of its own with text below
// it. Headings that are entries of one timeline begin with a time of day and have no sections of their own. Unless
// somebody says that it is a log, half of its incidents must look like reports.
func findLog(doc *document, body source.Span, said bool) []Part {
	const least = 2
	for level := 1; level <= 3; level++ {
		var parts []int
		headed, structured := 0, 0
		for i := range doc.sections {
			s := &doc.sections[i]
			if s.level != level {
				continue
			}
			headed++
			if _, ok := doc.within(i, "timeline"); ok || s.role != "" && s.whole {
				continue
			}
			if dated, events := partHeading(s.title); dated && !events {
				parts = append(parts, i)
				if doc.structured(i) {
					structured++
				}
			}
		}
		looks := said || structured >= least && structured*2 >= len(parts)
		if len(parts) >= least && looks && len(parts)*2 >= headed {
			return doc.parts(parts, body)
		}
	}
	return nil
}

// partHeading reports whether a heading has a whole date and words, and whether it is rather an entry of a timeline.
func partHeading(title string) (dated, event bool) {
	text := plainText(title)
	sc := scanner{order: monthFirst}
	if _, ok := sc.findDay(text, day{}); !ok {
		return false, false
	}
	st, _, rest, ok := sc.scan(text)
	if ok && st.hasTime {
		return true, true
	}
	if ok && rest == "" {
		return true, false
	}
	return true, false
}

// structured reports whether a section has at least two parts by which reports are made: sections or labels that are
// known by their names.
func (d *document) structured(i int) bool {
	roles := map[string]bool{}
	level := d.sections[i].level
	for _, b := range d.sections[i].blocks {
		for _, it := range b.items {
			if len(it.lines) > 0 {
				if name, _, ok := label(it.lines[0].text); ok {
					if role, whole := roleOf(name); whole {
						roles[role+name] = true
					}
				}
			}
		}
		for _, ln := range b.lines {
			if key, _, ok := pair(ln.text); ok {
				if role, whole := roleOf(key); whole {
					roles[role+key] = true
				}
			}
		}
	}
	for j := i + 1; j < len(d.sections) && d.sections[j].level > level; j++ {
		if s := &d.sections[j]; s.whole {
			roles[s.role+s.title] = true
		}
	}
	return len(roles) >= 2
}

// parts cuts the body at the headings of the incidents.
func (d *document) parts(at []int, body source.Span) []Part {
	found := make([]Part, 0, len(at))
	for n, i := range at {
		s := &d.sections[i]
		part := Part{Title: plainText(s.title), Line: s.no}
		part.Span.Start = max(body.Start, d.file.LineSpan(s.no).Start)
		part.Span.End = body.End
		for j := i + 1; j < len(d.sections); j++ {
			if l := d.sections[j].level; l > 0 && l <= s.level {
				part.Span.End = d.file.LineSpan(d.sections[j].no).Start
				break
			}
		}
		if n+1 < len(at) {
			part.Span.End = min(part.Span.End, d.file.LineSpan(d.sections[at[n+1]].no).Start)
		}
		if on, ok := (scanner{order: d.dateOrder(d.file.Path)}).findDay(part.Title, day{}); ok {
			part.Date = on.String()
		}
		found = append(found, part)
	}
	return found
}

var partLead = lazy.Pattern(`(?i)^(?:incident|outage|issue|post-?mortem|event)?\s*(?:report)?\s*(?:on|of|from|for)?\s*[:\-–—]?\s*`)

// Name returns what happened in a part of a log, without its date, for the name of a file.
func (p Part) Name() string {
	sc := scanner{order: monthFirst, loose: true}
	text := partLead().ReplaceAllString(p.Title, "")
	if _, _, rest, ok := sc.scan(text); ok && rest != "" {
		return rest
	}
	if _, _, rest, ok := sc.scan(p.Title); ok && rest != "" {
		return rest
	}
	if _, _, before, ok := sc.scanEnd(p.Title); ok {
		return before
	}
	return p.Title
}
