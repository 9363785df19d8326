package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

// shorten keeps a message readable when a value is a whole paragraph.
func shorten(s string) string {
	const limit = 60
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit])) + "…"
}

// lineOf returns the number of the line on which a span starts.
func lineOf(p *lint.Pass, at source.Span) int { return p.Report.File.Position(at.Start).Line }
