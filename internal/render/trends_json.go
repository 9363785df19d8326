package render

import (
	"io"
	"math"

	"github.com/pir-cli/pir/internal/trends"
)

// The JSON of `pir trends`. These types are written for the outside and documented in docs/json.md. Days are
// YYYY-MM-DD; low and high are 95 % limits; numbers that are not counts are rounded to four digits behind the point.
type trendsEnvelope struct {
	Version   int                      `json:"version"`
	AsOf      string                   `json:"as_of"`
	Period    periodJSON               `json:"period"`
	Previous  periodJSON               `json:"previous"`
	Kinds     kindsJSON                `json:"kinds"`
	Incidents incidentsJSON            `json:"incidents"`
	Shares    sharesJSON               `json:"shares"`
	Series    seriesJSON               `json:"series"`
	By        map[string][]keyJSON     `json:"by"`                // by dimension; with --by only those
	Crossed   *crossedJSON             `json:"crossed,omitempty"` // with --by of two dimensions
	Intervals map[string]durationsJSON `json:"intervals"`         // by name, in seconds
	Lags      map[string]durationsJSON `json:"lags"`              // by name, in days
	Actions   actionsTotalJSON         `json:"actions"`           // of the incidents of the period, on the day of as_of
	comeBackJSON
	Notes []string `json:"notes"`
}

type periodJSON struct {
	From     string `json:"from"`
	To       string `json:"to"`       // included
	Days     int    `json:"days"`     // of the whole period
	Exposure int    `json:"exposure"` // days up to as_of, by which rates are compared
}

type kindsJSON struct {
	Incident kindJSON `json:"incident"`
	NearMiss kindJSON `json:"near_miss"`
	Exercise kindJSON `json:"exercise"`
}

type kindJSON struct {
	N        int `json:"n"`
	Previous int `json:"previous"`
}

type incidentsJSON struct {
	N            int      `json:"n"`
	Low          *float64 `json:"low"`
	High         *float64 `json:"high"`
	Previous     int      `json:"previous"`
	Ratio        *float64 `json:"ratio"` // of the rates a day; null when it is undefined or infinite
	RatioLow     *float64 `json:"ratio_low"`
	RatioHigh    *float64 `json:"ratio_high"`
	P            *float64 `json:"p"`       // central, two-sided
	Verdict      string   `json:"verdict"` // more-than-chance, less-than-chance, no-change, too-few
	VerdictWords string   `json:"verdict_words"`
}

func trendsJSON(w io.Writer, t trends.Trends, _ Style) error {
	env := trendsEnvelope{
		Version: 1, AsOf: isoDay(t.AsOf),
		Period: toPeriodJSON(t.Period, t.Exposure.Now), Previous: toPeriodJSON(t.Previous, t.Exposure.Previous),
		Kinds:     kindsJSON{kindJSON(t.Kinds.Incident), kindJSON(t.Kinds.NearMiss), kindJSON(t.Kinds.Exercise)},
		Incidents: toIncidentsJSON(&t.Incidents),
		Shares:    toSharesJSON(&t.Shares), Series: toSeriesJSON(&t.Series), Crossed: toCrossedJSON(t.Crossed),
		By: map[string][]keyJSON{}, Intervals: map[string]durationsJSON{}, Lags: map[string]durationsJSON{}, Actions: toActionsJSON(&t.Actions),
		comeBackJSON: toComeBackJSON(&t),
	}
	if t.Caution != "" {
		env.Notes = append(env.Notes, t.Caution)
	}
	if t.Reporting != "" {
		env.Notes = append(env.Notes, t.Reporting)
	}
	env.Notes = append(append(env.Notes, trends.Definitions()), t.Notes...)
	if t.ClockNote != "" {
		env.Notes = append(env.Notes, t.ClockNote)
	}
	for _, b := range t.By {
		env.By[b.Dimension] = list(keysJSON(b.Keys))
	}
	for _, i := range t.Intervals {
		env.Intervals[i.Name] = toDurationsJSON(i.From, i.To, &i.Spread)
	}
	for _, l := range t.Lags {
		env.Lags[l.Name] = toDurationsJSON(l.From, l.To, &l.Spread)
	}
	return writeJSON(w, env)
}

func toPeriodJSON(p trends.Period, exposure int) periodJSON {
	return periodJSON{From: isoDay(p.From), To: isoDay(p.To), Days: p.Days(), Exposure: exposure}
}

func toIncidentsJSON(i *trends.Incidents) incidentsJSON {
	return incidentsJSON{
		N: i.N, Low: rounded(&i.Low), High: rounded(&i.High), Previous: i.Previous,
		Ratio: rounded(&i.Ratio.Ratio), RatioLow: rounded(&i.Ratio.Low), RatioHigh: rounded(&i.Ratio.High), P: rounded(&i.Ratio.P),
		Verdict: string(i.Verdict), VerdictWords: i.Verdict.Words(),
	}
}

// rounded keeps four digits behind the point, so that the last digits of a distribution, which differ between
// processors, are not in the output. What is no number is nil.
func rounded(x *float64) *float64 {
	if x == nil || math.IsNaN(*x) || math.IsInf(*x, 0) {
		return nil
	}
	return new(math.Round(*x*1e4) / 1e4)
}
