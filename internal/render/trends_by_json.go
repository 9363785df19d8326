package render

import "github.com/pir-cli/pir/internal/trends"

type keyJSON struct {
	Key        string        `json:"key"`  // "(none)" for incidents without a value
	Name       string        `json:"name"` // what the key stands for, or empty
	N          int           `json:"n"`
	Share      *float64      `json:"share"` // of the incidents of the period, 0 to 1
	Previous   int           `json:"previous"`
	Low        *float64      `json:"low"`
	High       *float64      `json:"high"`
	Cumulative *float64      `json:"cumulative"`         // share of the assignments of this and the more frequent keys; null for "(none)"
	P          *float64      `json:"p"`                  // central, two-sided; null when it was not compared
	Corrected  *float64      `json:"p_corrected"`        // for the number of keys compared (Holm)
	Verdict    string        `json:"verdict"`            // more-than-chance or less-than-chance by p_corrected, else empty
	Verdicts   *verdictsJSON `json:"verdicts,omitempty"` // in the dimension control
}

// verdictsJSON counts incidents by the verdict on a control.
type verdictsJSON struct {
	Effective int `json:"effective"`
	Partial   int `json:"partial"`
	Failed    int `json:"failed"`
	Missing   int `json:"missing"`
	Unstated  int `json:"unstated"`
}

type crossedJSON struct {
	Rows    string         `json:"rows"` // dimensions
	Columns string         `json:"columns"`
	N       int            `json:"n"`     // incidents of the period
	Cells   []cellJSON     `json:"cells"` // those with an incident
	Pairs   []togetherJSON `json:"pairs"` // that at least 3 of at least 20 incidents have
	Tried   int            `json:"tried"` // pairs for which p is corrected
}

type cellJSON struct {
	Row    string `json:"row"`
	Column string `json:"column"`
	N      int    `json:"n"`
}

type togetherJSON struct {
	Row       string   `json:"row"`
	Column    string   `json:"column"`
	N         int      `json:"n"` // incidents with both
	RowN      int      `json:"row_n"`
	ColumnN   int      `json:"column_n"`
	Lift      *float64 `json:"lift"`
	P         *float64 `json:"p"` // one-sided
	Corrected *float64 `json:"p_corrected"`
	Verdict   string   `json:"verdict"` // more-than-chance or no-change
}

// durationsJSON holds seconds, or days in lags. The numbers are null when too few incidents are measured for them.
type durationsJSON struct {
	From          string   `json:"from"`
	To            string   `json:"to"`
	N             int      `json:"n"`
	Unknown       int      `json:"unknown"`        // an end is missing or unknown
	NotMeasurable int      `json:"not_measurable"` // an end is not exact, or before the start
	Median        *float64 `json:"median"`
	Q1            *float64 `json:"q1"`
	Q3            *float64 `json:"q3"`
	P90           *float64 `json:"p90"`
	Min           *float64 `json:"min"`
	MinReport     string   `json:"min_report"`
	Max           *float64 `json:"max"`
	MaxReport     string   `json:"max_report"`
	Low           *float64 `json:"low"` // 95 % limits of the median
	High          *float64 `json:"high"`
}

// actionsTotalJSON: total = open + done + verified + declined; overdue is a part of open.
type actionsTotalJSON struct {
	actionCountsJSON
	Previous actionCountsJSON `json:"previous"` // of the incidents of the previous period, on the same day
	ByKind   []actionKeyJSON  `json:"by_kind"`
	ByEffect []actionKeyJSON  `json:"by_effect"`
}

type actionCountsJSON struct {
	Total      int       `json:"total"`
	Open       int       `json:"open"`
	Overdue    int       `json:"overdue"`
	Done       int       `json:"done"`
	Verified   int       `json:"verified"`
	Declined   int       `json:"declined"`
	Completion shareJSON `json:"completion"` // done or verified, of those that are not declined
	Checked    shareJSON `json:"checked"`    // verified, of those that are done or verified
}

type actionKeyJSON struct {
	Key string `json:"key"` // "(none)" for actions without one
	actionCountsJSON
}

