package report

import (
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// TestForeignKeys holds that keys of other habits are unknown, found by the key that Fold gives, and stand for a key that there is.
func TestForeignKeys(t *testing.T) {
	check := func(name string, words map[string]string, has func(string) bool) {
		for word, key := range words {
			if word != field.Fold(word) || has(word) || key != "" && !has(key) {
				t.Errorf("%s: %q for %q", name, word, key)
			}
		}
	}
	check("report", foreignKeys, reportObject.Has)
	check("timeline", foreignEntry, entryObject.Has)
	check("causes", foreignCause, causeObject.Has)
	check("actions", foreignAction, actionObject.Has)
	for word := range foreignActionHints {
		if _, both := foreignAction[word]; both || word != field.Fold(word) || actionObject.Has(word) {
			t.Errorf("hint for %q of an action", word)
		}
	}
	for word := range foreignHints {
		if _, both := foreignKeys[word]; both || word != field.Fold(word) || reportObject.Has(word) {
			t.Errorf("hint for %q", word)
		}
	}
}

// TestZoneExample holds that every place that is named for an abbreviation exists, and that the abbreviation does not.
func TestZoneExample(t *testing.T) {
	for short, place := range placesOf {
		if _, err := time.LoadLocation(place); err != nil || short != strings.ToUpper(short) {
			t.Errorf("%s: %v", short, err)
		}
		if _, err := time.LoadLocation(short); err == nil {
			t.Errorf("%s is a zone", short)
		}
	}
	if zoneExample("pst") != "America/Los_Angeles" || zoneExample("Mars") != "Europe/Berlin or UTC" {
		t.Errorf("%q, %q", zoneExample("pst"), zoneExample("Mars"))
	}
}
