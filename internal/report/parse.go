package report

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// The names of the rules under which this package reports, besides those of package field.
const (
	RuleUnreadable  = "file-unreadable"
	RuleMissing     = "front-matter-missing"
	RuleUnclosed    = "front-matter-unclosed"
	RuleIndented    = "front-matter-indented-delimiter"
	RuleBodyUnread  = "body-unread"
	RuleUnknownZone = "timeline-zone"
)

// Limits on what is read. Real reports stay under 50 KB; the limits keep one hostile file from taking
// the memory or the time of a run.
const (
	MaxFile        = 8 << 20 // bytes of a whole file
	MaxFrontMatter = 1 << 20 // bytes of the YAML
	MaxBody        = 2 << 20 // bytes of the markdown that is searched for sections
)

// Parser reads reports. It holds what reading many of them shares; it may be used by several goroutines.
type Parser struct {
	markdown parser.Parser
	zones    sync.Map // IANA name -> *time.Location, nil for a name that there is not
}

// NewParser returns a Parser.
func NewParser() *Parser { return &Parser{markdown: BlockParser()} }

// TooLarge returns the report of a file that was not read because of its size in bytes.
func TooLarge(path string, size int64) *Report {
	r := &Report{File: source.New(path, nil), ID: ID(path)}
	r.problem(RuleUnreadable, source.Span{}, fmt.Sprintf("the file has %s and was not read; a report may have at most %s", megabytes(size), megabytes(MaxFile)))
	return r
}

func megabytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// Parse reads one report. It never fails: broken YAML still yields the body, and a broken body the
// fields. What is wrong is in the report's Problems.
func (p *Parser) Parse(f *source.File) *Report {
	r := &Report{File: f, ID: ID(f.Path)}
	if len(f.Bytes) > MaxFile {
		return TooLarge(f.Path, int64(len(f.Bytes)))
	}
	if at, message := notText(f.Bytes); message != "" {
		r.problem(RuleUnreadable, source.Span{Start: at, End: at + 1}, message)
		return r
	}
	r.Readable = true
	h, err := split(f)
	if err != nil {
		r.problem(RuleUnreadable, source.Span{}, err.Error())
		return r
	}
	r.FrontMatter, r.Body = h.front, h.body
	r.body = func() outline { return readOutline(p.markdown, f, h.body) }
	if !h.front.Present() {
		r.explainMissing(h)
		return r
	}
	if size := h.front.End - h.front.Start; size > MaxFrontMatter {
		r.problem(RuleUnreadable, f.LineSpan(1), fmt.Sprintf("the front matter has %s and was not read; at most %s are", megabytes(int64(size)), megabytes(MaxFrontMatter)))
		r.Readable = false
		return r
	}
	p.readFrontMatter(r, h)
	return r
}

func (p *Parser) readFrontMatter(r *Report, h halves) {
	f := r.File
	if h.indented > 0 {
		r.problem(RuleIndented, f.LineSpan(h.indented), "an indented `---` looks like the end of the front matter to other tools; write `- - -` or `***` in the text instead")
	}
	doc := field.Parse(f, h.front)
	if !doc.Valid() {
		r.Problems = append(r.Problems, doc.Problems()...)
		if !doc.Broken() {
			r.problem(RuleMissing, h.opener, "the front matter is empty; write at least title, severity and status")
		}
		return
	}
	keys := doc.Keys()
	if foreign(keys) {
		r.problem(RuleMissing, h.opener, fmt.Sprintf("this is not the front matter of a report (it has %s); write title, severity, status and timeline as in `pir new`", keyList(keys)))
		return
	}
	r.HasFrontMatter, r.keys = true, keys
	field.Read(doc, reportObject, r)
	if at, ok := secondDocument(f, h.body); ok {
		doc.Report(field.RuleSecondDoc, at, "a second YAML document follows the front matter and would be read as text; join the two")
	}
	p.resolveTimes(r, doc)
	r.Problems = append(append(r.Problems, doc.Problems()...), doc.Remarks()...)
}

// foreign reports whether front matter belongs to another tool, such as a static-site generator: hardly
// any of its keys are a report's, not even misspelt. A title alone does not make a report.
func foreign(keys []field.Key) bool {
	const enough, most = 2, 100 // keys that make a report; keys of another tool that are looked at
	known := 0
	for _, k := range keys {
		if reportObject.Has(k.Name) && k.Name != "title" {
			known++
		}
	}
	for i := 0; i < min(len(keys), most) && known < enough; i++ {
		if near, ok := reportObject.Near(keys[i].Name); ok && near != "title" && near != keys[i].Name {
			known++
		}
	}
	return known == 0 || known < enough && len(keys) > 3
}

// keyList names the first keys, for a message.
func keyList(keys []field.Key) string {
	const most = 4
	var names []string
	for i, k := range keys {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, k.Name)
	}
	return strings.Join(names, ", ")
}

func (r *Report) explainMissing(h halves) {
	f := r.File
	first := f.LineSpan(firstLine(f, h.body.Start))
	switch {
	case len(bytes.TrimSpace(f.Bytes[h.body.Start:])) == 0:
		r.problem(RuleMissing, source.Span{}, "the file is empty; start a report with `pir new`, or delete the file")
	case h.opener.Present():
		r.problem(RuleUnclosed, h.opener, "the front matter that opens here is never closed; end it with a line `---` from the first column")
	case h.toml.Present():
		r.problem(RuleMissing, h.toml, "the front matter is TOML; pir reads YAML: put `key: value` lines between two `---` lines")
	default:
		r.problem(RuleMissing, first, "there is no front matter, so nothing here can be checked or counted; begin the file with a `---` line, title, severity and status, and a `---` line")
	}
}

// notText returns where and why the bytes cannot be text, or "".
func notText(b []byte) (at int, message string) {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return 0, "the file is UTF-16; save it as UTF-8"
	case utf8.Valid(b):
		if i := bytes.IndexByte(b, 0); i >= 0 {
			return i, "there is a NUL byte here; is this a text file? Remove it"
		}
		return 0, ""
	}
	for i := 0; i < len(b); {
		c, size := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError && size == 1 {
			return i, fmt.Sprintf("byte 0x%02X is not valid UTF-8 (an old encoding such as Latin-1?); save the file as UTF-8", b[i])
		}
		if c == 0 {
			return i, "there is a NUL byte here; is this a text file? Remove it"
		}
		i += size
	}
	return 0, ""
}

// secondDocument recognises YAML right behind the front matter, closed by another `---`. To markdown
// that is a heading; to the person who wrote it, it was data.
func secondDocument(f *source.File, body source.Span) (source.Span, bool) {
	text := f.Bytes[body.Start:body.End]
	start := body.Start
	if len(bytes.TrimSpace(text)) == 0 {
		return source.Span{}, false
	}
	first := firstLine(f, start)
	for n := first; n <= f.Lines(); n++ {
		line := lineBytes(f, n)
		if bytes.Equal(bytes.TrimRight(line, " \t"), []byte("---")) {
			return f.LineSpan(first), n > first
		}
		key, _, ok := bytes.Cut(line, []byte(":"))
		indented := len(line) > 0 && (line[0] == ' ' || line[0] == '-')
		if !indented && (!ok || !reportObject.Has(string(key))) {
			return source.Span{}, false
		}
	}
	return source.Span{}, false
}

// resolveTimes gives local times their zone, which may stand below them in the file.
func (p *Parser) resolveTimes(r *Report, doc *field.Document) {
	zone := p.zone(r.Timezone.Value)
	if zone == nil && !r.Timezone.Empty() {
		doc.Report(RuleUnknownZone, r.Timezone.Span, "there is no time zone %q; write an IANA name such as %s", r.Timezone.Value, zoneExample(r.Timezone.Value))
	}
	for i := range r.Timeline {
		r.Timeline[i].At.Resolve(zone)
	}
	for i := range r.Notifications {
		r.Notifications[i].Sent.Resolve(zone)
		r.Notifications[i].At.Resolve(zone)
	}
}

// zone returns the location of that IANA name, or nil. "Local" would make the result depend on the machine.
func (p *Parser) zone(name string) *time.Location {
	if name == "" || strings.EqualFold(name, "local") {
		return nil
	}
	if loc, ok := p.zones.Load(name); ok {
		return loc.(*time.Location) // only Locations are stored
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = nil
	}
	p.zones.Store(name, loc)
	return loc
}
