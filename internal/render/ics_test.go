package render

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
)

// readCalendar reads a calendar with a library other than the one that wrote it: the events by UID.
func readCalendar(t *testing.T, text string) map[string]*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	events := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		if events[e.Id()] != nil {
			t.Errorf("two events are %s", e.Id())
		}
		events[e.Id()] = e
	}
	return events
}

// property returns a text of an event as it is shown.
func property(e *ics.VEvent, name ics.ComponentProperty) string {
	p := e.GetProperty(name)
	if p == nil {
		return ""
	}
	return p.Value
}

// TestCalendar holds that a calendar has what is left to do on the right days, and nothing else.
func TestCalendar(t *testing.T) {
	l := someActions("")
	events := readCalendar(t, writeActions(t, "ics", l, Style{}))
	want, got := map[string]string{}, map[string]string{}
	for i := range l.Records {
		if r := &l.Records[i]; r.Left() && !r.Due.IsZero() {
			want[r.ID+"@pir"] = isoDay(r.Due) + " " + r.Title + " (" + r.Owner + ")"
		}
	}
	for id, e := range events {
		start, err := e.GetAllDayStartAt()
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.GetAllDayEndAt()
		if err != nil || !end.Equal(start.AddDate(0, 0, 1)) {
			t.Errorf("%s ends on %v: %v", id, end, err)
		}
		stamp, err := e.GetDtStampTime()
		if err != nil || !stamp.Equal(l.AsOf) {
			t.Errorf("%s is stamped %v: %v", id, stamp, err)
		}
		got[id] = start.Format(time.DateOnly) + " " + property(e, ics.ComponentPropertySummary)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) != 3 {
		t.Error(diff)
	}
}

func TestCalendarLines(t *testing.T) {
	long := strings.Repeat("決済障害 und 🚒, ", 40)
	entries := []calendarEntry{
		{uid: "a", summary: long, description: "one; two\nthree, \\n four", day: day(3, 1)},
		{uid: "a", summary: "the second of one id", day: day(3, 1)},
		{uid: "b\r\nEND:VEVENT\r\nBEGIN:VALARM", summary: "c\r\nATTENDEE:mailto:x@x.example", description: "d\r\nURL:x\u2028y", day: day(3, 1)},
	}
	var b bytes.Buffer
	if err := writeCalendar(&b, "Name, with a comma", day(4, 23), entries); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
		if strings.HasPrefix(line, "ATTENDEE") || strings.HasPrefix(line, "URL") || strings.HasPrefix(line, "BEGIN:VALARM") {
			t.Errorf("a text became the line %q", line)
		}
	}
	events := readCalendar(t, text)
	if len(events) != 3 || events["a@pir"] == nil || events["a#2@pir"] == nil {
		t.Fatalf("events %v", events)
	}
	if got := property(events["a@pir"], ics.ComponentPropertySummary); got != long {
		t.Errorf("summary %q", got)
	}
	if got := property(events["a@pir"], ics.ComponentPropertyDescription); got != "one; two\nthree, \\n four" {
		t.Errorf("description %q", got)
	}
}

// TestCalendarEmpty holds that a calendar of nothing can be read: it empties that of a subscriber.
func TestCalendarEmpty(t *testing.T) {
	text := writeActions(t, "ics", actions.Listing{AsOf: day(4, 23)}, Style{})
	if events := readCalendar(t, text); len(events) != 0 {
		t.Errorf("events %v", events)
	}
	if !strings.Contains(text, "BEGIN:VTIMEZONE") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("%q", text)
	}
}
