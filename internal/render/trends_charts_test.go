package render

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/trends"
)

// many returns incidents up to November 2026, one every so many days from July of a year on, and the trends from the next
// year on.
func many(t *testing.T, year, every int) trends.Trends {
	t.Helper()
	pol, problems := policy.Parse(source.New("pir.yaml", nil))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var list []trends.Incident
	end := time.Date(2026, 11, 15, 0, 0, 0, 0, time.UTC)
	for at := time.Date(year, 7, 1, 10, 0, 0, 0, time.UTC); at.Before(end); at = at.AddDate(0, 0, every) {
		i := len(list)
		list = append(list, trends.Incident{
			Report: at.Format(time.DateOnly) + "-x", Kind: trends.KindIncident, At: at, Severity: "sev3",
			Clock:  trends.Clock{Weekday: strings.ToLower(at.Weekday().String()), Hour: at.Format("15")},
			Causes: []trends.Cause{{Category: fmt.Sprintf("cause-%d", i*i%17), Root: true}}, Services: []string{"api"},
			Controls:   []trends.Control{{Ref: "iso27001:A.8.9", Verdict: "failed"}, {Ref: fmt.Sprintf("iso27001:A.5.%d", 1+i%3), Verdict: "failed"}},
			Milestones: []trends.Milestone{{Name: "started", Known: true, At: at.Add(-time.Hour)}, {Name: "detected", Known: true, At: at}},
		})
	}
	return trends.Compute(list, trends.Period{From: trends.Year(year + 2).From, To: trends.Year(2026).To}, trends.Year(year+1), end, pol)
}

func pictureNamed(t *testing.T, list []Picture, name string) string {
	t.Helper()
	for _, p := range list {
		if p.Name == name+".svg" {
			return string(p.SVG)
		}
	}
	t.Fatalf("there is no picture %s", name)
	return ""
}

// TestPicturesSayTheirN holds that every picture says its n, and to which days it belongs.
func TestPicturesSayTheirN(t *testing.T) {
	tr := many(t, 2024, 15)
	list := TrendPictures(&tr)
	if len(list) != 7 {
		t.Errorf("%d pictures", len(list))
	}
	for _, p := range list {
		svg := string(p.SVG)
		if !strings.Contains(svg, ">n = ") || !strings.Contains(svg, "2026-11-") || p.Desc == "" || p.Title == "" {
			t.Errorf("%s does not say its n and days:\n%.900s", p.Name, svg)
		}
	}
	causes := pictureNamed(t, list, "causes")
	for _, want := range []string{fmt.Sprintf("n = %d incidents, 2026-01-01 to 2026-11-15", tr.Incidents.N), "cumulative %", "exact 95 % limits"} {
		if !strings.Contains(strings.ReplaceAll(causes, "&#39;", "'"), want) {
			t.Errorf("causes lacks %q", want)
		}
	}
	if controls := pictureNamed(t, list, "failed-controls"); !strings.Contains(controls, ">A.8.9 ") || !strings.Contains(controls, "All of iso27001") {
		t.Error("the controls are not shown without what all of them begin with")
	}
}

// TestPicturesLimits holds when limits are drawn: with eight whole quarters, on the chart that the readings chose, and
// what is not whole is hatched.
func TestPicturesLimits(t *testing.T) {
	drawn := func(svg string) bool { return strings.Contains(svg, `class="centre"`) }
	for _, c := range []struct {
		year, every    int
		overTime, gaps bool
	}{{2024, 15, true, false}, {2019, 100, false, true}} {
		tr := many(t, c.year, c.every)
		list := TrendPictures(&tr)
		overTime, gaps := pictureNamed(t, list, "over-time"), pictureNamed(t, list, "days-between")
		hatched := strings.Contains(overTime, `fill="url(#over-time-hatch)"`)
		if drawn(overTime) != c.overTime || drawn(gaps) != c.gaps || !hatched || tr.Series.Whole < 8 {
			t.Errorf("every %d days: limits over time %v of %d whole quarters, between %v, hatched %v", c.every, drawn(overTime), tr.Series.Whole, drawn(gaps), hatched)
		}
	}
}

// TestPicturesFrequent leaves the days between incidents out where there are so many that counts say more.
func TestPicturesFrequent(t *testing.T) {
	tr := many(t, 2024, 2)
	for _, p := range TrendPictures(&tr) {
		if p.Name == "days-between.svg" {
			t.Error("it is there")
		}
	}
}

// TestTrendReportFirstPage holds that the four things a manager reads come first and are short.
func TestTrendReportFirstPage(t *testing.T) {
	tr := many(t, 2024, 15)
	pol, _ := policy.Parse(source.New("pir.yaml", nil))
	var b bytes.Buffer
	if err := TrendReport(&b, tr, TrendSource{Policy: pol, Version: "v1", Period: "--year 2026", Folder: "2026", Pictures: TrendPictures(&tr)}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	place := -1
	for _, want := range []string{"# Incident trends, 2026\n", "**What happened.**", "**What came back.**", "**What did not hold.**", "**What we ask for.**", "## What we make of it", "## Decisions", "## Charts", "## The incidents that were counted", "## How to recompute this"} {
		at := strings.Index(text, want)
		if at <= place {
			t.Errorf("%q is at %d, after %d", want, at, place)
		}
		place = at
	}
	first, _, _ := strings.Cut(text, "## What we make of it")
	if lines, words := strings.Count(first, "\n"), len(strings.Fields(first)); lines > 40 || words > 350 {
		t.Errorf("the first page has %d lines and %d words:\n%s", lines, words, first)
	}
	for _, in := range tr.Counted() {
		if !strings.Contains(text, "| "+in.Report+" | ") {
			t.Errorf("%s is not in the table of what was counted", in.Report)
		}
	}
}

func TestTrendReportFullDisk(t *testing.T) {
	tr := many(t, 2024, 30)
	pol, _ := policy.Parse(source.New("pir.yaml", nil))
	if err := TrendReport(&full{}, tr, TrendSource{Policy: pol}); err == nil {
		t.Error("a full disk is not noticed")
	}
}
