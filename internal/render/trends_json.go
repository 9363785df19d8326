package render

import (
	"io"
	"math"

	"github.com/pir-cli/pir/internal/trends"
)

// The JSON of `pir trends`. These types are written for the outside and documented in docs/json.md. Days are
// YYYY-MM-DD; low and high are 95 % limits; numbers that are not counts are rounded to four digits behind the point.
type trendsEnvelope struct {
	Version    int                      `json:"version"`
	AsOf       string                   `json:"as_of"`
	Period     periodJSON               `json:"period"`
	Previous   periodJSON               `json:"previous"`
	Kinds      kindsJSON                `json:"kinds"`
	Incidents  incidentsJSON            `json:"incidents"`
	By         map[string][]keyJSON     `json:"by"`        // by dimension; with --by only those
	Intervals  map[string]durationsJSON `json:"intervals"` // by name
	Actions    actionCountsJSON         `json:"actions"`   // of the incidents of the period, on the day of as_of
	Repeats    []repeatJSON             `json:"repeats"`   // the latest first
	DidNotHold []didNotHoldJSON         `json:"did_not_hold"`
	Notes      []string                 `json:"notes"`
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

type keyJSON struct {
	Key      string   `json:"key"`  // "(none)" for incidents without a value
	Name     string   `json:"name"` // what the key stands for, or empty
	N        int      `json:"n"`
	Share    *float64 `json:"share"` // of the incidents of the period, 0 to 1
	Previous int      `json:"previous"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
}

// durationsJSON holds seconds. The numbers are null when too few incidents are measured for them.
type durationsJSON struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	N       int      `json:"n"`
	Unknown int      `json:"unknown"`
	Median  *float64 `json:"median"`
	Q1      *float64 `json:"q1"`
	Q3      *float64 `json:"q3"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
}

// actionCountsJSON: total = open + done + verified + declined; overdue is a part of open.
type actionCountsJSON struct {
	Total      int            `json:"total"`
	Open       int            `json:"open"`
	Overdue    int            `json:"overdue"`
	Done       int            `json:"done"`
	Verified   int            `json:"verified"`
	Declined   int            `json:"declined"`
	Completion completionJSON `json:"completion"`
}

type completionJSON struct {
	K     int      `json:"k"`     // done or verified
	N     int      `json:"n"`     // not declined
	Share *float64 `json:"share"` // null for an n under five
}

type repeatJSON struct {
	Report         string            `json:"report"`
	Earlier        string            `json:"earlier"`
	Days           int               `json:"days"`
	Why            string            `json:"why"`     // "cause CATEGORY" or "control REF"
	State          string            `json:"state"`   // the least finished of earlier_actions: overdue, open, declined, done, verified, none
	Settled        string            `json:"settled"` // repeat, similar, not-a-repeat, or empty
	EarlierActions []actionStateJSON `json:"earlier_actions"`
}

type actionStateJSON struct {
	Action string `json:"action"`
	State  string `json:"state"`
}

type didNotHoldJSON struct {
	Action    string   `json:"action"`
	Report    string   `json:"report"`
	Title     string   `json:"title"`
	Effect    string   `json:"effect"`
	State     string   `json:"state"`  // verified or done, on the day of the incident that hit it
	Result    string   `json:"result"` // of the verification, or empty
	HitBy     string   `json:"hit_by"`
	Days      int      `json:"days"` // since it was done
	Addresses []string `json:"addresses"`
}

func trendsJSON(w io.Writer, t trends.Trends, _ Style) error {
	env := trendsEnvelope{
		Version: 1, AsOf: isoDay(t.AsOf),
		Period: toPeriodJSON(t.Period, t.Exposure.Now), Previous: toPeriodJSON(t.Previous, t.Exposure.Previous),
		Kinds:     kindsJSON{kindJSON(t.Kinds.Incident), kindJSON(t.Kinds.NearMiss), kindJSON(t.Kinds.Exercise)},
		Incidents: toIncidentsJSON(&t.Incidents),
		By:        map[string][]keyJSON{}, Intervals: map[string]durationsJSON{},
		Repeats: []repeatJSON{}, DidNotHold: []didNotHoldJSON{},
	}
	if t.Caution != "" {
		env.Notes = append(env.Notes, t.Caution)
	}
	env.Notes = append(append(env.Notes, trends.Definitions()), t.Notes...)
	for _, b := range t.By {
		env.By[b.Dimension] = list(keysJSON(b.Keys))
	}
	for _, i := range t.Intervals {
		env.Intervals[i.Name] = durationsJSON{i.From, i.To, i.N, i.Unknown, rounded(i.Median), rounded(i.Q1), rounded(i.Q3), rounded(i.Low), rounded(i.High)}
	}
	a := t.Actions
	k, n := a.Completion()
	env.Actions = actionCountsJSON{a.Total, a.Open, a.Overdue, a.Done, a.Verified, a.Declined, completionJSON{K: k, N: n}}
	if share, ok := a.Share(); ok {
		env.Actions.Completion.Share = rounded(&share)
	}
	for _, r := range t.Repeats {
		said := repeatJSON{r.Report, r.Earlier, r.Days, r.Why, r.State, r.Settled, []actionStateJSON{}}
		for _, a := range r.EarlierActions {
			said.EarlierActions = append(said.EarlierActions, actionStateJSON(a))
		}
		env.Repeats = append(env.Repeats, said)
	}
	for _, d := range t.DidNotHold {
		env.DidNotHold = append(env.DidNotHold, didNotHoldJSON{d.Action, d.Report, d.Title, d.Effect, d.State, d.Result, d.HitBy, d.Days, list(d.Addresses)})
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

func keysJSON(keys []trends.Key) []keyJSON {
	said := make([]keyJSON, 0, len(keys))
	for _, k := range keys {
		said = append(said, keyJSON{k.Key, k.Name, k.N, rounded(&k.Share), k.Previous, rounded(&k.Low), rounded(&k.High)})
	}
	return said
}

// rounded keeps four digits behind the point, so that the last digits of a distribution, which differ between
// processors, are not in the output. What is no number is nil.
func rounded(x *float64) *float64 {
	if x == nil || math.IsNaN(*x) || math.IsInf(*x, 0) {
		return nil
	}
	return new(math.Round(*x*1e4) / 1e4)
}
