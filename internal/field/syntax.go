package field

import (
	"bytes"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/source"
)

// syntaxError reports a YAML error on the line where it really is. yaml.v3 names no column, is off by
// one for half of its messages, and names the start of the enclosing block instead of the fault; so the
// line is found by parsing ever larger parts of the text.
func (d *Document) syntaxError(text []byte, err error) {
	line := d.faultyLine(text)
	start := d.lines[line-1]
	end := d.region.End
	if line < len(d.lines) {
		end = d.lines[line]
	}
	content := bytes.TrimRight(d.file.Bytes[start:end], "\r\n \t")
	indent := len(content) - len(bytes.TrimLeft(content, " \t"))
	at := source.Span{Start: start + indent, End: start + max(indent+1, len(content))}
	d.Report(RuleSyntax, at, "not valid YAML: %s", explain(err.Error(), string(content), bytes.ContainsRune(content[:indent], '\t')))
}

var lineNumber = regexp.MustCompile(`^line \d+: `)

// explain turns yaml.v3's words into ones that say what to type.
func explain(message, line string, tab bool) string {
	message = lineNumber.ReplaceAllString(strings.TrimPrefix(message, "yaml: "), "")
	trimmed := strings.TrimLeft(line, " -")
	switch {
	case tab:
		return "the line is indented with a tab; use spaces"
	case strings.Contains(message, "mapping values are not allowed") && strings.Count(trimmed, ": ") > 1:
		return "a value that contains `: ` needs quotes around it, or the line above is indented differently"
	case strings.HasPrefix(trimmed, "@"), strings.Contains(line, ": @"), strings.Contains(line, ": `"),
		strings.Contains(line, "- @"), strings.Contains(line, "[@"), strings.Contains(line, ", @"):
		return "a value that starts with @ or ` needs quotes around it"
	case strings.Contains(message, "could not find expected ':'"), trimmed != "" && !strings.ContainsAny(trimmed, ":[]{}\"'"):
		return "expected `key: value`; a colon and a space are missing, or a text that goes on needs more indentation"
	case strings.Contains(message, "mapping values are not allowed"):
		return "a value that contains `: ` needs quotes around it, or the line above is indented differently"
	case strings.Contains(message, "unexpected end of stream"):
		return "a quote that opens here is never closed"
	case strings.Contains(message, "did not find expected ',' or"), strings.Contains(message, "did not find expected node content"):
		return "a bracket or brace that opens here is not closed, or a comma is missing"
	case strings.Contains(message, "did not find expected key"), strings.Contains(message, "did not find expected '-' indicator"):
		return "this line does not fit in: check its indentation and the quotes in it"
	case strings.Contains(message, "exceeded max depth"):
		return "it is nested too deeply"
	case strings.HasPrefix(message, "unknown anchor"):
		return message + "; define it with & before it is used, or quote a text that starts with *"
	}
	return message
}

// faultyLine returns the number (from 1) of the line at which the text stops being YAML: the line after
// the longest beginning of the text that parses. Beginnings are first tried at top-level keys, where a
// cut leaves whole entries, then line by line inside the entry that breaks.
func (d *Document) faultyLine(text []byte) int {
	starts := d.topLevelLines(text)
	parses := func(line int) bool { // do the lines before this one parse?
		root, _, err := parse(text[:d.lines[line-1]-d.region.Start])
		return err == nil && (root == nil || isNull(root) || root.Kind == yaml.MappingNode)
	}
	// The last entry start such that all before it is fine.
	low, high := 0, len(starts)
	for low+1 < high {
		if mid := (low + high) / 2; parses(starts[mid]) {
			low = mid
		} else {
			high = mid
		}
	}
	first := starts[low]
	last := len(d.lines)
	if low+1 < len(starts) {
		last = starts[low+1] - 1
	}
	const tries = 400 // an entry longer than that is not searched to its end
	for line := min(last, first+tries); line > first; line-- {
		if parses(line) && !blankOrComment(d.yamlLine(text, line)) {
			return line
		}
	}
	return first
}

// topLevelLines returns the numbers of the lines that start a top-level entry, beginning with 1.
func (d *Document) topLevelLines(text []byte) []int {
	starts := []int{1}
	for n := 2; n <= len(d.lines); n++ {
		if line := d.yamlLine(text, n); len(line) > 0 && line[0] != ' ' && line[0] != '\t' && line[0] != '-' && line[0] != '#' && line[0] != ']' && line[0] != '}' {
			starts = append(starts, n)
		}
	}
	return starts
}

func (d *Document) yamlLine(text []byte, n int) []byte {
	end := len(text)
	if n < len(d.lines) {
		end = d.lines[n] - d.region.Start
	}
	return bytes.TrimRight(text[d.lines[n-1]-d.region.Start:end], "\r\n")
}

func blankOrComment(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#'
}
