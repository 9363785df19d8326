package site

import (
	"encoding/json"
	"fmt"
	"strings"
)

// mostFound bounds what the search index holds of one report, in characters.
const mostFound = 2_500

// searchIndex returns what the search box looks in. It is a script and not data, because a page that is opened as a file
// may read a script and nothing else.
func (b *builder) searchIndex() (Page, error) {
	rows := make([][4]string, 0, len(b.entries)+len(b.subjects))
	for _, e := range b.entries {
		rep := e.Report
		meta := strings.Join(values([]string{isoDay(e.day), b.severity(rep), texts(e.Incident.Services), text(rep.ID)}), " · ")
		rows = append(rows, [4]string{e.page, e.title, meta, found(e)})
	}
	for _, s := range b.sorted() {
		rows = append(rows, [4]string{s.page, s.head(), s.kind + " · " + count(len(s.events), "report"), ""})
	}
	body, err := json.Marshal(rows) // it escapes what a script could take for its end
	if err != nil {
		return Page{}, fmt.Errorf("search index: %w", err)
	}
	return Page{"assets/search-index.js", fmt.Appendf(nil, "window.pirSearch=%s;\n", body)}, nil
}

// found is what a report can be found by besides its title.
func found(e *entry) string {
	rep := e.Report
	said := []string{rep.Incident.Value, rep.Impact.Summary.Value, section(rep, "Summary")}
	for i := range rep.Causes {
		said = append(said, rep.Causes[i].Category.Value, rep.Causes[i].Statement.Value)
	}
	for i := range rep.Controls {
		said = append(said, rep.Controls[i].Ref.Value)
	}
	for i := range rep.Actions {
		said = append(said, rep.Actions[i].Title.Value)
	}
	if e.lesson != nil {
		said = append(said, e.lesson.source)
	}
	runes := []rune(text(strings.Join(values(said), " ")))
	return string(runes[:min(len(runes), mostFound)])
}
