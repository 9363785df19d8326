package taxonomy

import (
	"slices"
	"strconv"
	"testing"
)

func TestRecurrences(t *testing.T) {
	all, err := rows(data, "recurrence.csv", recurrenceColumns...)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range Recurrences() {
		if strconv.Itoa(r.Months) != all[i][3] || strconv.Itoa(r.Amount) != all[i][4] {
			t.Errorf("%s: %v is read as %d months and %d", r.Regime, all[i][3:5], r.Months, r.Amount)
		}
		if r.Name == "" || r.Ref == "" || r.Criterion == "" || len(r.Currency) != 3 || !slices.Contains([]string{"month", "quarter"}, r.Every) ||
			!slices.Contains([]string{CheckedText, CheckedMemory}, r.Checked) {
			t.Errorf("row %d is incomplete: %+v", i+1, r)
		}
	}
	for regime, every := range map[string]string{"nis2": "quarter", "dora": "month", "gdpr": ""} {
		if r, ok := LookupRecurrence(regime); r.Every != every || ok != (every != "") {
			t.Errorf("%s: %+v, %v", regime, r, ok)
		}
	}
}
