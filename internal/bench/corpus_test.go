package bench

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var small = Corpus{Seed: 1, Size: 500}

// each parses every report of the small corpus.
func each(t *testing.T, fn func(name string, r *report.Report)) {
	t.Helper()
	parser := report.NewParser()
	for i := range small.Size {
		name, content := small.Report(i)
		fn(name, parser.Parse(source.New("reports/"+name, content)))
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	digest := func(c Corpus) string {
		h := sha256.New()
		h.Write(c.Policy())
		for i := range c.Size {
			name, content := c.Report(i)
			h.Write([]byte(name))
			h.Write(content)
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	again, other := small, Corpus{Seed: 2, Size: small.Size}
	if digest(small) != digest(again) {
		t.Error("the same seed gave other bytes")
	}
	if digest(small) == digest(other) {
		t.Error("another seed gave the same bytes")
	}
	// A report does not depend on those that were made before it.
	_, content := small.Report(400)
	for i := range 10 {
		small.Report(i)
	}
	if _, later := small.Report(400); !bytes.Equal(content, later) {
		t.Error("report 400 changed after others were made")
	}
}

func TestShape(t *testing.T) {
	seen := map[string]bool{}
	each(t, func(name string, r *report.Report) {
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		seen[name] = true
		if size := len(r.File.Bytes); size < 6000 || size > 10_240 {
			t.Errorf("%s has %d bytes, want 6 to 10 KB", name, size)
		}
		front := bytes.Count(r.File.Bytes[r.FrontMatter.Start:r.FrontMatter.End], []byte{'\n'})
		if front < 80 || front > 150 {
			t.Errorf("%s has %d lines of front matter, want 80 to 150", name, front)
		}
		if sections, ok := r.Sections(); !ok || len(sections) < 7 || len(sections) > 10 {
			t.Errorf("%s has %d sections (read: %t), want 7 to 10", name, len(sections), ok)
		}
		for _, p := range r.Problems {
			t.Errorf("%s:%d: %s", name, r.File.Position(p.Span.Start).Line, p.Message)
		}
		if strings.ContainsAny(string(r.File.Bytes), "\t\r") || bytes.Contains(r.File.Bytes, []byte("{}")) {
			t.Errorf("%s holds a tab, a carriage return or an empty slot", name)
		}
		if at, ok := r.Occurred(); !ok || !strings.HasPrefix(r.ID, at.UTC().Format("2006-01-02")) || path.Dir(name)[:4] != r.ID[:4] {
			t.Errorf("%s occurred at %v", name, at)
		}
	})
}

// TestSpread shows that there is something of everything to count.
func TestSpread(t *testing.T) {
	got := map[string]int{}
	each(t, func(_ string, r *report.Report) {
		count := func(texts ...field.Text) {
			for _, text := range texts {
				got[text.Value]++
			}
		}
		count(r.Kind, r.Severity, r.Status, r.Detection, r.Trigger, r.TLP, r.Classification.Vector)
		count(r.Classification.Attack...)
		for _, c := range r.Causes {
			count(c.Role, c.Category)
		}
		for _, c := range r.Controls {
			count(c.Verdict)
		}
		for _, a := range r.Actions {
			count(a.Kind, a.Effect, a.Priority, a.Status, a.Verified.Result)
		}
		for _, rel := range r.Related {
			count(rel.Relation)
		}
		for _, e := range r.Timeline {
			count(e.Milestone)
		}
	})
	for _, words := range []field.Words{
		report.Kinds, report.Statuses, report.TLPs, report.Detections, report.CauseRoles, report.Verdicts, report.ActionKinds,
		report.Effects, report.Priorities, report.ActionStates, report.Results, report.Relations, report.Milestones,
	} {
		for _, word := range words.List {
			if got[word] == 0 {
				t.Errorf("no report has %q", word)
			}
		}
	}
	for _, severity := range policy.Default().Severities {
		if got[severity.ID] < small.Size/50 {
			t.Errorf("%d reports are %s", got[severity.ID], severity.ID)
		}
	}
	if n := got["incident"]; n < small.Size*8/10 || n > small.Size*95/100 {
		t.Errorf("%d of %d reports are incidents", n, small.Size)
	}
}

// TestVocabulary holds the words of the generator against the vocabularies.
func TestVocabulary(t *testing.T) {
	for _, c := range causes {
		i := slices.IndexFunc(taxonomy.Causes(), func(known taxonomy.Cause) bool { return known.ID == c.category })
		if i < 0 || taxonomy.Causes()[i].Bone != c.bone {
			t.Errorf("cause %s on bone %s is not in the vocabulary", c.category, c.bone)
		}
		if len(c.whys) < 3 || len(c.remedies) < 2 || len(c.statements) == 0 || len(c.controls) == 0 {
			t.Errorf("cause %s has too few words", c.category)
		}
	}
	for _, category := range contributing {
		causeOf(category)
	}
	for _, th := range themes {
		for _, category := range th.root {
			causeOf(category)
		}
		if len(th.middle) < 5 || (th.vector == "") != (len(th.attack) == 0) {
			t.Errorf("theme %q has too few words", th.titles[0])
		}
	}
	_, problems := policy.Parse(source.New("pir.yaml", small.Policy()))
	for _, p := range problems {
		t.Errorf("pir.yaml: %s", p.Message)
	}
}

// TestFewFindings keeps the corpus close to what a team has: reports that pass but for a few.
func TestFewFindings(t *testing.T) {
	pol, _ := policy.Parse(source.New("pir.yaml", small.Policy()))
	linter, _ := lint.New(rules.All(), pol)
	var checked []lint.Checked
	each(t, func(_ string, r *report.Report) { checked = append(checked, linter.Check(r)) })
	result := linter.Finish(checked)
	if n := len(result.Diagnostics); n == 0 || n > 2*small.Size {
		t.Errorf("lint finds %d faults in %d reports, want some, and less than 2 a report", n, small.Size)
	}
}
