package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// completion returns what may be written at a place.
func (s *server) completion(raw json.RawMessage) (any, *fault) {
	d, offset, bad := s.placeOf(raw)
	if bad != nil || d == nil {
		return nil, bad
	}
	c := completer{server: s, document: d, offset: offset, items: []completionItem{}}
	if d.report {
		c.fields = report.Fields()
	} else {
		c.fields = d.repo.fields(d.name)
	}
	switch region := d.yamlRegion(s.parser); {
	case c.fields == nil:
	case offset >= region.Start && offset <= region.End && region.Present():
		c.yaml(d.yaml(s.parser))
	case d.report:
		c.body()
	}
	return completionList{Items: c.items}, nil
}

// placeOf returns the document and the byte offset that a request is about; nil for a document of no repository.
func (s *server) placeOf(raw json.RawMessage) (*document, int, *fault) {
	params, bad := read[positionParams](raw)
	if bad != nil {
		return nil, 0, bad
	}
	d, bad := s.open(params.TextDocument.URI)
	if d == nil || d.repo == nil {
		return nil, 0, bad
	}
	return d, d.text.offset(params.Position), nil
}

// open returns a document that is open.
func (s *server) open(uri string) (*document, *fault) {
	if d := s.docs[uri]; d != nil {
		return d, nil
	}
	return nil, invalid("the document is not open: " + uri)
}

// completer gathers what may be written at an offset.
type completer struct {
	*server
	*document
	offset int
	fields []field.Description
	items  []completionItem
}

// yaml offers keys and values.
func (c *completer) yaml(o *outline) {
	if r, ok := o.rowAt(c.offset); ok {
		t, dash := r.slotAt(c.offset-r.span.Start, c.offset)
		c.begin(t, dash)
		return
	}
	t, ok := o.at(c.offset)
	if t.span.Start == t.span.End {
		t.span = source.Span{Start: c.offset, End: c.offset}
	}
	switch {
	case !ok || c.offset < t.span.Start || c.offset > t.span.End: // before what stands here, or behind it
	case bytes.ContainsAny(c.text.bytes[t.span.Start:t.span.End], "\r\n"): // an edit of a completion stays in its line
	case t.isKey && !t.flow || t.isKey && t.keys != nil:
		c.keys(t, "")
	default:
		c.value(t, o)
	}
}

// begin offers what an empty line may begin with.
func (c *completer) begin(t token, dash bool) {
	f, ok := lookUp(c.fields, t.in)
	switch {
	case t.in == "" || !ok:
		c.keys(t, "")
	case f.Type == "names":
		c.value(t, nil)
	case f.Type == "list" && dash:
		t.in = strings.TrimSuffix(t.in, "[]") + "[]"
		c.keys(t, "- ")
	case f.Type == "texts" && dash:
		t.in = strings.TrimSuffix(t.in, "[]") + "[]"
		t.path, t.isKey = t.in, false
		c.values(t, c.wordsOf(t.path, c.document.yaml(c.parser)), "- ")
	default:
		c.keys(t, "")
	}
}

// keys offers the keys that a mapping may have and has not.
func (c *completer) keys(t token, lead string) {
	f, _ := lookUp(c.fields, t.in)
	switch f.Type {
	case "names":
		c.names(t)
		return
	case "texts": // a word in place of an entry
		return
	}
	fields, _ := describe(c.fields, t.in)
	has := map[string]bool{}
	if t.keys != nil {
		for _, name := range t.keys.names {
			has[name] = true
		}
	}
	for i, f := range fields {
		if has[f.Name] && f.Name != t.name {
			continue
		}
		insert, snippet := lead+f.Name, false
		if !t.colon {
			insert, snippet = c.opened(f, lead, &t)
		}
		item := completionItem{
			Label: f.Name, Kind: kindField, Detail: typeName(f), Documentation: f.Doc,
			SortText: fmt.Sprintf("%03d", i), FilterText: f.Name, Format: 1,
			TextEdit: textEdit{c.text.span(t.span), insert},
		}
		if snippet {
			item.Format = 2
		}
		c.items = append(c.items, item)
	}
}

// opened returns a key with its colon and the beginning of its value.
func (c *completer) opened(f field.Description, lead string, t *token) (insert string, snippet bool) {
	key := lead + f.Name + ":"
	inner := "\n" + strings.Repeat(" ", t.column+len(lead)+2)
	switch {
	case !c.client.snippets && (f.Type == "mapping" || f.Type == "list" || f.Type == "texts" || f.Type == "names"):
		return key, false
	case f.Type == "texts":
		return key + " [$0]", true
	case f.Type == "mapping" && t.flow:
		return key + " {$0}", true
	case f.Type == "list" && t.flow:
		return key + " [{$0}]", true
	case f.Type == "mapping" || f.Type == "names":
		return key + inner + "$0", true
	case f.Type == "list":
		return key + inner + "- $0", true
	}
	return key + " ", false
}

// typeName says what a key holds.
func typeName(f field.Description) string {
	switch f.Type {
	case "word":
		return strings.Join(f.Words, " | ")
	case "texts":
		return "list of texts"
	case "names":
		return "names with values"
	}
	return f.Type
}

