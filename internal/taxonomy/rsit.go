package taxonomy

import (
	"slices"
	"strings"
)

// Class is an incident class of the Reference Security Incident Taxonomy with one of its types, or with none.
type Class struct {
	Category     string // intrusions
	Type         string // application-compromise, or empty for the class alone
	CategoryName string // Intrusions
	TypeName     string // Application Compromise, or empty for the class alone
}

// Ref returns the class as it is written in a report after rsit:, category/type or the category alone.
func (c Class) Ref() string {
	if c.Type == "" {
		return c.Category
	}
	return c.Category + "/" + c.Type
}

var rsitColumns = []string{"category", "type", "category_name", "type_name", "machine_tag"}

var rsit = table("rsit.csv", rsitColumns, func(all [][]string) []Class {
	var list []Class
	for _, row := range all {
		if n := len(list); n == 0 || list[n-1].Category != row[0] {
			list = append(list, Class{Category: row[0], CategoryName: row[2]})
		}
		list = append(list, Class{Category: row[0], Type: row[1], CategoryName: row[2], TypeName: row[3]})
	}
	return list
})

// RSIT returns the classes of RSIT version 1003, each class alone followed by its types, in the order of the taxonomy.
// Source: data/rsit.csv.
func RSIT() []Class {
	return slices.Clone(rsit())
}

// LookupRSIT returns the class that a reference such as intrusions/application-compromise, or intrusions alone, stands
// for, or false when there is none; the reference is without its prefix rsit:. RSIT makes the class mandatory and the
// type optional. Source: data/rsit.csv.
func LookupRSIT(ref string) (Class, bool) {
	category, kind, slash := strings.Cut(ref, "/")
	for _, c := range rsit() {
		if c.Category == category && c.Type == kind && slash == (c.Type != "") {
			return c, true
		}
	}
	return Class{}, false
}
