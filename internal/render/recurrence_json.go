package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// The JSON of `pir trends --repeats`, documented in docs/json.md.
type recurrenceEnvelope struct {
	Version     int              `json:"version"`
	AsOf        string           `json:"as_of"`
	Regime      string           `json:"regime"`
	Name        string           `json:"name"`
	Reference   string           `json:"reference"`
	Every       string           `json:"every"` // month or quarter
	Months      int              `json:"months"`
	Criterion   string           `json:"criterion"`
	Limit       moneyJSON        `json:"limit"`
	Checked     string           `json:"checked"` // text or memory
	Assessments []assessmentJSON `json:"assessments"`
	Notes       []string         `json:"notes"`
}

type moneyJSON struct {
	Amount   *float64 `json:"amount"`
	Currency string   `json:"currency"`
}

type assessmentJSON struct {
	From      string      `json:"from"`
	To        string      `json:"to"`
	Running   bool        `json:"running"`
	Examined  int         `json:"examined"`
	Before    int         `json:"before"`
	NoCause   int         `json:"no_cause"`
	Groups    []groupJSON `json:"groups"`
	GroupsAll int         `json:"groups_all"`
}

type groupJSON struct {
	Cause   string       `json:"cause"` // empty when a report calls the other a repeat
	N       int          `json:"n"`
	Days    int          `json:"days"`
	Members []memberJSON `json:"members"`
	Costs   []moneyJSON  `json:"costs"` // one for each currency
	Unknown int          `json:"unknown"`
	Above   bool         `json:"above"` // the known costs are above the limit
}

type memberJSON struct {
	Report   string     `json:"report"`
	Day      string     `json:"day"`
	Severity string     `json:"severity"`
	Cost     *moneyJSON `json:"cost"` // null when it is not known
}

func toMoneyJSON(m trends.Money) moneyJSON {
	return moneyJSON{Amount: rounded(&m.Amount), Currency: m.Currency}
}

func recurrenceJSON(w io.Writer, r trends.Recurrence, _ Style) error {
	env := recurrenceEnvelope{
		Version: 1, AsOf: isoDay(r.AsOf), Regime: r.Law.Regime, Name: r.Law.Name, Reference: r.Law.Ref, Every: r.Law.Every, Months: r.Law.Months,
		Criterion: r.Law.Criterion, Limit: toMoneyJSON(trends.Money{Currency: r.Law.Currency, Amount: float64(r.Law.Amount)}), Checked: r.Law.Checked,
		Assessments: []assessmentJSON{}, Notes: append(slices.Clip(r.Notes), noAdvice),
	}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		said := assessmentJSON{isoDay(a.Period.From), isoDay(a.Period.To), a.Running, a.Examined, a.Before, a.NoCause, []groupJSON{}, a.GroupsAll}
		for j := range a.Groups {
			said.Groups = append(said.Groups, toGroupJSON(&a.Groups[j]))
		}
		env.Assessments = append(env.Assessments, said)
	}
	return writeJSON(w, env)
}

func toGroupJSON(g *trends.Group) groupJSON {
	said := groupJSON{Cause: g.Cause, N: g.N, Days: g.Days, Members: []memberJSON{}, Costs: []moneyJSON{}, Unknown: g.Cost.Unknown, Above: g.Above}
	for _, m := range g.Members {
		member := memberJSON{Report: m.Report, Day: isoDay(m.Day), Severity: m.Severity}
		if m.Cost.Known() {
			member.Cost = new(toMoneyJSON(m.Cost))
		}
		said.Members = append(said.Members, member)
	}
	for _, m := range g.Cost.Known {
		said.Costs = append(said.Costs, toMoneyJSON(m))
	}
	return said
}

// recurrenceCSV writes a line an incident of each group, and one for a period without any group.
func recurrenceCSV(w io.Writer, r trends.Recurrence, _ Style) error {
	rows := [][]string{{"regime", "from", "to", "examined", "before", "groups", "group", "cause", "report", "day", "severity", "amount", "currency"}}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		head := []string{r.Law.Regime, isoDay(a.Period.From), isoDay(a.Period.To), strconv.Itoa(a.Examined), strconv.Itoa(a.Before), strconv.Itoa(a.GroupsAll)}
		if len(a.Groups) == 0 {
			rows = append(rows, append(slices.Clip(head), "", "", "", "", "", "", ""))
		}
		for j, g := range a.Groups {
			for _, m := range g.Members {
				amount := ""
				if m.Cost.Known() {
					amount = csvNumber(m.Cost.Amount)
				}
				rows = append(rows, append(slices.Clip(head), strconv.Itoa(j+1), csvText(g.Cause), csvText(m.Report), isoDay(m.Day), csvText(m.Severity), amount, csvText(m.Cost.Currency)))
			}
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
