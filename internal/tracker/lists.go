package tracker

import (
	"fmt"
	"maps"
	"slices"
)

// list returns the records of a list that belong to an incident.
func (b *builder) list(l rows, incident any) []any {
	var found []any
	switch {
	case l.Rows == "":
		found = []any{incident}
	case l.Join.given():
		found = b.index(l)[b.mapping.ID.first(incident)]
	case l.Alone && !b.alone:
		return nil
	case l.Alone:
		for _, doc := range b.input.docs {
			found = append(found, find(doc, l.Rows)...)
		}
	default:
		found = find(incident, l.Rows)
	}
	return slices.DeleteFunc(slices.Clone(found), func(r any) bool { _, skipped := skips(l.Skip, r); return skipped })
}

// index returns the records of a list in the input by the incident that they name, which is looked up once.
func (b *builder) index(l rows) map[string][]any {
	if index, ok := b.joined[l.Rows]; ok {
		return index
	}
	index := map[string][]any{}
	for _, doc := range b.input.docs {
		for _, r := range find(doc, l.Rows) {
			if id := l.Join.first(r); id != "" {
				index[id] = append(index[id], r)
			}
		}
	}
	b.joined[l.Rows] = index
	return index
}

// strays tells which lists of the input have records that were given to no incident.
func (b *builder) strays(ids map[string]bool) {
	for _, path := range slices.Sorted(maps.Keys(b.joined)) {
		n := 0
		for id, records := range b.joined[path] {
			if !ids[id] {
				n += len(records)
			}
		}
		if n > 0 {
			b.left = append(b.left, fmt.Sprintf("%s: %d of incidents that are not in the export", path, n))
		}
	}
	lists := make([]rows, 0, len(b.mapping.Entries)+len(b.mapping.Actions))
	for _, e := range b.mapping.Entries {
		lists = append(lists, e.rows)
	}
	for _, a := range b.mapping.Actions {
		lists = append(lists, a.rows)
	}
	for _, l := range lists {
		n := 0
		for _, doc := range b.input.docs {
			if l.Alone && !b.alone {
				n += len(find(doc, l.Rows))
			}
		}
		if n > 0 {
			b.left = append(b.left, fmt.Sprintf("%s: %d that name no incident; import them with one incident alone", l.Rows, n))
		}
	}
}
