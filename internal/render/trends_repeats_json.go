package render

import "github.com/pir-cli/pir/internal/trends"

// comeBackJSON is what came back and what did not hold, in the JSON of `pir trends`.
type comeBackJSON struct {
	RepeatWithin string           `json:"repeat_within"` // such as 12 months
	CameBack     cameBackJSON     `json:"came_back"`
	Repeats      []repeatJSON     `json:"repeats"`      // what says most first; those that are settled as none last
	RepeatsAll   int              `json:"repeats_all"`  // more than are listed in a very large repository
	DidNotHold   []didNotHoldJSON `json:"did_not_hold"` // root causes first, then what is rare, then the soonest
	HitsAll      int              `json:"did_not_hold_all"`
	Fixes        fixesJSON        `json:"fixes"`
	Hints        []hintJSON       `json:"hints"` // the most alike first
	HintsAll     int              `json:"hints_all"`
}

// cameBackJSON counts incidents of the period.
type cameBackJSON struct {
	Cause int `json:"cause"` // share a root cause with an earlier one
	Other int `json:"other"` // share no root cause, but a technique on a service, or a control
}

type commonJSON struct {
	N      int      `json:"n"`  // incidents that have it, the later one included
	Of     int      `json:"of"` // incidents of the time within which it repeats them
	Chance *float64 `json:"chance"`
	Much   bool     `json:"much"` // so many that a match may be chance
}

type repeatJSON struct {
	Report         string            `json:"report"`
	Earlier        string            `json:"earlier"`
	Days           int               `json:"days"`
	Why            string            `json:"why"` // "cause CATEGORY", "technique ID on SERVICE" or "control REF"
	Common         commonJSON        `json:"common"`
	State          string            `json:"state"`   // the least finished of earlier_actions: overdue, open, declined, done, verified, none
	Settled        string            `json:"settled"` // repeat, similar, not-a-repeat, or empty
	Reason         string            `json:"reason"`
	EarlierActions []actionStateJSON `json:"earlier_actions"`
}

type actionStateJSON struct {
	Action string `json:"action"`
	State  string `json:"state"`
	Result string `json:"result"` // of the verification, or empty
}

type didNotHoldJSON struct {
	Action    string     `json:"action"`
	Report    string     `json:"report"`
	Title     string     `json:"title"`
	Effect    string     `json:"effect"`
	State     string     `json:"state"`  // verified or done, on the day of the incident that hit it
	Result    string     `json:"result"` // of the verification, or empty
	HitBy     string     `json:"hit_by"`
	Days      int        `json:"days"` // since it was done
	Expected  *float64   `json:"expected"`
	Addresses []string   `json:"addresses"`
	Common    commonJSON `json:"common"` // of the first of addresses
	Settled   string     `json:"settled"`
	Late      bool       `json:"late"` // too late to be a repeat
}

type fixesJSON struct {
	End         string     `json:"end"`
	Hit         int        `json:"hit"`
	Effective   int        `json:"effective"` // of hit, verified as effective before
	HitBefore   int        `json:"hit_before"`
	Held        []fixJSON  `json:"held"`
	HeldAll     int        `json:"held_all"`
	TooEarly    []fixJSON  `json:"too_early"`
	TooEarlyAll int        `json:"too_early_all"`
	Ineffective int        `json:"ineffective"`
	Cause       chanceJSON `json:"cause"`
	Control     chanceJSON `json:"control"`
}

type fixJSON struct {
	Action    string   `json:"action"`
	Title     string   `json:"title"`
	State     string   `json:"state"`
	Since     string   `json:"since"`
	Days      int      `json:"days"`
	Addresses []string `json:"addresses"`
	Expected  *float64 `json:"expected"`
	P         *float64 `json:"p"` // chance of none when nothing changed
}

type chanceJSON struct {
	Of       int      `json:"of"`
	Hit      int      `json:"hit"`
	Settled  int      `json:"settled"`
	ByChance *float64 `json:"by_chance"`
	Beyond   bool     `json:"beyond"` // more than chance would explain
}

type hintJSON struct {
	Report  string   `json:"report"`
	Earlier string   `json:"earlier"`
	Days    int      `json:"days"`
	Cosine  *float64 `json:"cosine"`
	Words   []string `json:"words"`
}

func toComeBackJSON(t *trends.Trends) comeBackJSON {
	env := comeBackJSON{
		RepeatWithin: t.Within, CameBack: cameBackJSON(t.CameBack), RepeatsAll: t.RepeatsAll, HitsAll: t.HitsAll, HintsAll: t.HintsAll,
		Repeats: []repeatJSON{}, DidNotHold: []didNotHoldJSON{}, Hints: []hintJSON{},
		Fixes: toFixesJSON(&t.Fixes),
	}
	for _, r := range t.Repeats {
		said := repeatJSON{r.Report, r.Earlier, r.Days, r.Why, toCommonJSON(r.Common), r.State, r.Settled, r.Reason, []actionStateJSON{}}
		for _, a := range r.EarlierActions {
			said.EarlierActions = append(said.EarlierActions, actionStateJSON(a))
		}
		env.Repeats = append(env.Repeats, said)
	}
	for _, d := range t.DidNotHold {
		env.DidNotHold = append(env.DidNotHold, didNotHoldJSON{
			d.Action, d.Report, d.Title, d.Effect, d.State, d.Result, d.HitBy, d.Days, rounded(&d.Expected), list(d.Addresses),
			toCommonJSON(d.Common), d.Settled, d.Late,
		})
	}
	for _, h := range t.Hints {
		env.Hints = append(env.Hints, hintJSON{h.Report, h.Earlier, h.Days, rounded(&h.Cosine), list(h.Words)})
	}
	return env
}

func toCommonJSON(c trends.Common) commonJSON {
	return commonJSON{N: c.N, Of: c.Of, Chance: rounded(new(c.Chance())), Much: c.Much()}
}

func toFixesJSON(f *trends.Fixes) fixesJSON {
	return fixesJSON{
		End: isoDay(f.End), Hit: f.Hit, Effective: f.Effective, HitBefore: f.HitBefore, Held: toFixJSON(f.Held), HeldAll: f.HeldAll,
		TooEarly: toFixJSON(f.Early), TooEarlyAll: f.EarlyAll, Ineffective: f.Ineffective,
		Cause: toChanceJSON(f.Cause), Control: toChanceJSON(f.Control),
	}
}

func toFixJSON(fixes []trends.Fix) []fixJSON {
	said := make([]fixJSON, 0, len(fixes))
	for _, f := range fixes {
		said = append(said, fixJSON{f.Action, f.Title, f.State, isoDay(f.Since), f.Days, list(f.Addresses), rounded(&f.Expected), rounded(&f.P)})
	}
	return said
}

func toChanceJSON(c trends.Chance) chanceJSON {
	return chanceJSON{Of: c.Of, Hit: c.Hit, Settled: c.Settled, ByChance: rounded(&c.Expected), Beyond: c.Beyond()}
}
