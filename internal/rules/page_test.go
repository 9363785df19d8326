package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A page is markdown for people and the fixture of its rule. These are the blocks that a test reads:
//
//	```markdown bad              a whole report that the rule has something against
//	```markdown good             a whole report without any finding
//	```yaml bad fragment         top-level keys, put over those of testdata/base.md; after a line --- a body
//	```yaml bad fragment without=key1,key2     the base without these keys
//	```markdown bad encoding=latin-1           saved in that encoding and not as UTF-8
//	```yaml policy               the pir.yaml under which the blocks of this heading are checked
//	```yaml people               the people.yaml beside the blocks of this heading
//	```csv register              the incidents.csv beside them
//	```text file=docs/x.md       a file of the repository; without one, nothing is said about what files there are
//	```yaml policy bad           a pir.yaml that the rule has something against
//	```csv register bad          an incidents.csv that it has something against
//	```text                      what the blocks before it give; written by -update
//
// With file=reports/2026-01-05-x.md a block has that name; blocks that follow each other, each with a name, are one
// corpus. Any other block is a corpus of its own.

// pageBlock is one fenced block of a page.
type pageBlock struct {
	first, last int // line numbers of the fences, from 0
	info        []string
	body        string
	heading     int // line number of the heading above it
}

func (b pageBlock) is(word string) bool { return slices.Contains(b.info, word) }

// option returns the value of name=value in the info string.
func (b pageBlock) option(name string) string {
	for _, word := range b.info {
		if v, ok := strings.CutPrefix(word, name+"="); ok {
			return v
		}
	}
	return ""
}

// page is the page of one rule, cut into what the test needs.
type page struct {
	lines    []string
	headings []string // the second-level headings in order
	blocks   []pageBlock
}

func parsePage(text string) page {
	p := page{lines: strings.SplitAfter(text, "\n")}
	heading, open := 0, -1
	for i, line := range p.lines {
		fence := strings.HasPrefix(line, "```")
		switch {
		case fence && open >= 0:
			p.blocks = append(p.blocks, pageBlock{
				first: open, last: i, heading: heading,
				info: strings.Fields(strings.TrimLeft(p.lines[open], "`")),
				body: strings.Join(p.lines[open+1:i], ""),
			})
			open = -1
		case fence:
			open = i
		case open < 0 && strings.HasPrefix(line, "#"):
			heading = i
			if h, ok := strings.CutPrefix(line, "## "); ok {
				p.headings = append(p.headings, strings.TrimSpace(h))
			}
		}
	}
	return p
}

// fixture is a small corpus of a page, with the findings that the page says it has.
type fixture struct {
	bad    bool
	files  []pageFile
	policy string
	around surroundings
	last   int        // the line after which its findings stand
	want   string     // the text block behind it
	shown  *pageBlock // nil when there is none
}

type pageFile struct {
	path, text string
	fragment   bool
}

// fixtures returns the corpora of a page.
func (p page) fixtures(t *testing.T) []fixture {
	t.Helper()
	var list []fixture
	policy := map[int]string{} // by heading
	around := map[int]surroundings{}
	joins := false // may the next block join the corpus before it?
	for i, b := range p.blocks {
		switch {
		case surrounds(b):
			around[b.heading] = around[b.heading].with(b)
			joins = false
		case b.is("policy") && (b.is("bad") || b.is("good")):
			list = append(list, fixture{bad: b.is("bad"), policy: b.body, around: surroundings{policy: true}, last: b.last})
			joins = false
		case b.is("register"): // a bad or a good one
			list = append(list, fixture{bad: b.is("bad"), policy: policy[b.heading], around: surroundings{register: b.body}, last: b.last})
			joins = false
		case b.is("policy"):
			policy[b.heading] = b.body
			joins = false
		case b.is("bad") || b.is("good"):
			f := pageFile{path: b.option("file"), text: b.body, fragment: b.is("fragment")}
			named := f.path != ""
			if !named {
				f.path = "reports/2026-03-02-example.md"
			}
			if f.fragment {
				f.text = compose(t, b.body, strings.Split(b.option("without"), ","))
			}
			if b.option("encoding") == "latin-1" {
				f.text = latin1(f.text)
			}
			if joins && named && list[len(list)-1].bad == b.is("bad") && p.blocks[i-1].heading == b.heading {
				last := &list[len(list)-1]
				last.files, last.last = append(last.files, f), b.last
				continue
			}
			list = append(list, fixture{bad: b.is("bad"), files: []pageFile{f}, policy: policy[b.heading], around: around[b.heading], last: b.last})
			joins = named
		case b.is("text") && len(list) > 0 && list[len(list)-1].bad && list[len(list)-1].shown == nil:
			last := &list[len(list)-1]
			last.shown, last.want = &p.blocks[i], b.body
			joins = false
		}
	}
	return list
}

// latin1 returns the bytes of a text in the encoding ISO 8859-1.
func latin1(text string) string {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		b = append(b, byte(r)) //nolint:gosec // pages use letters of Latin-1 only
	}
	return string(b)
}

var keyLine = regexp.MustCompile(`^([A-Za-z_][\w-]*):`)

// keyLines is one top-level key of front matter with all of its lines.
type keyLines struct{ key, lines string }

func entries(front string) []keyLines {
	var list []keyLines
	for line := range strings.Lines(front) {
		if m := keyLine.FindStringSubmatch(line); m != nil || len(list) == 0 {
			e := keyLines{lines: line}
			if m != nil {
				e.key = m[1]
			}
			list = append(list, e)
			continue
		}
		list[len(list)-1].lines += line
	}
	return list
}

// compose puts a fragment over the base: its top-level keys take the place of the base's, new ones come
// last, and its body, if it has one, replaces the base's.
func compose(t *testing.T, fragment string, without []string) string {
	t.Helper()
	base, err := os.ReadFile(filepath.Join("testdata", "base.md"))
	if err != nil {
		t.Fatal(err)
	}
	front, body, ok := strings.Cut(strings.TrimPrefix(string(base), "---\n"), "\n---\n")
	if !ok {
		t.Fatal("testdata/base.md has no front matter")
	}
	front += "\n"
	if fragment != "" && !strings.HasSuffix(fragment, "\n") {
		fragment += "\n"
	}
	if own, text, ok := strings.Cut("\n"+strings.TrimPrefix(fragment, "---\n"), "\n---\n"); ok {
		fragment, body = strings.TrimPrefix(own+"\n", "\n"), text
	}
	over := entries(fragment)
	var b strings.Builder
	b.WriteString("---\n")
	written := map[string]bool{}
	put := func(key string) {
		for _, e := range over {
			if e.key == key && !written[key] {
				b.WriteString(e.lines)
			}
		}
		written[key] = true
	}
	for _, e := range entries(front) {
		switch {
		case slices.Contains(without, e.key):
		case slices.ContainsFunc(over, func(o keyLines) bool { return o.key == e.key }):
			put(e.key)
		default:
			b.WriteString(e.lines)
		}
	}
	for _, e := range over {
		put(e.key)
	}
	fmt.Fprintf(&b, "---\n%s", body)
	return b.String()
}
