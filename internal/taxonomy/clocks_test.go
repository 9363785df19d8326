package taxonomy

import (
	"slices"
	"testing"
	"time"
)

func TestClocks(t *testing.T) {
	all, err := rows(data, "regulatory-clocks.csv", clockColumns...)
	if err != nil || len(all) != 9 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	stages := map[string]bool{}
	for i, c := range Clocks() {
		for _, column := range []int{4, 6} {
			if p, err := ParsePeriod(all[i][column]); err != nil || p.String() != all[i][column] {
				t.Errorf("%s %s: period %q is read as %q, %v", c.Regime, c.Stage, all[i][column], p, err)
			}
		}
		if c.Regime == "" || c.Stage == "" || c.Name == "" || c.From == "" || c.Ref == "" || stages[c.Regime+" "+c.Stage] {
			t.Errorf("row %d is incomplete or there twice: %+v", i+1, c)
		}
		if !slices.Contains([]string{CheckedText, CheckedMemory}, c.Checked) || !slices.Contains([]string{"", "day", "noon"}, c.Roll) {
			t.Errorf("%s %s: checked %q, roll %q", c.Regime, c.Stage, c.Checked, c.Roll)
		}
		if (c.CapFrom == "") != (c.CapTime == Period{}) {
			t.Errorf("%s %s has half a cap", c.Regime, c.Stage)
		}
		stages[c.Regime+" "+c.Stage] = true
	}
}

func TestParsePeriod(t *testing.T) {
	for text, want := range map[string]Period{
		"": {}, "72h": {72, Hours}, "14d": {14, Days}, "1 month": {1, Months}, "3months": {3, Months},
		"1 business day": {1, BusinessDays}, "4 business days": {4, BusinessDays}, " 4h ": {4, Hours},
	} {
		if got, err := ParsePeriod(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"soon", "0h", "72", "1 year", "-4h", "4 h later", "99999h"} {
		if got, err := ParsePeriod(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// TestUSFederalHolidays holds three years against lists written by hand, with the days on which holidays that fall on a
// weekend are observed.
func TestUSFederalHolidays(t *testing.T) {
	free := func(year int) []string {
		var days []string
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if USFederalHoliday(d) {
				days = append(days, d.Format("01-02"))
			}
		}
		return days
	}
	for year, want := range map[int][]string{
		2020: {"01-01", "01-20", "02-17", "05-25", "07-03", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"},
		2021: {"01-01", "01-18", "02-15", "05-31", "06-18", "06-19", "07-04", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-25", "12-31"},
		2025: {"01-01", "01-20", "02-17", "05-26", "06-19", "07-04", "09-01", "10-13", "11-11", "11-27", "12-25"},
	} {
		if got := free(year); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
}
