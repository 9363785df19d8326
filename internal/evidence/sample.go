package evidence

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/sample"
)

// writeSample draws the sample that was asked for; without one there is no such part.
func (b *builder) writeSample() {
	draw := b.in.Request.Sample
	if draw == nil {
		return
	}
	s := sample.Choose(b.populationIDs(), draw.N, draw.Key)
	byID := map[string]*coverage.Incident{}
	for i := range b.cover.Incidents {
		in := &b.cover.Incidents[i]
		byID[cmp.Or(in.Key, in.Report)] = in
	}
	var rows [][]any
	var t strings.Builder
	fmt.Fprintf(&t, "# Sample\n\n%d of %d incidents of the population, chosen so that everybody can choose the same.\n\n", len(s.Chosen), s.Population)
	fmt.Fprintf(&t, "| What | Value |\n|---|---|\n| Key | %s |\n| SHA-256 of the population | %s |\n\n", render.MarkdownText(s.Key), s.Hash)
	t.WriteString(sample.Method + " One id is checked with:\n\n    printf '%s' ID | openssl dgst -sha256 -hmac KEY\n\n")
	t.WriteString("| | Incident | Severity | State | File | Rank |\n|---|---|---|---|---|---|\n")
	for i, item := range s.Chosen {
		in := byID[item.ID]
		rows = append(rows, []any{i + 1, item.ID, in.Title, in.Severity, string(in.State), in.Report, b.inPack(in), item.Rank})
		fmt.Fprintf(&t, "| %d | %s | %s | %s | %s | %s |\n", i+1, render.MarkdownText(item.ID), render.MarkdownText(in.Severity), in.State, render.MarkdownText(cmp.Or(b.inPack(in), "no report")), item.Rank)
	}
	b.page("03-sample.md", t.String())
	b.table("03-sample.csv", "sample", []string{"n", "incident", "title", "severity", "state", "report", "file", "rank"}, rows)
}
