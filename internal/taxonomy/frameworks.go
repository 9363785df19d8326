package taxonomy

import (
	"slices"
	"strings"
)

// Point is what a framework asks for at one place.
type Point struct {
	Framework string   // such as iso27001
	Name      string   // what people call the framework
	ID        string   // of the point, such as A.5.27
	Title     string   // what it asks for, in our own words
	Records   []string // names of the records that answer it
	Ref       string
	Checked   string // text: compared with the legal text or an official copy; memory: not compared
}

var pointColumns = []string{"framework", "name", "point", "title", "records", "ref", "checked"}

var points = table("frameworks.csv", pointColumns, func(all [][]string) []Point {
	list := make([]Point, 0, len(all))
	for _, row := range all {
		list = append(list, Point{row[0], row[1], row[2], row[3], strings.Fields(row[4]), row[5], row[6]})
	}
	return list
})

// Points returns what frameworks ask for about reviews after incidents, by framework in the order of their points: facts
// with their references, and no legal advice. Source: data/frameworks.csv.
func Points() []Point { return slices.Clone(points()) }

// Frameworks returns the names of the frameworks that have Points.
func Frameworks() []string {
	var names []string
	for _, p := range points() {
		if !slices.Contains(names, p.Framework) {
			names = append(names, p.Framework)
		}
	}
	return names
}

// AuditFinding is something that auditors often find.
type AuditFinding struct {
	Finding string
	Records []string // names of the records that speak to it
}

var auditFindings = table("audit-findings.csv", []string{"finding", "records"}, func(all [][]string) []AuditFinding {
	list := make([]AuditFinding, 0, len(all))
	for _, row := range all {
		list = append(list, AuditFinding{row[0], strings.Fields(row[1])})
	}
	return list
})

// AuditFindings returns what auditors most often find about learning from incidents. Source: data/audit-findings.csv.
func AuditFindings() []AuditFinding { return slices.Clone(auditFindings()) }
