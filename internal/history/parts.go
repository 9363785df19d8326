package history

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
)

// keyPart is the lines of one key of a mapping.
type keyPart struct {
	key  string
	text []byte
}

// partKey is the beginning of the hash of a part, and whether it is one of an action.
type partKey [16]byte

// part is what one key says: the values of its fields, and the day if it is one.
type part struct {
	text string // with separators, as in a state
	day  time.Time
}

// shape says where the values of the keys of a mapping stand among the fields of a state.
type shape struct {
	name   string
	fields []string
	keys   map[string][]string // of the keys that do not have one field of their own name
}

var (
	headShape   = &shape{"report", reportFields, map[string][]string{"review": {"hot_wash", "held", "waived"}, "timeline": {"closed"}}}
	actionShape = &shape{"action", actionFields, map[string][]string{"id": nil}}
)

// of returns the fields that a key gives values to.
func (s *shape) of(key string) []string {
	if fields, ok := s.keys[key]; ok {
		return fields
	}
	return []string{key}
}

// draft is a state that is put together from parts; missing ones are parsed.
type draft struct {
	place   int
	shape   *shape
	whole   []byte // instead of parts: all of it is parsed
	parts   []keyPart
	keys    []partKey
	found   []part
	missing []int
	done    *state // when all of it was parsed
}

// draft looks up parts.
func (b *Reader) draft(s *shape, parts []keyPart) draft {
	d := draft{shape: s, parts: parts, keys: make([]partKey, len(parts)), found: make([]part, len(parts))}
	var text []byte
	for i, p := range parts {
		text = append(append(append(text[:0], s.name...), 0), p.text...)
		sum := sha256.Sum256(text)
		d.keys[i] = partKey(sum[:len(partKey{})])
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range parts {
		known, ok := b.parts[d.keys[i]]
		if !ok {
			d.missing = append(d.missing, i)
		}
		d.found[i] = known
	}
	return d
}

// write writes what has to be parsed: the keys that are missing, those of an action as an entry of a list.
func (d *draft) write(out *bytes.Buffer) {
	out.Write(d.whole)
	if len(d.missing) == 0 {
		return
	}
	if d.shape == actionShape {
		first := d.parts[d.missing[0]].text
		indent := len(first) - len(bytes.TrimLeft(first, " "))
		out.WriteString(strings.Repeat(" ", indent-entryIndent) + "-\n")
	}
	for _, i := range d.missing {
		out.Write(d.parts[i].text)
	}
}

// fill takes what was parsed, and returns false when it is not what was written.
func (b *Reader) fill(r *report.Report, head *draft, drafts []draft) bool {
	if len(head.missing) > 0 {
		b.keep(head, headState(r))
	}
	n := 0
	for i := range drafts {
		d := &drafts[i]
		if d.whole == nil && len(d.missing) == 0 {
			continue
		}
		if n == len(r.Actions) {
			return false
		}
		s := actionState(&r.Actions[n])
		n++
		if d.whole != nil {
			d.done = s
			continue
		}
		b.keep(d, s)
	}
	return n == len(r.Actions)
}

// keep remembers the parts that a state was parsed from.
func (b *Reader) keep(d *draft, s *state) {
	values := s.values()
	for _, i := range d.missing {
		key := d.parts[i].key
		p := part{}
		switch key {
		case "id":
			p.text = s.id
		case "due":
			p.day = s.due
		case "done":
			p.day = s.done
		}
		if fields := d.shape.of(key); len(fields) > 0 {
			texts := make([]string, 0, len(fields))
			for _, f := range fields {
				texts = append(texts, values[slices.Index(d.shape.fields, f)])
			}
			p.text = strings.Join(texts, separator) // one text stays the same string
		}
		d.found[i] = p
	}
	if len(d.missing) == len(d.parts) {
		d.done = s
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, i := range d.missing {
		b.parts[d.keys[i]] = d.found[i]
	}
}

// state puts the parts together.
func (d *draft) state() *state {
	if d.done != nil {
		return d.done
	}
	s := &state{}
	values := make([]string, len(d.shape.fields))
	for i, p := range d.found {
		switch d.parts[i].key {
		case "id":
			s.id = p.text
		case "due":
			s.due = p.day
		case "done":
			s.done = p.day
		}
		fields := d.shape.of(d.parts[i].key)
		texts := strings.SplitN(p.text, separator, max(1, len(fields)))
		for n, f := range fields {
			values[slices.Index(d.shape.fields, f)] = texts[n]
		}
	}
	s.text = strings.Join(values, separator)
	if d.shape == headShape {
		s.tell(values[slices.Index(reportFields, "kind")], values[slices.Index(reportFields, "severity")], values[slices.Index(reportFields, "status")])
	}
	return s
}

// entryIndent is how far the keys of an entry stand behind its dash.
const entryIndent = len("- ")

// entryKeys are the keys of an action.
var entryKeys = func() map[string]bool {
	keys := map[string]bool{"id": true}
	for _, f := range actionFields {
		keys[f] = true
	}
	return keys
}()

// entryParts cuts an entry of the list of actions at its keys. It returns false for one that is not laid out in the
// usual way: keys under each other, two columns behind the dash.
func entryParts(entry []byte) ([]keyPart, bool) {
	text := bytes.TrimLeft(entry, " ")
	indent := len(entry) - len(text) + entryIndent
	if len(text) < entryIndent || text[1] != ' ' {
		return nil, false
	}
	lines := bytes.Clone(entry)
	lines[indent-entryIndent] = ' '
	var parts []keyPart
	start := 0
	for at := 0; at < len(lines); {
		line := lines[at:]
		next := len(lines)
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line, next = line[:n], at+n+1
		}
		text := bytes.TrimLeft(line, " ")
		switch in := len(line) - len(text); {
		case first(text) == 0 || text[0] == '#' || in > indent && at > 0 || in == indent && at > 0 && isEntry(text):
		case in != indent:
			return nil, false
		default:
			name, rest, ok := bytes.Cut(text, []byte{':'})
			if !ok || len(rest) > 0 && rest[0] != ' ' && rest[0] != '\r' || !entryKeys[string(name)] ||
				slices.ContainsFunc(parts, func(p keyPart) bool { return p.key == string(name) }) {
				return nil, false
			}
			if len(parts) > 0 {
				parts[len(parts)-1].text = lines[start:at]
			}
			parts, start = append(parts, keyPart{key: string(name)}), at
		}
		at = next
	}
	if len(parts) == 0 {
		return nil, false
	}
	parts[len(parts)-1].text = lines[start:]
	return parts, true
}
