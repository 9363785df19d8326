package tracker

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/nearest"
)

// The names that are no mapping.
const (
	Chat    = "chat" // messages, which become a timeline
	Generic = "csv"  // a table whose columns somebody names
)

// UnclearError says that it is not clear which tracker wrote an export, or that none is known to.
type UnclearError struct {
	Possible []string // names, when there is more than one
	Known    []string // all names
	Table    []string // the headings, when it is a table
}

func (e *UnclearError) Error() string {
	if len(e.Possible) > 0 {
		return fmt.Sprintf("this can be an export of %s; say which with --tracker", strings.Join(e.Possible, " or "))
	}
	if e.Table != nil {
		return fmt.Sprintf("no known tracker has a table with the columns %s; say what they are with --column, such as --column key=ID --column title=Name --column severity=Prio --column detected=Start", strings.Join(e.Table[:min(len(e.Table), 12)], ", "))
	}
	return "no known tracker exports this; known are " + strings.Join(e.Known, ", ")
}

// names returns what --tracker takes.
func names(all []*mapping) []string {
	list := append(make([]string, 0, 2+len(all)), Chat, Generic)
	for _, m := range all {
		list = append(list, m.Name)
	}
	slices.Sort(list)
	return list
}

// Names returns what can be forced, in alphabetical order.
func Names() ([]string, error) {
	all, err := mappings()
	if err != nil {
		return nil, err
	}
	return names(all), nil
}

// Detect returns the name of the tracker that wrote an export, by what its records must have. columns are the paths
// that somebody named, by which any table can be read. The error is an *UnclearError when there is not exactly one.
func (in *Input) Detect(columns map[string]string) (string, error) {
	if in.lines != nil {
		return Chat, nil
	}
	all, err := mappings()
	if err != nil {
		return "", err
	}
	var possible []string
	if in.isSlack() {
		possible = append(possible, Chat)
	}
	for _, m := range all {
		if m.CSV == (in.table != nil) && m.recognises(in) {
			possible = append(possible, m.Name)
		}
	}
	switch {
	case len(possible) == 1:
		return possible[0], nil
	case len(possible) == 0 && in.table != nil && slices.Contains(in.table, heading(columns["key"])):
		return Generic, nil
	}
	return "", &UnclearError{Possible: possible, Known: names(all), Table: in.table}
}

// mappingOf returns a mapping by its name.
func mappingOf(name string) (*mapping, error) {
	all, err := mappings()
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		if m.Name == name {
			return m, nil
		}
	}
	hint := "known are " + strings.Join(names(all), ", ")
	if near, ok := nearest.Nearest(name, names(all)); ok {
		hint = "did you mean " + near + "?"
	}
	return nil, fmt.Errorf("there is no tracker %q; %s", name, hint)
}

// recognises reports whether the first records look like those of this tracker.
func (m *mapping) recognises(in *Input) bool {
	if in.table != nil {
		return !slices.ContainsFunc(m.Must, func(h string) bool { return !slices.Contains(in.table, h) })
	}
	const enough = 20
	records := m.records(in)
	return slices.ContainsFunc(records[:min(len(records), enough)], m.fits)
}

// fits reports whether a record has what every one of this tracker has.
func (m *mapping) fits(record any) bool {
	for _, path := range m.Must {
		if len(find(record, path)) == 0 {
			return false
		}
	}
	return m.mine(record)
}

// mine reports whether a record is of the kind that incidents are.
func (m *mapping) mine(record any) bool {
	return !slices.ContainsFunc(m.Where, func(w where) bool { return !slices.Contains(w.In, w.Value.first(record)) })
}

// records returns what the paths of the mapping lead to: of every file, the first path that leads to anything.
func (m *mapping) records(in *Input) []any {
	var all []any
	for _, doc := range in.docs {
		for _, path := range m.Rows {
			found := find(doc, path)
			if path == "" && !m.fits(doc) {
				continue // the file holds something else, such as log entries
			}
			if len(found) > 0 {
				all = append(all, found...)
				break
			}
		}
	}
	return all
}

// Columns returns those of the named columns that the table has, nothing when it has no column for the key or is none.
func (in *Input) Columns(named map[string]string) map[string]string {
	columns := map[string]string{}
	for field, name := range named {
		if slices.Contains(in.table, heading(name)) {
			columns[field] = name
		}
	}
	if columns["key"] == "" {
		return nil
	}
	return columns
}
