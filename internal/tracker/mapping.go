package tracker

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"sync"

	"github.com/pir-cli/pir/internal/report"
)

//go:embed mappings/*.json
var files embed.FS

// mapping says how the export of one tracker is read. It is data; this type is its description.
type mapping struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Sources []string `json:"sources"`  // the documents that the shape is taken from, with version or date
	LeftOut []string `json:"left_out"` // what the documents do not say, or a report has no place for
	CSV     bool     `json:"csv"`      // a table, whose headings are the paths in lower case
	Zone    string   `json:"zone"`     // offset, utc or none
	Layouts []string `json:"layouts"`  // further forms of a time, as in Go's package time

	Rows  []string `json:"rows"`  // paths to the incidents, the first of which leads to any
	Must  []string `json:"must"`  // what every incident has, also when it is null; by this an export is recognised
	Where []where  `json:"where"` // what must hold besides
	Skip  []skip   `json:"skip"`

	ID        value     `json:"id"` // what lists of their own name the incident by
	Key       value     `json:"key"`
	TitleIn   value     `json:"title_in"`
	Severity  value     `json:"severity"`
	Kind      value     `json:"kind"`
	Detection value     `json:"detection"`
	Summary   value     `json:"summary"`
	Impact    value     `json:"impact"`
	Link      value     `json:"link"`
	Customers value     `json:"customers"`
	Records   value     `json:"records"`
	Services  value     `json:"services"`
	Teams     value     `json:"teams"`
	Entries   []entries `json:"entries"`
	Actions   []actions `json:"actions"`
	People    []people  `json:"people"`
	Facts     []facts   `json:"facts"`
}

// where is a condition on a record: a value that is one of some words.
type where struct {
	Value value    `json:"value"`
	In    []string `json:"in"`
}

// skip is a condition under which a record is left out, and the reason; without words it is that there is any value.
type skip struct {
	Value value    `json:"value"`
	In    []string `json:"in"`
	NotIn []string `json:"not_in"` // instead: the record is kept for these words only
	Why   string   `json:"why"`    // told; nothing is told without
}

// rows says where the records of a list are: in the incident, or with a Join anywhere in the input.
type rows struct {
	Rows  string `json:"rows"`  // path; empty for the incident itself
	Join  value  `json:"join"`  // what in the record names the incident
	Alone bool   `json:"alone"` // the records name no incident, so the input may hold one only
	Skip  []skip `json:"skip"`
}

type entries struct {
	rows
	At        value  `json:"at"`
	Event     value  `json:"event"`
	Milestone value  `json:"milestone"`
	Fixed     string `json:"is"`       // the milestone that every one of these is
	Fallback  bool   `json:"fallback"` // only when no entry before has the milestone
	Created   bool   `json:"created"`  // the moment at which the ticket was opened
	Timeless  bool   `json:"timeless"` // there is no point in time, only the fact
}

type actions struct {
	rows
	Title  value `json:"title"`
	Owner  value `json:"owner"`
	Status value `json:"status"`
	Due    value `json:"due"`
	Done   value `json:"done"`
	Ticket value `json:"ticket"`
}

type people struct {
	rows
	Who  value `json:"who"`
	Role value `json:"role"`
}

type facts struct {
	Name  string `json:"name"`
	Value value  `json:"value"`
}

// mappings returns all mappings by name, in alphabetical order.
var mappings = sync.OnceValues(func() ([]*mapping, error) {
	found, err := files.ReadDir("mappings")
	if err != nil {
		return nil, fmt.Errorf("list the mappings: %w", err)
	}
	all := make([]*mapping, 0, len(found))
	for _, e := range found {
		b, err := files.ReadFile(path.Join("mappings", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read mapping %s: %w", e.Name(), err)
		}
		m := &mapping{}
		if err := strictly(b, m); err != nil {
			return nil, fmt.Errorf("read mapping %s: %w", e.Name(), err)
		}
		if err := m.sound(); err != nil {
			return nil, fmt.Errorf("mapping %s: %w", e.Name(), err)
		}
		all = append(all, m)
	}
	return all, nil
})

// sound returns an error for a mapping that says something pir has no word for.
func (m *mapping) sound() error {
	if m.Name == "" || m.Title == "" || len(m.Sources) == 0 || len(m.Rows) == 0 || len(m.Must) == 0 {
		return errors.New("name, title, sources, rows and must have to be there")
	}
	if !slices.Contains([]string{zoneOffset, zoneUTC, zoneNone}, m.Zone) {
		return fmt.Errorf("there is no zone %q", m.Zone)
	}
	for _, e := range m.Entries {
		for _, word := range append(words(e.Milestone), e.Fixed) {
			if word != "" && !slices.Contains(report.Milestones.List, word) {
				return fmt.Errorf("there is no milestone %q", word)
			}
		}
	}
	for _, a := range m.Actions {
		for _, word := range words(a.Status) {
			if !slices.Contains(report.ActionStates.List, word) {
				return fmt.Errorf("there is no state %q of an action", word)
			}
		}
	}
	for _, word := range words(m.Detection) {
		if word != "" && !slices.Contains(report.Detections.List, word) {
			return fmt.Errorf("there is no detection %q", word)
		}
	}
	return nil
}

func words(v value) []string {
	list := make([]string, 0, len(v.Map))
	for _, to := range v.Map {
		list = append(list, to)
	}
	return list
}

// strictly reads one JSON value without keys that are not known.
func strictly(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something behind the value")
	}
	return nil
}

// Tracker is one of the trackers whose exports can be read.
type Tracker struct {
	Name    string // as --tracker takes it
	Title   string
	Sources []string // the documents that its shape is taken from
	LeftOut []string // what is not read, and why
}

// Trackers returns all of them by name.
func Trackers() ([]Tracker, error) {
	all, err := mappings()
	if err != nil {
		return nil, err
	}
	list := make([]Tracker, 0, len(all))
	for _, m := range all {
		list = append(list, Tracker{m.Name, m.Title, m.Sources, m.LeftOut})
	}
	return list, nil
}
