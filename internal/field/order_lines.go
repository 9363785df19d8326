package field

import (
	"bytes"
	"regexp"

	"gopkg.in/yaml.v3"
)

// entries returns the keys of a block mapping with their lines, or false when they do not each begin a line
// at the same indentation.
func (o *orderer) entries(n *yaml.Node, limit int) ([]entry, bool) {
	list := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		e := entry{name: key.Value, val: n.Content[i+1], key: o.offset(key.Line, key.Column)}
		e.line = o.lineStart(e.key)
		e.lead = e.line
		before := o.file.Bytes[e.line:e.key]
		blank := len(bytes.Trim(before, " ")) == 0
		if key.Kind != yaml.ScalarNode || !blank && (i > 0 || !onDash(before)) {
			return nil, false
		}
		if i > 0 && e.key-e.line != list[0].key-list[0].line {
			return nil, false
		}
		if blank {
			floor := o.region.Start
			var above *yaml.Node
			if i > 0 {
				floor, above = o.nextLine(list[i/2-1].key), list[i/2-1].val
			}
			e.lead = o.lead(e, floor, above)
		}
		if i > 0 {
			list[i/2-1].end = e.lead
		}
		list = append(list, e)
	}
	last := &list[len(list)-1]
	last.end = o.tail(last, limit)
	return list, true
}

// onDash reports whether what stands before a key is the dash of a list.
func onDash(before []byte) bool {
	return bytes.HasSuffix(bytes.TrimRight(before, " "), []byte("-")) && len(bytes.Trim(before, " -")) == 0
}

// inactive is a comment that looks like YAML below a key: indented, or with a dash.
var inactive = regexp.MustCompile(`^#(?:[ \t]{2,}\S|[ \t]?-(?:\s|$))`)

// lead returns where the comments that belong to a key start: those directly above it, with its indentation,
// but for lines of the value above that are commented out.
func (o *orderer) lead(e entry, floor int, above *yaml.Node) int {
	lead := e.line
	for lead > floor {
		up := o.lineStart(lead - 1)
		line := o.file.Bytes[up:lead]
		if up < floor || indentation(line) != e.key-e.line || !isComment(line) {
			break
		}
		lead = up
	}
	if above == nil || lead > floor && isBlank(o.file.Bytes[o.lineStart(lead-1):lead]) {
		return lead
	}
	if lead == e.line || !o.inactive(lead) {
		return lead
	}
	// A key without a value was emptied: all that was below it is its own.
	for at := lead; at < e.line; at = o.nextLine(at) {
		if !o.inactive(at) {
			if !isNull(above) {
				break
			}
			continue
		}
		lead = o.nextLine(at)
	}
	return lead
}

// inactive reports whether a line is a comment that was a line of the value above it.
func (o *orderer) inactive(at int) bool {
	return inactive.Match(bytes.TrimLeft(o.file.Bytes[at:o.nextLine(at)], " "))
}

// tail returns where the last entry of a mapping ends: behind the comments that stand directly below it with
// at least its indentation. What follows stays where it is.
func (o *orderer) tail(e *entry, limit int) int {
	from := limit // blank lines and comments from here on
	for from > o.nextLine(e.key) {
		up := o.lineStart(from - 1)
		if line := o.file.Bytes[up:from]; !isBlank(line) && !isComment(line) {
			break
		}
		from = up
	}
	column := e.key - e.line
	if leaf := lastLeaf(e.val); leaf.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		keep := bytes.ContainsRune(o.file.Bytes[o.offset(leaf.Line, leaf.Column):o.nextLine(o.offset(leaf.Line, leaf.Column))], '+')
		for at := from; at < limit; {
			next := o.nextLine(at)
			line := o.file.Bytes[at:next]
			if !isBlank(line) && indentation(line) <= column {
				break
			}
			if at = next; keep || !isBlank(line) {
				from = at // what looks like a comment is text of the block
			}
		}
	}
	for from < limit {
		next := o.nextLine(from)
		if line := o.file.Bytes[from:next]; !isComment(line) || indentation(line) < column {
			break
		}
		from = next
	}
	return from
}

// lastLeaf returns the scalar that is written last below a node.
func lastLeaf(n *yaml.Node) *yaml.Node {
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	return n
}

func indentation(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

func isComment(line []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#")) }

func isBlank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }
