package history

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/report"
)

// pieces is the parts of a report that are compared. The same part of two versions has the same bytes, mostly, and
// is parsed once.
type pieces struct {
	head      []byte // YAML of the report's own values
	headParts []keyPart
	actions   [][]byte // YAML of each action: an entry of a list
}

// knownKeys are the keys of the front matter.
var knownKeys = func() map[string]bool {
	keys := map[string]bool{}
	for _, f := range report.Fields() {
		keys[f.Name] = true
	}
	return keys
}()

// headKeys are the keys whose blocks hold what is compared of a report, besides the timeline and the actions.
var headKeys = []string{"title", "kind", "severity", "status", "review", "approvals"}

// cutReport cuts a file into the parts that are compared, without parsing it. It returns false for everything that
// is not laid out in the usual way, where a cut could be wrong: such a file is parsed as a whole.
func cutReport(file []byte) (pieces, bool) {
	front, ok := frontMatter(file)
	if !ok || !utf8.Valid(file) || bytes.IndexByte(file, 0) >= 0 || odd(front) {
		return pieces{}, false
	}
	blocks, ok := keyBlocks(front)
	if !ok {
		return pieces{}, false
	}
	var p pieces
	for _, key := range headKeys {
		if block := blocks[key]; len(block) > 0 {
			p.head = append(p.head, block...)
			p.headParts = append(p.headParts, keyPart{key, block})
		}
	}
	entries, ok := listEntries(blocks["timeline"])
	if !ok {
		return pieces{}, false
	}
	closers := slices.DeleteFunc(entries, func(entry []byte) bool { return !mayClose(entry) })
	if len(closers) > 0 {
		timeline := append([]byte("timeline:\n"), bytes.Join(closers, nil)...)
		p.head = append(p.head, timeline...)
		p.headParts = append(p.headParts, keyPart{"timeline", timeline})
	}
	p.actions, ok = listEntries(blocks["actions"])
	return p, ok
}

// frontMatter returns what stands between the delimiters when the file begins with one.
func frontMatter(file []byte) ([]byte, bool) {
	if len(file) > report.MaxFile {
		return nil, false
	}
	line, rest, _ := bytes.Cut(file, []byte{'\n'})
	if string(bytes.TrimSuffix(line, []byte{'\r'})) != "---" {
		return nil, false
	}
	for at := 0; at < len(rest) && at <= report.MaxFrontMatter; {
		line := rest[at:]
		next := len(rest)
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line, next = line[:n], at+n+1
		}
		if bytes.HasPrefix(line, []byte("---")) && len(bytes.TrimSpace(line)) == len("---") {
			return rest[:at], true
		}
		at = next
	}
	return nil, false
}

// alias is what may be an alias of YAML, which stands for a value elsewhere.
var alias = regexp.MustCompile(`(^|[\s\[{,:-])\*[^\s*]`)

// odd reports whether a text may have aliases, tags that change what a value is, or ends of lines that only YAML knows.
func odd(text []byte) bool {
	if bytes.IndexByte(text, '*') >= 0 && alias.Match(text) || bytes.IndexByte(text, '!') >= 0 && bytes.Contains(text, []byte("!!")) {
		return true
	}
	if bytes.IndexByte(text, '\r') >= 0 && bytes.Count(text, []byte{'\r'}) != bytes.Count(text, []byte("\r\n")) {
		return true
	}
	return bytes.Contains(text, []byte("\u0085")) || bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029"))
}

