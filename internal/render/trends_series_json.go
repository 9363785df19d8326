package render

import "github.com/pir-cli/pir/internal/trends"

type seriesJSON struct {
	Interval string        `json:"interval"` // quarter or month
	From     string        `json:"from"`     // first and last day that is counted; empty without points
	To       string        `json:"to"`
	Earlier  int           `json:"earlier"` // points since the first report of all that are left out
	Points   []pointJSON   `json:"points"`
	Readings []readingJSON `json:"readings"`
	Effort   effortJSON    `json:"effort"`
	Caution  string        `json:"caution"` // belongs to every reading that says that something changed
}

type pointJSON struct {
	Name      string    `json:"name"` // 2026-Q3 or 2026-09
	From      string    `json:"from"`
	To        string    `json:"to"`
	Days      int       `json:"days"`     // of the whole quarter or month
	Exposure  int       `json:"exposure"` // days of it that could be counted
	Whole     bool      `json:"whole"`
	N         int       `json:"n"` // incidents
	Low       *float64  `json:"low"`
	High      *float64  `json:"high"`
	NearMiss  int       `json:"near_miss"`
	Exercise  int       `json:"exercise"`
	Reports   int       `json:"reports"` // of all kinds
	Drafts    int       `json:"drafts"`
	Completed shareJSON `json:"completion"` // of the actions of these incidents
}

type readingJSON struct {
	Test         string       `json:"test"`
	N            int          `json:"n"`
	Needed       int          `json:"needed"`
	Statistic    *float64     `json:"statistic"` // S, U, or variance over mean; null for a chart
	P            *float64     `json:"p"`
	Low          *float64     `json:"low"` // limits and centre of a chart
	Centre       *float64     `json:"centre"`
	High         *float64     `json:"high"`
	Signals      []signalJSON `json:"signals"`
	Verdict      string       `json:"verdict"`
	VerdictWords string       `json:"verdict_words"`
	Words        string       `json:"words"`
}

type signalJSON struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value"`
	More  bool     `json:"more"`
}

type effortJSON struct {
	Half     string     `json:"half"` // first day of the second half
	Reports  halvesJSON `json:"reports"`
	NearMiss halvesJSON `json:"near_miss"`
}

type halvesJSON struct {
	First   int    `json:"first"`
	Second  int    `json:"second"`
	Verdict string `json:"verdict"`
}

func toSeriesJSON(v *trends.Series) seriesJSON {
	e := &v.Effort
	j := seriesJSON{
		Interval: v.Span, Earlier: v.Left, Points: []pointJSON{}, Readings: []readingJSON{}, Caution: v.Caution,
		Effort: effortJSON{
			Reports:  halvesJSON{e.Reports[0], e.Reports[1], string(e.ReportsVerdict)},
			NearMiss: halvesJSON{e.NearMiss[0], e.NearMiss[1], string(e.NearMissVerdict)},
		},
	}
	if len(v.Points) > 0 {
		j.From, j.To = isoDay(v.From), isoDay(v.To)
	}
	if !e.Half.IsZero() {
		j.Effort.Half = isoDay(e.Half)
	}
	for i := range v.Points {
		p := &v.Points[i]
		j.Points = append(j.Points, pointJSON{
			Name: p.Name, From: isoDay(p.Period.From), To: isoDay(p.Period.To), Days: p.Period.Days(), Exposure: p.Days, Whole: p.Whole(),
			N: p.N, Low: rounded(&p.Low), High: rounded(&p.High), NearMiss: p.NearMiss, Exercise: p.Exercise, Reports: p.Reports(),
			Drafts: p.Drafts, Completed: toShareJSON(p.Actions),
		})
	}
	for i := range v.Readings {
		r := &v.Readings[i]
		said := readingJSON{
			Test: r.Test, N: r.N, Needed: r.Needed, Statistic: rounded(&r.Statistic), P: rounded(&r.P),
			Low: rounded(&r.Low), Centre: rounded(&r.Centre), High: rounded(&r.High), Signals: []signalJSON{},
			Verdict: string(r.Verdict), VerdictWords: r.Verdict.Words(), Words: r.Said,
		}
		for _, s := range r.Signals {
			said.Signals = append(said.Signals, signalJSON{s.Name, rounded(&s.Value), s.More})
		}
		j.Readings = append(j.Readings, said)
	}
	return j
}
