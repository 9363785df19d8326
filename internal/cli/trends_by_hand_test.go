package cli

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// spreadOut is what the tests read of an interval or a lag.
type spreadOut struct {
	Median, Q1, Q3, P90, Min, Max float64
	MinReport                     string `json:"min_report"`
	MaxReport                     string `json:"max_report"`
}

// shareOut is what the tests read of a share.
type shareOut struct {
	K, N      float64
	Low, High float64
}

// figuresOut is what the tests read of the figures beyond counts.
type figuresOut struct {
	Shares map[string]shareOut
	Series struct {
		Points []struct {
			Name                             string
			N, Low, High, Exercise, Exposure float64
			NearMiss                         float64 `json:"near_miss"`
		}
		Readings []struct {
			Test                               string
			N, Statistic, P, Low, Centre, High float64
		}
	}
	By map[string][]struct {
		Key        string
		Cumulative *float64
		Verdicts   *struct{ Effective, Partial, Failed, Missing float64 }
	}
	Crossed struct {
		Cells []struct {
			Row, Column string
			N           float64
		}
	}
	Intervals, Lags map[string]spreadOut
	Actions         struct {
		Completion shareOut
		ByKind     []actionKeyOut `json:"by_kind"`
		ByEffect   []actionKeyOut `json:"by_effect"`
	}
}

type actionKeyOut struct {
	Key             string
	Total, Verified float64
}

// values returns each figure under the words of the file that was worked out by hand.
func (f *figuresOut) values() map[string][]float64 {
	got := map[string][]float64{}
	for _, list := range []map[string]spreadOut{f.Intervals, f.Lags} {
		for name, i := range list {
			got["duration "+name+" least in "+i.MinReport+" most in "+i.MaxReport] = []float64{i.Median, i.Q1, i.Q3, i.P90, i.Min, i.Max}
		}
	}
	for _, k := range f.By["control"] {
		if v := k.Verdicts; v != nil && v.Effective+v.Partial+v.Failed+v.Missing > 0 {
			got["verdict "+k.Key] = []float64{v.Effective, v.Partial, v.Failed, v.Missing}
		}
	}
	for _, k := range f.By["cause"] {
		if k.Cumulative != nil {
			got["cumulative "+k.Key] = []float64{*k.Cumulative}
		}
	}
	for _, c := range f.Crossed.Cells {
		got["cell "+c.Row+" "+c.Column] = []float64{c.N}
	}
	for _, p := range f.Series.Points {
		got["month "+p.Name] = []float64{p.N, p.Low, p.High, p.NearMiss, p.Exercise, p.Exposure}
	}
	for _, r := range f.Series.Readings {
		if r.Test == "xmr" {
			got["chart xmr"] = []float64{r.N, r.Low, r.Centre, r.High}
			continue
		}
		got["reading "+r.Test] = []float64{r.N, r.Statistic, r.P}
	}
	f.Shares["completion"] = f.Actions.Completion
	for name, s := range f.Shares {
		got["share "+name] = []float64{s.K, s.N, s.Low, s.High}
	}
	for property, keys := range map[string][]actionKeyOut{"kind": f.Actions.ByKind, "effect": f.Actions.ByEffect} {
		for _, k := range keys {
			got["action "+property+" "+k.Key] = []float64{k.Total, k.Verified}
		}
	}
	return got
}

// TestTrendsFiguresByHand holds what trends says beyond counts against figures that were worked out without it.
func TestTrendsFiguresByHand(t *testing.T) {
	year, months, crossed := figuresOut{}, figuresOut{}, figuresOut{}
	decode(t, &year, "trends", "--year", "2025", "--as-of", "2026-10-01")
	decode(t, &crossed, "trends", "--year", "2025", "--as-of", "2026-10-01", "--by", "cause,service")
	decode(t, &months, "trends", "--as-of", "2026-10-01", "--interval", "month")
	year.Crossed, year.Series = crossed.Crossed, months.Series
	got := year.values()
	for _, row := range lines(t, "trends_figures_by_hand.txt") {
		key, figures := row[0]+" "+row[1], row[2:]
		switch row[0] {
		case "duration": // the reports stand behind their figures
			key += " least in " + row[7] + " most in " + row[9]
			figures = append(append([]string{}, row[2:7]...), row[8])
		case "cell", "action":
			key, figures = strings.Join(row[:3], " "), row[3:]
		}
		if len(got[key]) != len(figures) {
			t.Errorf("%s: got %v, by hand %v", key, got[key], figures)
			continue
		}
		for i, text := range figures {
			want, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(got[key][i]-want) > 1.01e-4 {
				t.Errorf("%s: got %v, by hand %v", key, got[key], figures)
				break
			}
		}
		delete(got, key)
	}
	for key, figures := range got {
		if strings.HasPrefix(key, "cumulative") && figures[0] == 1 { // causes of the year before have no incident
			continue
		}
		t.Errorf("%s %v is not in the file", key, figures)
	}
}
