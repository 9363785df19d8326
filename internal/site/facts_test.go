package site

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/trends"
)

// today is the day of every test.
var today = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// factsOf finds the facts of a repository that is files by name, as the program does.
func factsOf(t *testing.T, files map[string]string) *Facts {
	t.Helper()
	pol, problems := policy.Parse(source.New(policy.FileName, []byte(files[policy.FileName])))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	f := &Facts{Policy: pol, AsOf: today, Version: "test", Picture: func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return []byte(text), nil
		}
		return nil, os.ErrNotExist
	}}
	parser := report.NewParser()
	var all []actions.Action
	var incidents []trends.Incident
	question := due.Question{AsOf: today, Ahead: pol.Actions.DueSoon, Policy: pol}
	covered := coverage.Question{AsOf: today, Today: today, Policy: pol}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(name, "reports/") || !strings.HasSuffix(name, ".md") {
			continue
		}
		rep := parser.Parse(source.New(name, []byte(files[name])))
		in := trends.Of(rep, pol)
		f.Entries = append(f.Entries, Entry{Report: rep, Incident: in})
		incidents = append(incidents, in)
		all = append(all, actions.Of(rep, pol)...)
		question.Cases = append(question.Cases, due.Of(rep, pol))
		if fact, ok := coverage.Of(rep, pol); ok {
			covered.Facts = append(covered.Facts, fact)
		}
	}
	f.Records = actions.At(all, today, pol)
	f.Due = due.At(&question)
	result := coverage.At(&covered)
	f.Coverage = &result
	period := trends.LastMonths(12, today)
	now := trends.Compute(incidents, period, period.Before(), today, pol)
	whole := trends.Period{From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), To: today}
	ever := trends.Compute(incidents, whole, whole.Before(), today, pol)
	f.Trends, f.All = &now, &ever
	return f
}

// exampleFiles are the files of the example repository.
func exampleFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(examples.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(examples.Files, name)
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// build returns the pages of a repository by name.
func build(t *testing.T, f *Facts) map[string]string {
	t.Helper()
	made, err := Build(f)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, p := range made.Pages {
		if _, twice := pages[p.Name]; twice {
			t.Errorf("%s is made twice", p.Name)
		}
		pages[p.Name] = string(p.Body)
	}
	return pages
}