// keyBlocks cuts YAML at the keys in its first column. Every key has to be one of the format, each at most once, and
// enough of them for a report; and nothing may reach over the end of a line but by indentation.
func keyBlocks(front []byte) (map[string][]byte, bool) {
	blocks := make(map[string][]byte, len(knownKeys))
	key, start, certain := "", 0, 0
	for at := 0; at < len(front); {
		line := front[at:]
		next := len(front)
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line, next = line[:n], at+n+1
		}
		if leavesOpen(line) {
			return nil, false
		}
		switch c := first(line); {
		case c == 0, c == ' ', c == '#', c == '-' && key != "" && isEntry(line):
		default:
			name, rest, ok := bytes.Cut(line, []byte{':'})
			if !ok || len(rest) > 0 && rest[0] != ' ' && rest[0] != '\r' || !knownKeys[string(name)] {
				return nil, false
			}
			if key != "" {
				blocks[key] = front[start:at]
			}
			key, start = string(name), at
			if _, twice := blocks[key]; twice {
				return nil, false
			}
			if key != "title" {
				certain++
			}
		}
		at = next
	}
	if key == "" || certain < 2 || len(front) > 0 && front[len(front)-1] != '\n' {
		return nil, false
	}
	blocks[key] = front[start:]
	return blocks, true
}

// first returns the first byte of a line, 0 for a blank one.
func first(line []byte) byte {
	if len(bytes.TrimSpace(line)) == 0 {
		return 0
	}
	return line[0]
}

// isEntry reports whether a line, without its indentation, begins an entry of a list.
func isEntry(line []byte) bool {
	return len(line) > 0 && line[0] == '-' && (len(line) == 1 || line[1] == ' ' || line[1] == '\r')
}

// listEntries cuts the block of a key at the entries of its list. A key that is not there has none.
func listEntries(block []byte) ([][]byte, bool) {
	line, rest, _ := bytes.Cut(block, []byte{'\n'})
	_, value, _ := bytes.Cut(line, []byte{':'})
	if value = bytes.TrimSpace(value); len(value) > 0 && value[0] != '#' {
		return nil, string(value) == "[]"
	}
	var entries [][]byte
	start, indent := -1, -1
	for at := 0; at < len(rest); {
		line := rest[at:]
		next := len(rest)
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line, next = line[:n], at+n+1
		}
		text := bytes.TrimLeft(line, " ")
		in := len(line) - len(text)
		switch {
		case first(text) == 0 || text[0] == '#' || start >= 0 && in > indent:
		case isEntry(text) && (start < 0 || in == indent):
			if start >= 0 {
				entries = append(entries, rest[start:at])
			}
			start, indent = at, in
		default:
			return nil, false
		}
		at = next
	}
	if start >= 0 {
		entries = append(entries, rest[start:])
	}
	return entries, true
}

// mayClose reports whether an entry of the timeline may be the one that closes the incident.
func mayClose(entry []byte) bool {
	const word = "closed"
	for i := 0; i+len(word) <= len(entry); i++ {
		if c := entry[i]; (c == 'c' || c == 'C') && strings.EqualFold(string(entry[i:i+len(word)]), word) {
			return true
		}
	}
	return bytes.IndexByte(entry, '\\') >= 0 // it may be spelt with escapes
}

// leavesOpen reports whether a quoted text or a list in brackets may go on on the next line, where it could look like
// anything. It is true for some lines of plain text as well, which costs a whole parse and does no harm.
func leavesOpen(line []byte) bool {
	if !bytes.ContainsAny(line, "\"'[{") {
		return false
	}
	depth, before := 0, byte(0) // brackets that are open, and the last byte that is no blank
	for i := 0; i < len(line); i++ {
		c := line[i]
		begins := before == 0 || strings.IndexByte(":-[{,?", before) >= 0
		switch {
		case c == ' ' || c == '\r':
			continue
		case c == '#' && i > 0 && line[i-1] == ' ':
			return depth > 0
		case (c == '"' || c == '\'') && begins:
			end := closing(line[i:])
			if end < 0 {
				return true
			}
			i += end
		case (c == '[' || c == '{') && (begins || depth > 0):
			depth++
		case (c == ']' || c == '}') && depth > 0:
			depth--
		}
		before = c
	}
	return depth > 0
}

// closing returns the index of the quote that closes the quoted text that b begins with, or -1.
func closing(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch {
		case b[0] == '"' && b[i] == '\\':
			i++
		case b[0] == '\'' && b[i] == '\'' && i+1 < len(b) && b[i+1] == '\'':
			i++
		case b[i] == b[0]:
			return i
		}
	}
	return -1
}
