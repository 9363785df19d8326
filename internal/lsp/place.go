package lsp

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/source"
)

// splitPath returns the names of a path without the marks of lists: actions[].owner is actions, owner.
func splitPath(path string) []string {
	var names []string
	for name := range strings.SplitSeq(path, ".") {
		for strings.HasSuffix(name, "[]") {
			name = strings.TrimSuffix(name, "[]")
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// at returns the token that a cursor at an offset means; ok is false where there is none.
func (o *outline) at(offset int) (token, bool) {
	// Slots are in the order of the file and hardly overlap; those that can hold the offset stand close together.
	i, _ := slices.BinarySearchFunc(o.tokens, offset, func(t token, offset int) int {
		if t.slot.End < offset {
			return -1
		}
		return 1
	})
	best, found := token{}, false
	for ; i < len(o.tokens) && o.tokens[i].slot.Start <= offset; i++ {
		t := o.tokens[i]
		if t.span.Start <= offset && offset <= t.span.End && t.span.Start < t.span.End {
			return t, true
		}
		if !found && offset <= t.slot.End {
			best, found = t, true
		}
	}
	return best, found
}

// rowAt returns the empty line that an offset is in.
func (o *outline) rowAt(offset int) (row, bool) {
	i, ok := slices.BinarySearchFunc(o.rows, offset, func(r row, offset int) int {
		switch {
		case r.span.End < offset:
			return -1
		case r.span.Start > offset:
			return 1
		default:
			return 0
		}
	})
	if !ok {
		return row{}, false
	}
	return o.rows[i], true
}

// slotAt returns what may be begun in a column of an empty line: a key of the mapping in that column, or of a mapping
// that the last key opens. dash says that an entry of a list is begun with it.
func (r *row) slotAt(column, offset int) (t token, dash bool) {
	t = token{isKey: true, span: source.Span{Start: offset, End: offset}, column: column, keys: &keys{}}
	for _, f := range slices.Backward(r.frames) {
		switch {
		case f.column > column:
			continue
		case f.list && f.column == column:
			t.path, t.in = f.path+"[]", f.path+"[]"
			return t, true
		case f.column == column:
			t.path, t.in, t.keys = f.path, f.path, f.keys
			return t, false
		case f.key == "" && !f.list:
			return t, false
		default: // deeper than the last key: what it opens
			t.path, t.in = f.child(), f.child()
			return t, !f.list
		}
	}
	return t, false
}
