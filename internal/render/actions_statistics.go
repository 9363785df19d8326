package render

import (
	"fmt"
	"math"
	"strconv"

	"github.com/pir-cli/pir/internal/actions"
)

// The statistics in the JSON of `pir actions`, documented in docs/json.md.
type statisticsJSON struct {
	measuresJSON

	BySeverity []severityMeasuresJSON `json:"by_severity"` // worst first
}

type severityMeasuresJSON struct {
	Severity string `json:"severity"`
	measuresJSON
}

type measuresJSON struct {
	Actions      int            `json:"actions"`
	OnTimeFirst  onTimeJSON     `json:"on_time_first"`
	OnTimeAgreed onTimeJSON     `json:"on_time_agreed"`
	Age          ageJSON        `json:"age"`
	TimeToDone   timeToDoneJSON `json:"time_to_done"`
}

// onTimeJSON is k of n. Share and limits are null under n = 5.
type onTimeJSON struct {
	K       int      `json:"k"`
	N       int      `json:"n"`
	Unknown int      `json:"unknown"`
	Share   *float64 `json:"share"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
}

// ageJSON is in days; median and max are null when n is 0.
type ageJSON struct {
	N       int      `json:"n"`
	Unknown int      `json:"unknown"`
	Median  *float64 `json:"median"`
	Max     *float64 `json:"max"`
	To30    int      `json:"to_30"`
	To60    int      `json:"to_60"`
	To90    int      `json:"to_90"`
	Over90  int      `json:"over_90"`
}

// timeToDoneJSON is in days; a figure that is not reached is null.
type timeToDoneJSON struct {
	N       int      `json:"n"`
	Done    int      `json:"done"`
	Unknown int      `json:"unknown"`
	Median  *float64 `json:"median"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
}

func toStatisticsJSON(s *actions.Statistics) statisticsJSON {
	out := statisticsJSON{measuresJSON: toMeasuresJSON(&s.Measures), BySeverity: []severityMeasuresJSON{}}
	for i := range s.BySeverity {
		m := &s.BySeverity[i]
		out.BySeverity = append(out.BySeverity, severityMeasuresJSON{m.Severity, toMeasuresJSON(&m.Measures)})
	}
	return out
}

func toMeasuresJSON(m *actions.Measures) measuresJSON {
	out := measuresJSON{
		Actions: m.Actions, OnTimeFirst: toOnTimeJSON(&m.First), OnTimeAgreed: toOnTimeJSON(&m.Agreed),
		Age:        ageJSON{N: m.Age.N, Unknown: m.Age.Unknown, To30: m.Age.To30, To60: m.Age.To60, To90: m.Age.To90, Over90: m.Age.Older},
		TimeToDone: timeToDoneJSON{N: m.ToDone.N, Done: m.ToDone.Done, Unknown: m.ToDone.Unknown},
	}
	if m.Age.N > 0 {
		out.Age.Median, out.Age.Max = rounded(&m.Age.Median), rounded(&m.Age.Max)
	}
	if m.ToDone.N > 0 {
		out.TimeToDone.Median, out.TimeToDone.Low, out.TimeToDone.High = rounded(&m.ToDone.Median), rounded(&m.ToDone.Low), rounded(&m.ToDone.High)
	}
	return out
}

func toOnTimeJSON(o *actions.OnTime) onTimeJSON {
	out := onTimeJSON{K: o.K, N: o.N, Unknown: o.Unknown}
	if share, low, high, ok := o.Share(); ok {
		out.Share, out.Low, out.High = rounded(&share), rounded(&low), rounded(&high)
	}
	return out
}

// statisticsText says in at most three lines how long actions take. What nothing is known of is left out. The lead,
// if any, says that the lines are about more actions than are listed.
func statisticsText(l *actions.Listing) (lead string, lines []string) {
	s := &l.Statistics
	if s.Agreed.N > 0 || s.First.N > 0 {
		line := "done by the due date: " + onTimeText(&s.Agreed)
		if s.First.N > 0 {
			line += "; by the first due date: " + onTimeText(&s.First)
		}
		lines = append(lines, line)
	}
	if a := &s.Age; a.N > 0 {
		line := fmt.Sprintf("age of what is to do: median %s, oldest %s (to 30 days: %d, to 60: %d, to 90: %d, over 90: %d",
			daysText(a.Median), daysText(a.Max), a.To30, a.To60, a.To90, a.Older)
		if a.Unknown > 0 {
			line += fmt.Sprintf(", unknown: %d", a.Unknown)
		}
		lines = append(lines, line+")")
	}
	if d := &s.ToDone; d.Done > 0 {
		lines = append(lines, "time to done: "+toDoneText(d))
	}
	if len(lines) > 0 && s.Actions != len(l.Records) {
		lead = fmt.Sprintf("of all %s, whatever their state:", plural(s.Actions, "action"))
	}
	return lead, lines
}

func onTimeText(o *actions.OnTime) string {
	text := fmt.Sprintf("%d of %d", o.K, o.N)
	if share, low, high, ok := o.Share(); ok {
		text += fmt.Sprintf(", %.0f %% (95 %% limits %.0f to %.0f)", 100*share, 100*low, 100*high)
	}
	return text
}

func toDoneText(d *actions.ToDone) string {
	counted := fmt.Sprintf("%d done, %d not", d.Done, d.N-d.Done)
	if math.IsInf(d.Median, 0) {
		return fmt.Sprintf("more than a half are not done yet (%s)", counted)
	}
	limits := fmt.Sprintf("%.0f to %s", d.Low, daysText(d.High))
	if math.IsInf(d.High, 0) {
		limits = daysText(d.Low) + " and more"
	}
	return fmt.Sprintf("median %s (95 %% limits %s; %s)", daysText(d.Median), limits, counted)
}

// daysText writes days, with a half where the median lies between two actions.
func daysText(days float64) string {
	if days == 1 {
		return "1 day"
	}
	return strconv.FormatFloat(days, 'f', -1, 64) + " days"
}