// names offers the keys of a mapping with free names.
func (c *completer) names(t token) {
	for i, w := range c.policyWords(t.in) {
		insert := w.value
		if !t.colon {
			insert += ": "
		}
		c.items = append(c.items, completionItem{
			Label: w.value, Kind: kindField, Detail: w.doc, SortText: fmt.Sprintf("%03d", i), FilterText: w.value, Format: 1,
			TextEdit: textEdit{c.text.span(t.span), insert},
		})
	}
}

// value offers the values of a key, or of an entry of a list.
func (c *completer) value(t token, o *outline) {
	f, ok := lookUp(c.fields, t.path)
	if !ok {
		if f, ok = lookUp(c.fields, t.in); ok && f.Type == "names" && strings.HasSuffix(t.in, "rules") {
			c.values(t, levelWords(), "")
		}
		return
	}
	switch {
	case f.Type == "list" && strings.HasSuffix(t.path, "[]"): // an entry that is begun
		t.in, t.column = t.path, c.offset-c.lineStart()
		t.name = ""
		if t.flow {
			return
		}
		c.keys(t, "")
	case f.Type == "texts" && !strings.HasSuffix(t.path, "[]"):
		for _, w := range c.wordsOf(t.path+"[]", o) {
			c.offer(t, w, "["+quote(w.value)+"]")
		}
	default:
		c.values(t, c.wordsOf(t.path, o), "")
	}
}

// lineStart returns where the line of the cursor starts.
func (c *completer) lineStart() int {
	return bytes.LastIndexByte(c.text.bytes[:c.offset], '\n') + 1
}

// wordsOf returns the words of a field.
func (c *completer) wordsOf(path string, o *outline) []word {
	f, _ := lookUp(c.fields, path)
	switch {
	case f.Type == "word":
		return plainWords(f.Words)
	case !c.report:
		return c.policyWords(path)
	case path == addressesField:
		return append(inReport(o), c.words(c.repo)[path]...)
	}
	return c.words(c.repo)[path]
}

func (c *completer) values(t token, words []word, lead string) {
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		if !seen[w.value] && (c.id() == "" || t.path != "related[].id" || w.value != c.id()) {
			seen[w.value] = true
			c.offer(t, w, lead+quote(w.value))
		}
	}
}

// id returns the id of the report.
func (c *completer) id() string {
	if c.report {
		return c.read(c.parser).ID
	}
	return ""
}

func (c *completer) offer(t token, w word, insert string) {
	filter := w.value
	if t.quote != 0 {
		filter = string([]byte{t.quote}) + w.value
	} else if w.doc != "" {
		filter += " " + w.doc // a control is found by a word of its title
	}
	if at := c.text.bytes; !t.isKey && t.span.Start > 0 && t.span.Start == t.span.End && at[t.span.Start-1] == ':' {
		insert = " " + insert
	}
	c.items = append(c.items, completionItem{
		Label: w.value, Kind: kindEnum, Detail: w.doc, SortText: fmt.Sprintf("%04d", len(c.items)), FilterText: filter, Format: 1,
		TextEdit: textEdit{c.text.span(t.span), insert},
	})
}

// quote returns a value as YAML. The id of a report needs no quotes, although it starts with a digit.
func quote(s string) string {
	if _, ok := report.IDDate(s); ok && reportID.MatchString(s) {
		return s
	}
	for _, r := range s {
		if r >= '0' && r <= '9' || r == '-' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '_' || r == '/' || r == '+' {
			continue
		}
		return field.NewText(s).Flow()
	}
	return field.NewWord(s).Flow()
}

var reportID = regexp.MustCompile(`^[0-9-]+-[A-Za-z][A-Za-z0-9-]*$`)

// body offers headings, and the words of the comments that pir reads.
func (c *completer) body() {
	start := c.lineStart()
	line := string(c.text.bytes[start:c.offset])
	end := c.offset + len(bytes.TrimRight(restOfLine(c.text.bytes[c.offset:]), " \t"))
	lead, _, _ := strings.Cut(line, " ")
	switch {
	case strings.HasPrefix(line, "#") && strings.Trim(lead, "#") == "":
		rep := c.read(c.parser)
		for _, name := range c.repo.Policy.Needs(rep.Severity.Value, rep.Kind.Value).Sections {
			c.insert(source.Span{Start: start, End: end}, lead+" "+name, word{value: name}, kindValue)
		}
	case strings.HasPrefix(line, "<!-- pir:begin "):
		at := start + len("<!-- pir:begin ")
		for _, name := range derived.Names() {
			c.insert(source.Span{Start: at, End: c.offset}, name, word{value: name}, kindValue)
		}
	case strings.HasPrefix(line, "<!-- pir:ignore "):
		at := start + len("<!-- pir:ignore ")
		for _, r := range c.Rules {
			c.insert(source.Span{Start: at, End: c.offset}, r.Name+" ", word{r.Name, r.Title()}, kindValue)
		}
	}
}

func (c *completer) insert(at source.Span, text string, w word, kind int) {
	c.items = append(c.items, completionItem{
		Label: w.value, Kind: kind, Detail: w.doc, SortText: fmt.Sprintf("%03d", len(c.items)), FilterText: text, Format: 1,
		TextEdit: textEdit{c.text.span(at), text},
	})
}

// restOfLine returns b up to its first line end.
func restOfLine(b []byte) []byte {
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		return b[:i]
	}
	return b
}
