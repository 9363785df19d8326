// Package scaffold makes new files: a report from a template, the files of a new repository, and the
// example repository with its history.
package scaffold

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// Request is what a person asks for when starting a report. The caller has checked the words against the policy.
type Request struct {
	Title    string
	Kind     string    // incident, near-miss or exercise
	Severity string    // id of an entry of the policy's severities
	Date     time.Time // day of the incident; only its date counts
	Detected string    // when it was detected, as it stands in the file; "" when nobody said
	Incident string    // key in the incident register, may be empty
	Owner    string    // who leads the review, may be empty
	Services []string
	Teams    []string
}

// Data is what a report template can use. Its names are part of the format of templates, described in the README
// that `pir init` puts into their folder.
type Data struct {
	ID           string // id of the new report
	Title        string
	Kind         string
	Severity     string
	SeverityName string // the severity's name in the policy, may be empty
	Date         string // YYYY-MM-DD
	Incident     string
	Owner        string
	Organisation string
	Services     []string
	Teams        []string

	Timeline []Entry   // one entry for each milestone that the policy asks for
	Sections []Section // the headings that the policy asks for

	Review       string // required, recommended or none, as the four below it
	Causes       string
	Contributing string
	Actions      string
	ReviewWithin string // such as "14 days"; "" for no limit
	HotWash      string // such as "48 hours"; "" when none is asked for
	Bones        []Bone
}

// Entry is one line of the timeline that a new report starts with.
type Entry struct{ At, Event, Milestone string }

// Section is one heading of the body, with a hint on what to write there.
type Section struct{ Title, Hint string }

// Bone is a bone of the fishbone diagram with the cause categories on it, separated by commas.
type Bone struct{ Name, Categories string }

// errNoTitle says that nothing of a title can be written.
var errNoTitle = errors.New("the title is empty; say in one line what happened")

// data brings together what the request and the policy say.
func data(req Request, pol *policy.Policy, id string) Data {
	needs := pol.Needs(req.Severity, req.Kind)
	severity, _ := pol.Severity(req.Severity)
	d := Data{
		ID: id, Title: Clean(req.Title), Kind: req.Kind, Severity: req.Severity, SeverityName: severity.Name,
		Date: req.Date.Format(time.DateOnly), Incident: req.Incident, Owner: req.Owner, Organisation: pol.Organisation,
		Services: req.Services, Teams: req.Teams,
		Review: string(needs.Review), Causes: string(needs.Causes), Contributing: string(needs.Contributing), Actions: string(needs.Actions),
		ReviewWithin: words(needs.ReviewWithin), HotWash: words(needs.HotWash),
	}
	for _, title := range needs.Sections {
		d.Sections = append(d.Sections, Section{Title: title, Hint: hints[strings.ToLower(title)]})
	}
	for _, milestone := range needs.Milestones {
		e := Entry{At: "unknown", Event: events[milestone], Milestone: milestone}
		if e.Event == "" {
			e.Event = "Reached: " + milestone
		}
		if milestone == "detected" && req.Detected != "" {
			e.At = req.Detected
		}
		d.Timeline = append(d.Timeline, e)
	}
	if len(d.Timeline) == 0 {
		at := req.Detected
		if at == "" {
			at = "unknown"
		}
		d.Timeline = []Entry{{At: at, Event: "It began"}}
	}
	for _, c := range pol.Vocabulary.Causes {
		i := slices.IndexFunc(d.Bones, func(b Bone) bool { return b.Name == c.Bone })
		if i < 0 {
			d.Bones = append(d.Bones, Bone{Name: c.Bone, Categories: c.ID})
			continue
		}
		d.Bones[i].Categories += ", " + c.ID
	}
	return d
}

// events are what the entry of a milestone says until somebody writes more: true by the milestone's meaning.
var events = map[string]string{
	"started":      "It began",
	"detected":     "It was noticed",
	"acknowledged": "Somebody took it on",
	"declared":     "It was declared an incident",
	"aware":        "It became clear that others have to be told",
	"contained":    "It stopped getting worse",
	"eradicated":   "What caused it was gone",
	"resolved":     "Everything worked again",
	"closed":       "The incident was closed",
}

// hints say what belongs under the headings of the default policy, by their lower-case titles.
var hints = map[string]string{
	"summary":                "What happened, to whom, for how long, and how it ended. Three to six sentences for somebody who was not there.",
	"response assessment":    "How well did detection, escalation, communication, and the procedures work?",
	"what went well":         "What helped, and should stay as it is?",
	"what could be improved": "Which conditions made it harder? Each point may become an action.",
	"where we got lucky":     "What would have made it worse, and was no merit of ours?",
	"lessons learned":        "What does somebody in another team take away from this?",
}

// words writes a duration as a person says it: whole days as days from three days on, else hours or minutes.
func words(d time.Duration) string {
	const day = 24 * time.Hour
	n, unit := int(d/time.Minute), "minutes"
	switch {
	case d <= 0:
		return ""
	case d%day == 0 && d > 2*day:
		n, unit = int(d/day), "days"
	case d%time.Hour == 0:
		n, unit = int(d/time.Hour), "hours"
	}
	if n == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", n, unit)
}
