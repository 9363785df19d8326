package taxonomy

import (
	"slices"
	"strings"
)

// Cause is a category of causes and contributing factors; it describes a condition, never a person's error.
type Cause struct {
	ID   string   // in kebab case
	Bone string   // the fishbone bone it sits on, one of Bones
	EU   string   // the root-cause category of the NIS Cooperation Group, for external reports only
	Name string   // a few words, without a full stop
	ISO  []string // ids of ISO/IEC 27001:2022 without scheme that are usual candidates for the failed control: a hint
}

type causeTable struct {
	list  []Cause
	byID  map[string]int
	bones []string
}

var causes = table("causes.csv", []string{"id", "bone", "eu", "iso", "name"}, func(all [][]string) causeTable {
	t := causeTable{byID: make(map[string]int, len(all))}
	for i, row := range all {
		t.list = append(t.list, Cause{ID: row[0], Bone: row[1], EU: row[2], ISO: strings.Fields(row[3]), Name: row[4]})
		t.byID[row[0]] = i
		if !slices.Contains(t.bones, row[1]) {
			t.bones = append(t.bones, row[1])
		}
	}
	return t
})

// own is the cause with a slice of its own.
func (c Cause) own() Cause {
	c.ISO = slices.Clone(c.ISO)
	return c
}

// Causes returns the built-in categories in the order of the vocabulary. Source: data/causes.csv.
func Causes() []Cause {
	list := slices.Clone(causes().list)
	for i := range list {
		list[i] = list[i].own()
	}
	return list
}

// LookupCause returns the built-in category with the id, or false when there is none. Source: data/causes.csv.
func LookupCause(id string) (Cause, bool) {
	t := causes()
	i, ok := t.byID[id]
	if !ok {
		return Cause{}, false
	}
	return t.list[i].own(), true
}

// Bones returns the bones of the fishbone diagram in the order in which it is drawn. Source: data/causes.csv, in the
// order of first use.
func Bones() []string {
	return slices.Clone(causes().bones)
}
