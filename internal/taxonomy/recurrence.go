package taxonomy

import (
	"slices"
	"strconv"
)

// Recurrence is what a law says of incidents that recur.
type Recurrence struct {
	Regime    string // law, such as nis2
	Name      string // what people call it
	Every     string // month or quarter: the period that is assessed
	Months    int    // two incidents are at most so many calendar months apart
	Amount    int    // a loss above it counts, of all incidents of one cause together, in whole units of Currency
	Currency  string // ISO 4217
	Ref       string // legal reference
	Criterion string // what the law asks of the incidents together
	Checked   string // text: compared with the legal text; memory: the loss was not
}

var recurrenceColumns = []string{"regime", "name", "every", "months", "amount", "currency", "ref", "criterion", "checked"}

var recurrences = table("recurrence.csv", recurrenceColumns, func(all [][]string) []Recurrence {
	list := make([]Recurrence, 0, len(all))
	for _, row := range all {
		months, _ := strconv.Atoi(row[3]) // a test reads every row
		amount, _ := strconv.Atoi(row[4])
		list = append(list, Recurrence{row[0], row[1], row[2], months, amount, row[5], row[6], row[7], row[8]})
	}
	return list
})

// Recurrences returns what laws say of incidents that recur: facts with their references and no legal advice.
// Source: data/recurrence.csv.
func Recurrences() []Recurrence { return slices.Clone(recurrences()) }

// LookupRecurrence returns what the law of that name says of incidents that recur, or false when there is none.
func LookupRecurrence(regime string) (Recurrence, bool) {
	i := slices.IndexFunc(recurrences(), func(r Recurrence) bool { return r.Regime == regime })
	if i < 0 {
		return Recurrence{}, false
	}
	return recurrences()[i], true
}
