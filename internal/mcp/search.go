package mcp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/report"
)

// The limits of a search.
const (
	maxQuery    = 500 // bytes
	usualHits   = 20
	mostHits    = 100
	mostLines   = 3   // of one report
	longestLine = 240 // characters of a line that is shown
)

// Query asks for reports.
type Query struct {
	Query string `json:"query" jsonschema:"words that the report must have, all of them, in upper or lower case"`
	Limit int    `json:"limit,omitempty" jsonschema:"at most so many reports, up to 100; 20 without it"`
}

// Words returns the words that are looked for, in lower case.
func (q Query) Words() []string { return strings.Fields(strings.ToLower(q.Query)) }

// Found is the answer to a Query.
type Found struct {
	Version int   `json:"version"`
	Total   int   `json:"total" jsonschema:"reports that have the words, also those beyond the limit"`
	Reports []Hit `json:"reports"`
}

// Hit is a report that has the words.
type Hit struct {
	ID       string    `json:"id"`
	File     string    `json:"file"`
	Title    string    `json:"title"`
	Severity string    `json:"severity"`
	Status   string    `json:"status"`
	TLP      string    `json:"tlp"`
	Lines    []HitLine `json:"lines"`

	inTitle int
	when    int64
}

// HitLine is a line of a report that has one of the words.
type HitLine struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Match returns the report as a hit when it has all of some words, which are in lower case.
func Match(rep *report.Report, words []string) (Hit, bool) {
	text, title := strings.ToLower(string(rep.File.Bytes)), strings.ToLower(rep.Title.Value)
	h := Hit{
		ID: rep.ID, File: rep.File.Path, Title: rep.Title.Value, Severity: rep.Severity.Value, Status: rep.Status.Value, TLP: rep.TLP.Value,
		Lines: []HitLine{},
	}
	for _, w := range words {
		if !strings.Contains(text, w) && !strings.Contains(strings.ToLower(rep.ID), w) {
			return Hit{}, false
		}
		if strings.Contains(title, w) {
			h.inTitle++
		}
	}
	if at, ok := rep.Occurred(); ok {
		h.when = at.Unix()
	}
	for n := 1; n <= rep.File.Lines() && len(h.Lines) < mostLines; n++ {
		line := rep.File.Line(n)
		lower := strings.ToLower(line)
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(lower, w) }) {
			h.Lines = append(h.Lines, HitLine{n, shorten(strings.TrimSpace(line))})
		}
	}
	return h, true
}

func shorten(s string) string {
	if r := []rune(s); len(r) > longestLine {
		return string(r[:longestLine]) + "…"
	}
	return s
}

// Collect orders hits and keeps the first of them.
func Collect(q Query, hits []Hit) Found {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.inTitle, a.inTitle), cmp.Compare(b.when, a.when), cmp.Compare(a.File, b.File))
	})
	limit := q.Limit
	if limit <= 0 {
		limit = usualHits
	}
	limit = min(limit, mostHits, len(hits))
	return Found{Version: 1, Total: len(hits), Reports: append([]Hit{}, hits[:limit]...)}
}
