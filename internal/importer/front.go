package importer

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// front is the front matter that a file has for another tool.
type front struct {
	kind   frontKind
	open   source.Span // from the first byte of the opening line to the first of the content
	inner  source.Span // the content, without the lines that open and close it
	keys   []frontKey
	values map[string]frontValue
}

type frontKind int

const (
	frontNone frontKind = iota
	frontYAML
	frontTOML
)

// frontKey is one top-level key, and how it will stand in the YAML.
type frontKey struct {
	name string
	line string      // for TOML: key and value as YAML
	span source.Span // for YAML: the key in the file
}

// frontValue is what a key says.
type frontValue struct {
	texts []string
	no    int
}

func (f front) has(key string) bool {
	return slices.ContainsFunc(f.keys, func(k frontKey) bool { return k.name == key })
}

// text returns the value of a key that has just one.
func (f front) text(key string) (value string, no int, ok bool) {
	v, ok := f.values[key]
	if !ok || len(v.texts) != 1 || strings.TrimSpace(v.texts[0]) == "" {
		return "", 0, false
	}
	return v.texts[0], v.no, true
}

// texts returns the values of the first of some keys that is there.
func (f front) texts(keys ...string) (values []string, no int, ok bool) {
	for _, key := range keys {
		if v, ok := f.values[key]; ok {
			return v.texts, v.no, true
		}
	}
	return nil, 0, false
}

// foreign are the values that are looked at in the front matter of other tools.
type foreign struct {
	title, date, severity, status             field.Text
	incidentDate, startTime, started, created field.Text
	path                                      field.Text
	authors, author                           []field.Text
}

var foreignObject = field.NewObject("the front matter", nil,
	field.TextField("title", "", func(f *foreign) *field.Text { return &f.title }),
	field.TextField("date", "", func(f *foreign) *field.Text { return &f.date }),
	field.TextField("severity", "", func(f *foreign) *field.Text { return &f.severity }),
	field.TextField("status", "", func(f *foreign) *field.Text { return &f.status }),
	field.TextField("incident_date", "", func(f *foreign) *field.Text { return &f.incidentDate }),
	field.TextField("start_time", "", func(f *foreign) *field.Text { return &f.startTime }),
	field.TextField("started", "", func(f *foreign) *field.Text { return &f.started }),
	field.TextField("created", "", func(f *foreign) *field.Text { return &f.created }),
	field.TextField("path", "", func(f *foreign) *field.Text { return &f.path }),
	field.TextsField("authors", "", func(f *foreign) *[]field.Text { return &f.authors }),
	field.TextsField("author", "", func(f *foreign) *[]field.Text { return &f.author }),
)

// readFront reads the front matter of another tool, and says why that is not possible.
func (d *Draft) readFront(r *report.Report) string {
	if r.FrontMatter.Present() {
		return d.readYAML(r.FrontMatter)
	}
	return d.readTOML()
}

func (d *Draft) readYAML(span source.Span) string {
	f := d.File
	doc := field.Parse(f, span)
	if doc.Broken() {
		for _, p := range doc.Problems() {
			return "its front matter cannot be read: " + p.Message
		}
	}
	d.front = front{kind: frontYAML, inner: span, values: map[string]frontValue{}}
	for _, k := range doc.Keys() {
		d.front.keys = append(d.front.keys, frontKey{name: k.Name, span: k.Span})
	}
	var v foreign
	field.Read(doc, foreignObject, &v)
	note := func(key string, texts ...field.Text) {
		var all []string
		no := 0
		for _, t := range texts {
			if !t.Empty() {
				all = append(all, t.Value)
				no = f.Position(t.Span.Start).Line
			}
		}
		if len(all) > 0 && d.front.has(key) {
			d.front.values[key] = frontValue{all, no}
		}
	}
	note("title", v.title)
	note("date", v.date)
	note("severity", v.severity)
	note("status", v.status)
	note("incident_date", v.incidentDate)
	note("start_time", v.startTime)
	note("started", v.started)
	note("created", v.created)
	note("path", v.path)
	note("authors", v.authors...)
	note("author", v.author...)
	return ""
}

// write makes the new bytes of the file and reads them back.
func (d *Draft) write() {
	renamed := map[string]bool{}
	for range 3 {
		after := d.compose(renamed)
		again := d.conflicts(after, renamed)
		if d.Skip != "" {
			return
		}
		if len(again) == 0 {
			d.After = after
			return
		}
		for _, key := range again {
			renamed[key] = true
			d.Notes = append(d.Notes, "the key "+key+" of the front matter says something else than pir's; it is now original_"+key)
		}
	}
	d.Skip = "the front matter that it has and that of pir cannot be put together; write one by hand"
}

// conflicts reads the new file back and returns the kept keys whose values pir would misread.
func (d *Draft) conflicts(after []byte, renamed map[string]bool) []string {
	file := source.New(d.File.Path, after)
	r := report.NewParser().Parse(file)
	body := d.File.Bytes[d.body.Start:d.body.End]
	if !r.HasFrontMatter || !bytes.Equal(after[r.Body.Start:r.Body.End], body) {
		d.Skip = "its front matter cannot be written so that it reads back; write it by hand"
		if len(r.Problems) > 0 {
			d.Skip += ": " + r.Problems[0].Message
		}
		return nil
	}
	var keys []string
	for _, p := range r.Problems {
		if p.Rule == field.RuleUnknownField {
			continue
		}
		key := ""
		for _, k := range d.front.keys {
			if _, block, ok := r.Key(k.name); ok && block.Start <= p.Span.Start && p.Span.Start < block.End {
				key = k.name
			}
		}
		if key == "" || renamed[key] {
			d.Skip = "its front matter cannot be written so that it reads back: " + p.Message
			return nil
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// compose writes the file with its front matter. Nothing behind the front matter is touched.
func (d *Draft) compose(renamed map[string]bool) []byte {
	b := d.File.Bytes
	end := "\n"
	if i := bytes.IndexByte(b, '\n'); i > 0 && b[i-1] == '\r' {
		end = "\r\n"
	}
	lines := strings.Join(d.lines(renamed), end) + end
	var out bytes.Buffer
	out.Grow(len(b) + len(lines) + 16)
	switch d.front.kind {
	case frontYAML:
		at := 0
		for _, k := range d.front.keys {
			if renamed[k.name] {
				out.Write(b[at:k.span.Start])
				out.WriteString("original_")
				at = k.span.Start
			}
		}
		out.Write(b[at:d.front.inner.End])
		if inner := b[d.front.inner.Start:d.front.inner.End]; len(inner) > 0 && inner[len(inner)-1] != '\n' {
			out.WriteString(end)
		}
		out.WriteString(lines)
		out.Write(b[d.front.inner.End:])
	case frontTOML:
		out.Write(b[:d.front.open.Start])
		out.WriteString("---" + end)
		for _, l := range d.tomlLines(renamed) {
			out.WriteString(l + end)
		}
		out.WriteString(lines + "---" + end)
		out.Write(b[d.body.Start:])
	case frontNone:
		out.Write(b[:d.body.Start])
		out.WriteString("---" + end + lines + "---" + end)
		out.Write(b[d.body.Start:])
	}
	return out.Bytes()
}
