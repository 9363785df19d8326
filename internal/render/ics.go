package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// calendarEntry is something on one day of a calendar. Its texts may come from a report.
type calendarEntry struct {
	uid         string // the same in every run, so that a calendar moves the entry and does not add another
	summary     string
	description string // lines
	day         time.Time
}

// writeCalendar writes entries as events of a whole day, which every calendar shows, unlike tasks. They take no time
// from anybody's day. The stamp of each is midnight UTC of asOf, so that the same input gives the same bytes. A list
// without entries is a calendar as well: it empties the one of somebody who subscribed to it.
func writeCalendar(w io.Writer, name string, asOf time.Time, entries []calendarEntry) error {
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropProductID, "-//pir//pir//EN")
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropName, Visible(name))
	title := ical.NewProp("X-WR-CALNAME") // the name for the calendars of before RFC 7986
	title.Value = cal.Props.Get(ical.PropName).Value
	often := ical.NewProp("X-PUBLISHED-TTL") // how often Outlook looks
	often.Value = "P1D"
	cal.Props.Set(title)
	cal.Props.Set(often)

	seen := map[string]int{}
	for _, e := range entries {
		seen[e.uid]++
		if n := seen[e.uid]; n > 1 { // two actions with one id are a finding of lint, and still two
			e.uid = fmt.Sprintf("%s#%d", e.uid, n)
		}
		cal.Children = append(cal.Children, e.event(asOf))
	}
	if len(entries) == 0 {
		cal.Children = append(cal.Children, utc()) // RFC 5545, 3.6 wants one component at least
	}
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(cal); err != nil {
		return fmt.Errorf("write ics: %w", err)
	}
	_, err := io.WriteString(w, folded(b.String()))
	return err
}

func (e *calendarEntry) event(asOf time.Time) *ical.Component {
	event := ical.NewComponent(ical.CompEvent)
	event.Props.SetText(ical.PropUID, Visible(e.uid)+"@pir")
	event.Props.SetDateTime(ical.PropDateTimeStamp, asOf.UTC())
	event.Props.SetDate(ical.PropDateTimeStart, e.day)
	event.Props.SetDate(ical.PropDateTimeEnd, e.day.AddDate(0, 0, 1))
	event.Props.SetText(ical.PropSummary, Visible(e.summary))
	event.Props.SetText(ical.PropTransparency, "TRANSPARENT")
	if e.description != "" {
		lines := strings.Split(e.description, "\n")
		for i := range lines {
			lines[i] = Visible(lines[i])
		}
		event.Props.SetText(ical.PropDescription, strings.Join(lines, "\n"))
	}
	return event
}

// utc returns the definition of a time zone that no entry needs.
func utc() *ical.Component {
	standard := ical.NewComponent(ical.CompTimezoneStandard)
	standard.Props.SetText(ical.PropDateTimeStart, "19700101T000000")
	standard.Props.SetText(ical.PropTimezoneOffsetFrom, "+0000")
	standard.Props.SetText(ical.PropTimezoneOffsetTo, "+0000")
	zone := ical.NewComponent(ical.CompTimezone)
	zone.Props.SetText(ical.PropTimezoneID, "UTC")
	zone.Children = []*ical.Component{standard}
	return zone
}

// foldAt is the most bytes of a line, without its end (RFC 5545, 3.1).
const foldAt = 75

// folded breaks the lines of a calendar that are too long. No character is broken. The library leaves them whole.
func folded(calendar string) string {
	var b strings.Builder
	b.Grow(len(calendar) + len(calendar)/foldAt*3)
	for line := range strings.Lines(calendar) {
		room := foldAt
		for text := strings.TrimSuffix(line, "\r\n"); len(text) > room; room = foldAt - 1 {
			cut := room
			for !utf8.RuneStart(text[cut]) {
				cut--
			}
			b.WriteString(text[:cut] + "\r\n ")
			text = text[cut:]
			line = text + "\r\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
