package taxonomy

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Control is one control, clause, criterion or outcome of a control scheme.
type Control struct {
	Scheme string // one of Schemes
	ID     string // as the scheme writes it
	Title  string // of a CIS safeguard, the title of the control that it belongs to, as safeguard text is not free
}

// Ref returns the control as it is written in a report, scheme:id.
func (c Control) Ref() string {
	return c.Scheme + ":" + c.ID
}

type controlTable struct {
	list []Control
	byID map[string]int
}

func newControlTable(list []Control) controlTable {
	t := controlTable{list: list, byID: make(map[string]int, len(list))}
	for i, c := range list {
		t.byID[c.ID] = i
	}
	return t
}

// The schemes as they are written before the colon.
const (
	schemeISO  = "iso27001"
	schemeSOC2 = "soc2"
	schemeCSF  = "csf2"
	schemeCIS  = "cis"
)

var (
	isoAnnex = table("iso27001-annex-a.csv", []string{"id", "title", "theme"}, func(all [][]string) []Control {
		return plainControls(schemeISO, all)
	})
	isoClauses = table("iso27001-clauses.csv", []string{"id", "title"}, func(all [][]string) []Control {
		return plainControls(schemeISO, all)
	})
	iso = sync.OnceValue(func() controlTable {
		return newControlTable(slices.Concat(isoAnnex(), isoClauses()))
	})
	soc2 = table("soc2.csv", []string{"id", "title", "category"}, func(all [][]string) controlTable {
		return newControlTable(plainControls(schemeSOC2, all))
	})
	csf = table("nist-csf2.csv", []string{"level", "id", "parent", "name", "outcome"}, func(all [][]string) controlTable {
		list := make([]Control, 0, len(all))
		for _, row := range all {
			c := Control{Scheme: schemeCSF, ID: row[1], Title: row[3]}
			if c.Title == "" {
				c.Title = row[4] // a subcategory has no name, its outcome says what it is
			}
			list = append(list, c)
		}
		return newControlTable(list)
	})
	cis = table("cis-controls.csv", []string{"id", "title", "safeguards"}, func(all [][]string) controlTable {
		var list []Control
		for _, row := range all {
			list = append(list, Control{Scheme: schemeCIS, ID: row[0], Title: row[1]})
			safeguards, _ := strconv.Atoi(row[2]) // a test adds the numbers up
			for n := range safeguards {
				list = append(list, Control{Scheme: schemeCIS, ID: row[0] + "." + strconv.Itoa(n+1), Title: row[1]})
			}
		}
		return newControlTable(list)
	})
)

// plainControls makes rows that begin with id and title into controls.
func plainControls(scheme string, all [][]string) []Control {
	list := make([]Control, 0, len(all))
	for _, row := range all {
		list = append(list, Control{Scheme: scheme, ID: row[0], Title: row[1]})
	}
	return list
}

// controlsOf returns the table of a scheme, or false for a scheme that is not built in.
func controlsOf(scheme string) (controlTable, bool) {
	switch scheme {
	case schemeISO:
		return iso(), true
	case schemeSOC2:
		return soc2(), true
	case schemeCSF:
		return csf(), true
	case schemeCIS:
		return cis(), true
	default:
		return controlTable{}, false
	}
}

// Schemes returns the built-in control schemes as they are written before the colon of a reference: iso27001
// (ISO/IEC 27001:2022, Annex A and clauses 4 to 10), soc2 (Trust Services Criteria 2017), csf2 (NIST CSF 2.0) and cis
// (CIS Controls v8).
func Schemes() []string {
	return []string{schemeISO, schemeSOC2, schemeCSF, schemeCIS}
}

// Controls returns everything that can be referred to in a scheme, in the order of the scheme, or nil for a scheme that
// is not built in. Source: data/iso27001-*.csv, soc2.csv, nist-csf2.csv, cis-controls.csv.
func Controls(scheme string) []Control {
	t, _ := controlsOf(scheme)
	return slices.Clone(t.list)
}

// LookupControl returns the control that a reference such as iso27001:A.8.4, iso27001:10.2, soc2:CC7.5, csf2:RS.AN-03
// or cis:17.8 stands for. known is false when the scheme has no such id, schemeKnown when the scheme is not built in or
// the reference has no colon; the control then carries what could be split off, without a title. An Annex A id needs
// its A., because iso27001:8.2 is a clause and iso27001:A.8.2 a control.
func LookupControl(ref string) (control Control, known, schemeKnown bool) {
	scheme, id, found := strings.Cut(ref, ":")
	if !found {
		return Control{ID: ref}, false, false
	}
	control = Control{Scheme: scheme, ID: id}
	t, schemeKnown := controlsOf(scheme)
	if i, ok := t.byID[id]; ok {
		return t.list[i], true, true
	}
	return control, false, schemeKnown
}
