package site

import (
	"bytes"
	"html"
	"html/template"
	"regexp"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// lesson is what a report says under "Lessons learned".
type lesson struct {
	entry  *entry
	source string // as markdown
	day    time.Time
}

// lessonOf returns the lesson of a report, nil when it tells none.
func lessonOf(e *entry) *lesson {
	source := strings.TrimSpace(section(e.Report, "Lessons learned"))
	if source == "" {
		return nil
	}
	return &lesson{entry: e, source: source, day: learnt(e)}
}

// learnt is the day on which a lesson was told: that of the review, else that of the incident. It is a fact of the
// report, so that a feed does not call old lessons new when the site is made again.
func learnt(e *entry) time.Time {
	if held := e.Report.Review.Held; held.Known {
		return held.Day
	}
	return e.day
}

// section returns the text of the first section of a report that has a canonical name, without its heading and without
// comments; "" when there is none.
func section(rep *report.Report, name string) string {
	sections, ok := rep.Sections()
	if !ok {
		return ""
	}
	for i, s := range sections {
		if known, ok := taxonomy.Section(s.Title); !ok || known != name || s.Empty {
			continue
		}
		end := rep.Body.End
		for _, next := range sections[i+1:] {
			if next.Level <= s.Level {
				end = lineStart(rep.File.Bytes, next.Span.Start)
				break
			}
		}
		return afterHeading(rep.File.Bytes[s.Span.End:end])
	}
	return ""
}

// lineStart is where the line of an offset begins.
func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }

// afterHeading drops the rest of a heading's line, and the line that underlines one.
func afterHeading(b []byte) string {
	_, rest, _ := bytes.Cut(b, []byte("\n"))
	if first, after, _ := bytes.Cut(rest, []byte("\n")); len(first) > 0 && len(bytes.Trim(first, "=- \t\r")) == 0 {
		rest = after
	}
	return string(rest)
}

// lessonTop is the level of the highest heading of a lesson, below the title of its report.
const lessonTop = 4

// lessonView is a lesson as a page shows it.
type lessonView struct {
	Ref                             ref
	Anchor, Day, Severity, Services string
	First                           string // its first sentences, as plain text
	Text                            template.HTML
}

func (b *builder) lessonView(root string, l *lesson) lessonView {
	rep := l.entry.Report
	text := b.markdown(root, l.entry, l.source, lessonTop, anchor(rep.ID)+"-")
	return lessonView{
		Ref: ref{l.entry.title, root + l.entry.page}, Anchor: anchor(rep.ID), Day: isoDay(l.day), Severity: b.severity(rep),
		Services: texts(l.entry.Incident.Services), First: opening(text), Text: text,
	}
}

// opening is the beginning of a text in plain words, cut at a word. Headings are left out: they say nothing yet.
func opening(page template.HTML) string {
	const most = 220
	words := string(page)
	for _, drop := range []struct {
		pattern func() *regexp.Regexp
		by      string
	}{{heading, " "}, {inline, ""}, {tag, " "}} {
		words = drop.pattern().ReplaceAllString(words, drop.by)
	}
	line := text(html.UnescapeString(words))
	runes := []rune(line)
	if len(runes) <= most {
		return line
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// The HTML is that of package safehtml, in which < and > of a text or an attribute are always written as entities.
var (
	heading = lazy.Pattern(`(?s)<h[1-6][ >].*?</h[1-6]>`)
	inline  = lazy.Pattern(`</?(?:a|code|del|em|strong)(?: [^>]*)?>`)
	tag     = lazy.Pattern(`<[^>]*>`)
)

// lessonPages returns the page of all lessons.
func (b *builder) lessonPages() ([]Page, error) {
	type year struct {
		Year    string
		Lessons []lessonView
	}
	var years []year
	for _, l := range b.lessonsByDay() {
		name := "Undated"
		if !l.day.IsZero() {
			name = l.day.Format("2006")
		}
		if len(years) == 0 || years[len(years)-1].Year != name {
			years = append(years, year{Year: name})
		}
		y := &years[len(years)-1]
		y.Lessons = append(y.Lessons, b.lessonView("", l))
	}
	lead := "What " + count(len(b.lessons), "report") + " say under “Lessons learned”, the latest first, by the day of the review."
	if len(b.lessons) == 0 {
		lead = "No report tells a lesson yet."
	}
	pages, err := b.one("lessons.html", "lessons", frame{Title: "Lessons learned", Page: map[string]any{"Lead": lead, "Years": years}})
	if err != nil {
		return nil, err
	}
	feed, err := b.feed()
	return append(pages, feed), err
}
