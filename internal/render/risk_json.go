package render

import (
	"io"

	"github.com/pir-cli/pir/internal/trends"
)

// The JSON of `pir trends --risk`, documented in docs/json.md.
type riskEnvelope struct {
	Version        int            `json:"version"`
	AsOf           string         `json:"as_of"`
	Period         periodJSON     `json:"period"`
	Previous       periodJSON     `json:"previous"`
	Covered        int            `json:"covered"` // days of previous that are compared
	Incidents      incidentsJSON  `json:"incidents"`
	Kinds          kindsJSON      `json:"kinds"`
	Rows           []riskRowJSON  `json:"rows"`
	Without        map[string]int `json:"without"` // incidents that are an event of no row, by subject
	Compared       int            `json:"compared"`
	Unlinked       []unlinkedJSON `json:"unlinked"`
	UnlinkedMisses int            `json:"unlinked_near_misses"`
	Notes          []string       `json:"notes"`
}

type riskRowJSON struct {
	Subject            string        `json:"subject"` // risk, cause, control, service
	Key                string        `json:"key"`
	Name               string        `json:"name"`
	Events             int           `json:"events"`
	Low                *float64      `json:"low"`
	High               *float64      `json:"high"`
	Rate               *float64      `json:"rate"` // a year of 365 days; null without a day that is counted
	RateLow            *float64      `json:"rate_low"`
	RateHigh           *float64      `json:"rate_high"`
	Previous           int           `json:"previous"`
	Ratio              *float64      `json:"ratio"`
	RatioLow           *float64      `json:"ratio_low"`
	RatioHigh          *float64      `json:"ratio_high"`
	P                  *float64      `json:"p"`
	PCorrected         *float64      `json:"p_corrected"`
	Verdict            string        `json:"verdict"`
	Change             string        `json:"change"`
	WorstSeverity      string        `json:"worst_severity"`
	NotRated           int           `json:"not_rated"`
	NearMisses         int           `json:"near_misses"`
	NearMissesPrevious int           `json:"near_misses_previous"`
	Exercises          int           `json:"exercises"`
	OpenActions        int           `json:"open_actions"`
	OverdueActions     int           `json:"overdue_actions"`
	AfterFix           int           `json:"after_fix"`
	AfterVerifiedFix   int           `json:"after_verified_fix"`
	DidNotHold         []riskFixJSON `json:"did_not_hold"`
	Effective          *int          `json:"effective"` // null for what is no control
	Partial            *int          `json:"partial"`
	LastEvent          string        `json:"last_event"`
	Reports            []string      `json:"reports"`
	Rule               string        `json:"rule"`
	Question           string        `json:"question"`
}

type riskFixJSON struct {
	Action    string   `json:"action"`
	State     string   `json:"state"`
	Result    string   `json:"result"`
	HitBy     string   `json:"hit_by"`
	Days      int      `json:"days"`
	Addresses []string `json:"addresses"`
}

type unlinkedJSON struct {
	Report   string `json:"report"`
	Day      string `json:"day"`
	Severity string `json:"severity"`
}

func riskJSON(w io.Writer, f trends.RiskFeed, _ Style) error {
	env := riskEnvelope{
		Version: 1, AsOf: isoDay(f.AsOf), Period: toPeriodJSON(f.Period, f.Exposure.Now), Previous: toPeriodJSON(f.Previous, f.Exposure.Previous),
		Covered: f.Covered, Incidents: toIncidentsJSON(&f.Incidents),
		Kinds: kindsJSON{kindJSON(f.Kinds.Incident), kindJSON(f.Kinds.NearMiss), kindJSON(f.Kinds.Exercise)},
		Rows:  make([]riskRowJSON, 0, len(f.Rows)), Without: map[string]int{}, Compared: f.Compared,
		Unlinked: make([]unlinkedJSON, 0, len(f.Unlinked)), UnlinkedMisses: f.UnlinkedMisses,
	}
	if f.Caution != "" {
		env.Notes = append(env.Notes, f.Caution)
	}
	env.Notes = list(append(env.Notes, f.Notes...))
	for i := range f.Rows {
		env.Rows = append(env.Rows, toRiskRowJSON(&f.Rows[i]))
	}
	for _, w := range f.Without {
		env.Without[w.Subject] = w.N
	}
	for _, u := range f.Unlinked {
		env.Unlinked = append(env.Unlinked, unlinkedJSON{u.Report, isoDay(u.Day), u.Severity})
	}
	return writeJSON(w, env)
}

func toRiskRowJSON(r *trends.Risk) riskRowJSON {
	p, holm, c := comparedOr(r, r.Change.Ratio.P), comparedOr(r, r.Change.Holm), &r.Change
	said := riskRowJSON{
		Subject: r.Subject, Key: r.Key, Name: r.Name, Events: r.Events, Low: rounded(&r.Low), High: rounded(&r.High),
		Rate: rounded(&r.Rate), RateLow: rounded(&r.RateLow), RateHigh: rounded(&r.RateHigh), Previous: r.Previous,
		Ratio: rounded(&c.Ratio.Ratio), RatioLow: rounded(&c.Ratio.Low), RatioHigh: rounded(&c.Ratio.High),
		P: rounded(&p), PCorrected: rounded(&holm), Verdict: string(c.Verdict), Change: c.Said,
		WorstSeverity: r.Worst, NotRated: r.Unrated, NearMisses: r.NearMiss.N, NearMissesPrevious: r.NearMiss.Previous, Exercises: r.Exercise.N,
		OpenActions: r.Open, OverdueActions: r.Overdue, AfterFix: r.AfterFix, AfterVerifiedFix: r.AfterVerified,
		DidNotHold: make([]riskFixJSON, 0, len(r.Fixes)), LastEvent: isoDay(r.Last), Reports: list(r.Reports), Rule: r.Rule, Question: r.Question,
	}
	if r.Subject == trends.SubjectControl {
		said.Effective, said.Partial = &r.Effective, &r.Partial
	}
	for _, d := range r.Fixes {
		said.DidNotHold = append(said.DidNotHold, riskFixJSON{d.Action, d.State, d.Result, d.HitBy, d.Days, list(d.Addresses)})
	}
	return said
}
