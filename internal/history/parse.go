package history

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Reader turns the content of files into versions. It remembers the states that it has parsed by their bytes,
// because most of a version is what the version before had. It may be used by several goroutines.
type Reader struct {
	parser *report.Parser

	mu      sync.Mutex
	heads   map[[sha256.Size]byte]*state
	actions map[[sha256.Size]byte]*state
	parts   map[partKey]part // of states
}

// NewReader returns a Reader that has read nothing.
func NewReader() *Reader {
	return &Reader{parser: report.NewParser(), heads: map[[sha256.Size]byte]*state{}, actions: map[[sha256.Size]byte]*state{}, parts: map[partKey]part{}}
}

// Of is Of for a report whose history is read next, by Read with this Reader: it need not parse that version again.
func (b *Reader) Of(r *report.Report) *Version {
	v := Of(r)
	if v.head == nil {
		return v
	}
	p, ok := cutReport(r.File.Bytes)
	if !ok || len(p.actions) != len(v.actions) {
		return v
	}
	keys := make([][sha256.Size]byte, len(p.actions))
	for i, a := range p.actions {
		keys[i] = sha256.Sum256(a)
	}
	headKey := sha256.Sum256(p.head)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heads[headKey] = v.head
	for i, key := range keys {
		b.actions[key] = v.actions[i]
	}
	return v
}

// version returns what is compared of a file: nil for one that is no report, and then why it cannot be read, if it
// looks like one that should be.
func (b *Reader) version(file []byte) (v *Version, why string) {
	if p, ok := cutReport(file); ok {
		if v, ok := b.fromPieces(p); ok {
			return v, ""
		}
	}
	return b.whole(file)
}

// whole reads a file as every other command does.
func (b *Reader) whole(file []byte) (v *Version, why string) {
	r := b.parser.Parse(source.New("", file))
	if r.HasFrontMatter {
		return Of(r), ""
	}
	for _, p := range r.Problems {
		switch p.Rule {
		case report.RuleMissing, report.RuleUnclosed:
			return nil, ""
		default:
			why = p.Message
		}
	}
	return nil, why
}

// fromPieces puts a version together from states that are known, and parses what is new in the others, all at once.
func (b *Reader) fromPieces(p pieces) (*Version, bool) {
	v := &Version{actions: make([]*state, len(p.actions))}
	headKey := sha256.Sum256(p.head)
	keys := make([][sha256.Size]byte, len(p.actions))
	for i, a := range p.actions {
		keys[i] = sha256.Sum256(a)
	}
	b.mu.Lock()
	v.head = b.heads[headKey]
	for i := range keys {
		v.actions[i] = b.actions[keys[i]]
	}
	b.mu.Unlock()
	var text bytes.Buffer
	text.WriteString("---\nservices: []\nteams: []\n") // two keys make a report
	empty := text.Len()
	var head draft
	if v.head == nil {
		head = b.draft(headShape, p.headParts)
		head.write(&text)
	}
	text.WriteString("actions:\n")
	var drafts []draft
	for i, known := range v.actions {
		if known != nil {
			continue
		}
		d := draft{place: i, whole: p.actions[i]}
		if parts, ok := entryParts(p.actions[i]); ok {
			d = b.draft(actionShape, parts)
			d.place = i
		}
		d.write(&text)
		drafts = append(drafts, d)
	}
	if text.Len() > empty+len("actions:\n") {
		text.WriteString("---\n")
		r := b.parser.Parse(source.New("", text.Bytes()))
		if !r.HasFrontMatter || !b.fill(r, &head, drafts) {
			return nil, false
		}
	}
	if v.head == nil {
		v.head = head.state()
	}
	for i := range drafts {
		v.actions[drafts[i].place] = drafts[i].state()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heads[headKey] = v.head
	for _, d := range drafts {
		b.actions[keys[d.place]] = v.actions[d.place]
	}
	return v, true
}

// tooLarge says why a blob of that many bytes is not read.
func tooLarge(size int64) string {
	return fmt.Sprintf("it has %d MB, and at most %d MB are read", size>>20, report.MaxFile>>20)
}
