// Package tracker reads what incident trackers and chats export, by mappings that are data, into incidents as pir
// writes them down: pure, from bytes to values.
package tracker

import (
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// The limits of an export. What is beyond them is refused or told, never left out in silence.
const (
	MaxFile      = 32 << 20 // bytes of one file
	MaxIncidents = 10_000   // incidents of one import
	maxEntries   = 2_000    // timeline entries of one incident
	maxTimeline  = 300_000  // bytes of what they say: the front matter of a report has a limit
	maxList      = 200      // follow-ups, people, services or teams of one incident
	maxMessages  = 500      // messages of a chat: more is no timeline
	maxLine      = 500      // letters of a text that stands on one line
	maxTitle     = 200      // letters of a title
	maxText      = 20_000   // letters of a description
)

// Incident is one incident as an export describes it. What the export does not say is empty.
type Incident struct {
	Key       string // what people call it in the tracker
	Title     string
	Severity  string // as written
	Kind      string // near-miss, or empty
	Detection string // one of report.Detections
	Summary   string // several lines of text as somebody wrote them
	Impact    string // one sentence on who was hit
	Link      string // address of the ticket
	Customers string // a whole number
	Records   string // a whole number
	Services  []string
	Teams     []string
	People    []Person
	Timeline  []Entry // in the order of time; what has no time comes last
	Actions   []Action
	Facts     []Fact   // what has no field in a report
	Notes     []string // what could not be read or was left out
}

// Person is somebody who took part, with the role that the tracker names.
type Person struct{ Who, Role string }

// Entry is something that happened.
type Entry struct {
	At        field.Time // Unclear when the export has no point in time
	Event     string
	Milestone string // one of report.Milestones, or empty
	Created   bool   // this is only the moment at which somebody opened the ticket
}

// Action is a follow-up.
type Action struct {
	Title, Owner string
	Status       string // one of report.ActionStates
	Due, Done    string // YYYY-MM-DD or empty
	Ticket       string
}

// Fact is something that the tracker says and that a report has no field for.
type Fact struct{ Name, Value string }

// Day returns the day on which an incident counts, by the clock of the entry: that of its detection, else of the first
// known entry; false when no day is known.
func (i *Incident) Day() (time.Time, bool) {
	first, ok := field.Wall{}, false
	for _, e := range i.Timeline {
		wall, known := e.At.Wall()
		switch {
		case !known:
		case e.Milestone == "detected":
			return wall.At, true
		case !ok:
			first, ok = wall, true
		}
	}
	return first.At, ok
}

// Milestone returns the time of a milestone as it is written, empty when the export does not say it.
func (i *Incident) Milestone(name string) string {
	for _, e := range i.Timeline {
		if e.Milestone == name && e.At.Precision != field.Unclear {
			return e.At.Value
		}
	}
	return ""
}

// Floating reports whether the incident has times without a zone.
func (i *Incident) Floating() bool {
	for _, e := range i.Timeline {
		if e.At.Precision == field.Floating {
			return true
		}
	}
	return false
}
