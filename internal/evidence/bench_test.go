package evidence_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/bench"
	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/rules"
)

// BenchmarkBuild makes packs of made up reports without a history. The numbers of reports are in PIR_BENCH_SIZES.
func BenchmarkBuild(b *testing.B) {
	sizes := os.Getenv("PIR_BENCH_SIZES")
	if sizes == "" {
		sizes = "100"
	}
	for size := range strings.FieldsSeq(sizes) {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		corpus := bench.Corpus{Seed: 1, Size: n}
		in := &evidence.Inputs{Request: request(), Tree: tree{}}
		in.Request.From, in.Request.To, in.Request.AsOf = "2020-01-01", "2026-09-30", "2026-09-30"
		in.Sources = append(in.Sources, evidence.Source{Role: evidence.RolePolicy, Path: "pir.yaml", Bytes: corpus.Policy()})
		for i := range n {
			name, text := corpus.Report(i)
			in.Sources = append(in.Sources, evidence.Source{Role: evidence.RoleReport, Path: "reports/" + name, Bytes: text})
		}
		evidence.SortSources(in.Sources)
		b.Run(size, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := evidence.Build(in, rules.All()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
