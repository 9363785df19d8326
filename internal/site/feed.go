package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"
)

// mostInFeed bounds the entries of the feed, the latest ones.
const mostInFeed = 50

// atomFeed is an Atom feed. Source: RFC 4287.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title    string      `xml:"title"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomAuthor  `xml:"author"`
	Software string      `xml:"generator"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Link    atomLink    `xml:"link"`
	Content atomContent `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// lessonsByDay returns the lessons by the day on which they were told, the latest first.
func (b *builder) lessonsByDay() []*lesson {
	list := slices.Clone(b.lessons)
	slices.SortStableFunc(list, func(x, y *lesson) int { return y.day.Compare(x.day) })
	return list
}

// feed returns the feed of new lessons. Its days are those of the reports. A link is absolute when the address of the
// site is known, else relative to the feed, as RFC 4287 allows.
func (b *builder) feed() (Page, error) {
	f := atomFeed{
		Title: b.title + ": lessons learned", ID: b.urn("feed"), Software: "pir", Author: atomAuthor{b.title},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: b.URL + "feed.xml"}, {Rel: "alternate", Type: "text/html", Href: b.URL + "lessons.html"}},
	}
	list := b.lessonsByDay()
	var newest time.Time
	for _, l := range list[:min(len(list), mostInFeed)] {
		if l.day.After(newest) {
			newest = l.day
		}
		f.Entries = append(f.Entries, atomEntry{
			Title: l.entry.title, ID: b.urn("lesson/" + l.entry.Report.ID), Updated: atomTime(l.day),
			Link:    atomLink{Rel: "alternate", Type: "text/html", Href: b.URL + l.entry.page},
			Content: atomContent{"html", string(b.markdown(b.URL, l.entry, l.source, lessonTop, ""))},
		})
	}
	f.Updated = atomTime(newest)
	out := bytes.NewBufferString(xml.Header)
	enc := xml.NewEncoder(out)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		return Page{}, fmt.Errorf("feed.xml: %w", err)
	}
	out.WriteByte('\n')
	return Page{"feed.xml", out.Bytes()}, nil
}

// atomTime is a day as the feed writes it. Atom has no word for a day that nobody knows.
func atomTime(day time.Time) string {
	if day.IsZero() {
		day = time.Unix(0, 0)
	}
	return day.UTC().Format(time.RFC3339)
}

// urn is an id that stays the same wherever the site is and whenever it is made: a UUID of version 8 (RFC 9562, section 5.8) made from the name of the
// organisation, as an Atom id must (RFC 4287, section 4.2.6).
func (b *builder) urn(name string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{"pir", b.Policy.Organisation, name}, "\x00")))
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