// shareJSON is k of n. The share and its exact 95 % limits are null for an n under five.
type shareJSON struct {
	K     int      `json:"k"`
	N     int      `json:"n"`
	Share *float64 `json:"share"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

type sharesJSON struct {
	NearMiss     sharePairJSON `json:"near_miss"`     // of incidents and near misses
	Change       sharePairJSON `json:"change"`        // incidents after a rolled-out change, of those with a trigger that says
	TrainingOnly sharePairJSON `json:"training_only"` // incidents whose actions only train, of those with actions
}

type sharePairJSON struct {
	shareJSON
	Unknown  int       `json:"unknown"` // incidents of the period that are not among n
	Previous shareJSON `json:"previous"`
}

func keysJSON(keys []trends.Key) []keyJSON {
	said := make([]keyJSON, 0, len(keys))
	for _, k := range keys {
		j := keyJSON{
			Key: k.Key, Name: k.Name, N: k.N, Share: rounded(&k.Share), Previous: k.Previous, Low: rounded(&k.Low), High: rounded(&k.High),
			Cumulative: rounded(k.Cumulative), Verdict: string(k.Verdict),
		}
		if k.Compared {
			j.P, j.Corrected = rounded(&k.P), rounded(&k.Holm)
		}
		if k.Verdicts != nil {
			j.Verdicts = new(verdictsJSON(*k.Verdicts))
		}
		said = append(said, j)
	}
	return said
}

func toCrossedJSON(c *trends.Crossed) *crossedJSON {
	if c == nil {
		return nil
	}
	j := &crossedJSON{Rows: c.Rows, Columns: c.Columns, N: c.Of, Cells: []cellJSON{}, Pairs: []togetherJSON{}, Tried: c.Tried}
	for _, cell := range c.Cells {
		j.Cells = append(j.Cells, cellJSON(cell))
	}
	for _, p := range c.Pairs {
		j.Pairs = append(j.Pairs, togetherJSON{
			Row: p.Row, Column: p.Column, N: p.Both, RowN: p.A, ColumnN: p.B,
			Lift: rounded(&p.Lift), P: rounded(&p.P), Corrected: rounded(&p.Holm), Verdict: string(p.Verdict),
		})
	}
	return j
}

func toDurationsJSON(from, to string, s *trends.Spread) durationsJSON {
	return durationsJSON{
		From: from, To: to, N: s.N, Unknown: s.Unknown, NotMeasurable: s.NotMeasurable,
		Median: rounded(s.Median), Q1: rounded(s.Q1), Q3: rounded(s.Q3), P90: rounded(s.P90),
		Min: rounded(s.Min), MinReport: s.MinReport, Max: rounded(s.Max), MaxReport: s.MaxReport, Low: rounded(s.Low), High: rounded(s.High),
	}
}

func toShareJSON(s trends.Share) shareJSON {
	j := shareJSON{K: s.K, N: s.N}
	if share, low, high, ok := s.Of(); ok {
		j.Share, j.Low, j.High = rounded(&share), rounded(&low), rounded(&high)
	}
	return j
}

func toSharesJSON(s *trends.Shares) sharesJSON {
	pair := func(p *trends.SharePair) sharePairJSON {
		return sharePairJSON{toShareJSON(p.Now), p.Unknown, toShareJSON(p.Previous)}
	}
	return sharesJSON{pair(&s.NearMiss), pair(&s.Change), pair(&s.TrainingOnly)}
}

func toActionsJSON(a *trends.Actions) actionsTotalJSON {
	keys := func(list []trends.ActionKey) []actionKeyJSON {
		said := make([]actionKeyJSON, 0, len(list))
		for _, k := range list {
			said = append(said, actionKeyJSON{k.Key, toCountsJSON(&k.ActionCounts)})
		}
		return said
	}
	return actionsTotalJSON{toCountsJSON(&a.ActionCounts), toCountsJSON(&a.Previous), keys(a.ByKind), keys(a.ByEffect)}
}

func toCountsJSON(a *trends.ActionCounts) actionCountsJSON {
	return actionCountsJSON{
		a.Total, a.Open, a.Overdue, a.Done, a.Verified, a.Declined, toShareJSON(a.Implemented()), toShareJSON(a.Checked()),
	}
}
