package report

import "strings"

// Keys of other tools and of reports found in the wild, as field.Fold gives them, and what to write in their place.
// They are reported like every unknown key; a key that has a counterpart is read as that.
var (
	foreignKeys = map[string]string{
		"action-items": "actions", "follow-ups": "actions", "corrective-actions": "actions", "events": "timeline",
		"sev": "severity", "affected": "services", "affected-services": "services", "affectedsystems": "services", "components": "services",
		"time-zone": "timezone", "detected-by": "detection", "vendors": "suppliers",
	}
	foreignHints = map[string]string{
		"id": byName, "date": "the day stands in the name of the file and in the times of `timeline`; take it out",
		"started": asEntry("started"), "start": asEntry("started"), "start-time": asEntry("started"), "occurred": asEntry("started"),
		"detected": asEntry("detected"), "discovered": asEntry("detected"), "detected-at": asEntry("detected"),
		"acknowledged": asEntry("acknowledged"), "declared": asEntry("declared"), "contained": asEntry("contained"), "mitigated": asEntry("contained"),
		"resolved": asEntry("resolved"), "resolved-at": asEntry("resolved"), "resolved-on": asEntry("resolved"), "end-time": asEntry("resolved"), "closed": asEntry("closed"),
		"duration": derived, "downtime": derived, "time-to-detect": derived, "time-to-resolve": derived, "mttr": derived,
		"author": people, "authors": people, "owner": people, "owners": people, "lead": people, "incident-commander": people,
		"participants": "write it under `review`", "attendees": "write it as `participants` under `review`", "facilitator": "write it under `review`", "reviewed": "write it as `held` under `review`",
		"cause": asCause, "root-cause": asCause, "root-causes": asCause, "contributing-factors": "write each under `causes`, such as `{id: C2, role: contributing, statement: …}`",
		"summary": told, "description": told, "customers": "write it under `impact`", "cost": "write it under `impact`", "users": "write it as `customers` under `impact`",
		"ticket": "write the key in the incident register as `incident`", "issue": "write the key in the incident register as `incident`",
	}
	foreignEntry = map[string]string{
		"time": "at", "when": "at", "date": "at", "timestamp": "at", "datetime": "at",
		"what": "event", "description": "event", "text": "event", "message": "event", "tag": "milestone",
	}
	foreignCause  = map[string]string{"description": "statement", "text": "statement", "title": "statement", "cause": "statement", "why": "whys", "5-whys": "whys"}
	foreignAction = map[string]string{
		"description": "title", "action": "title", "task": "title", "name": "title", "state": "status",
		"assignee": "owner", "assigned-to": "owner", "responsible": "owner", "who": "owner", "deadline": "due", "due-date": "due", "target-date": "due",
		"issue": "ticket", "url": "ticket", "link": "ticket", "bug": "ticket", "tracking-bug": "ticket", "completed": "done",
	}
	foreignActionHints = map[string]string{
		"type":  "write what is improved as `kind`, and prevent, detect, mitigate or repair as `effect`",
		"cause": "write the ids of causes as `addresses`, such as [C1]", "causes": "write the ids of causes as `addresses`, such as [C1]",
		"notes": "write it into the text below", "comment": "write it into the text below",
	}
)

const (
	byName  = "the id of a report is the name of its file; take it out"
	derived = "durations are computed from `timeline`; take it out"
	people  = "write who led the review as `facilitator` under `review`, and who responded under `responders`"
	asCause = "write it under `causes`, such as `{id: C1, role: root, statement: …}`"
	told    = "write it into the text as `## Summary`, or in one sentence as `summary` under `impact`"
)

// asEntry says where the time of a milestone is written.
func asEntry(milestone string) string {
	return "write it as an entry of `timeline` with `milestone: " + milestone + "`"
}

// placesOf are places where clocks show what an abbreviation of a time zone mostly means. An abbreviation itself is no
// zone: it says nothing of when clocks change, and many stand for two.
var placesOf = map[string]string{
	"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles", "MDT": "America/Denver",
	"CST": "America/Chicago", "CDT": "America/Chicago", "EDT": "America/New_York", "ET": "America/New_York", "BST": "Europe/London",
	"CEST": "Europe/Berlin", "EEST": "Europe/Helsinki", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}

// zoneExample returns zones to write in the place of one that does not exist.
func zoneExample(zone string) string {
	if place, ok := placesOf[strings.ToUpper(strings.TrimSpace(zone))]; ok {
		return place
	}
	return "Europe/Berlin or UTC"
}
