package trends

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/report"
)

// Money is an amount in one currency. Amounts of different currencies are never added.
type Money struct {
	Currency string  // ISO 4217 in upper case; "" where the cost is not known
	Amount   float64 // in whole units of the currency
}

// Known reports whether the amount is known.
func (m Money) Known() bool { return m.Currency != "" }

// cost returns the cost that a report gives, or the zero Money when it lacks amount or currency.
func cost(r *report.Report) Money {
	amount := r.Impact.Cost.Amount
	currency := strings.ToUpper(strings.TrimSpace(r.Impact.Cost.Currency.Value))
	if !amount.Known || currency == "" || math.IsNaN(amount.Num) || math.IsInf(amount.Num, 0) || amount.Num < 0 {
		return Money{}
	}
	return Money{Currency: currency, Amount: amount.Num}
}

// Sum is what incidents cost together.
type Sum struct {
	Known   []Money // one for each currency, by its code
	Unknown int     // incidents without a known cost
}

// In returns the known amount in a currency, 0 when there is none.
func (s Sum) In(currency string) float64 {
	for _, m := range s.Known {
		if m.Currency == currency {
			return m.Amount
		}
	}
	return 0
}

// add adds the cost of one incident.
func (s *Sum) add(m Money) {
	if !m.Known() {
		s.Unknown++
		return
	}
	i, ok := slices.BinarySearchFunc(s.Known, m.Currency, func(k Money, currency string) int { return cmp.Compare(k.Currency, currency) })
	if !ok {
		s.Known = slices.Insert(s.Known, i, Money{Currency: m.Currency})
	}
	s.Known[i].Amount += m.Amount
}
