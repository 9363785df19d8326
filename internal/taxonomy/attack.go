package taxonomy

import (
	"maps"
	"slices"
	"strings"
)

// Technique is an active technique or sub-technique of MITRE ATT&CK Enterprise.
type Technique struct {
	ID      string   // T1552, or T1552.001 for a sub-technique
	Name    string   // of a sub-technique without that of its parent
	Parent  string   // the id of the technique that a sub-technique belongs to, else empty
	Tactics []string // ids of tactics, ascending
}

var (
	tactics = table("attack-tactics.csv", []string{"id", "name", "shortname", "matrix_order"}, terms)

	techniques = table("attack-techniques.csv", []string{"id", "name", "parent", "tactics"}, parseTechniques)
)

// parseTechniques gives a sub-technique without tactics those of its parent, wherever the parent stands in the file.
func parseTechniques(all [][]string) map[string]Technique {
	byID := make(map[string]Technique, len(all))
	for _, row := range all {
		byID[row[0]] = Technique{ID: row[0], Name: row[1], Parent: row[2], Tactics: strings.Fields(row[3])}
	}
	for id, t := range byID {
		if len(t.Tactics) == 0 && t.Parent != "" {
			t.Tactics = byID[t.Parent].Tactics
			byID[id] = t
		}
	}
	return byID
}

// LookupTechnique returns the technique or sub-technique with the id, or false when ATT&CK Enterprise v19.1 has no such
// active id, which is also so for ids that it has retired (T1562, T1656). Source: data/attack-techniques.csv.
func LookupTechnique(id string) (Technique, bool) {
	t, ok := techniques()[id]
	t.Tactics = slices.Clone(t.Tactics)
	return t, ok
}

// Techniques returns the techniques and sub-techniques of ATT&CK Enterprise v19.1, ascending by id.
// Source: data/attack-techniques.csv.
func Techniques() []Technique {
	all := make([]Technique, 0, len(techniques()))
	for _, id := range slices.Sorted(maps.Keys(techniques())) {
		t := techniques()[id]
		t.Tactics = slices.Clone(t.Tactics)
		all = append(all, t)
	}
	return all
}

// Tactics returns the tactics of ATT&CK Enterprise v19.1 in the order of the matrix, from Reconnaissance to Impact.
// Source: data/attack-tactics.csv.
func Tactics() []Term {
	return slices.Clone(tactics())
}

// TacticName returns the name of the tactic with the id (TA0001), or an empty string when there is none.
// Source: data/attack-tactics.csv.
func TacticName(id string) string {
	for _, t := range tactics() {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}
