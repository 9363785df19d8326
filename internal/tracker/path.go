package tracker

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxFound bounds how many values one path may lead to.
const maxFound = 200_000

// find returns the values that a path leads to. A path is made of names with dots between them; behind a name [] means
// every item of a list, [PATH=TEXT] the items of which that is true. * is every key of an object in alphabetical order,
// @keys the keys themselves. A key that is written as the whole path comes first.
func find(v any, path string) []any {
	if m, ok := v.(map[string]any); ok {
		if whole, ok := m[path]; ok {
			return []any{whole}
		}
	}
	found := []any{v}
	for path != "" && len(found) > 0 {
		var segment string
		segment, path = cutSegment(path)
		name, filter, listed := strings.Cut(segment, "[")
		var next []any
		for _, v := range found {
			for _, v := range step(v, name) {
				if listed {
					next = append(next, items(v, strings.TrimSuffix(filter, "]"))...)
				} else {
					next = append(next, v)
				}
			}
			if len(next) > maxFound {
				return next[:maxFound]
			}
		}
		found = next
	}
	return found
}

// cutSegment parts a path behind its first segment; dots inside of brackets do not count.
func cutSegment(path string) (first, rest string) {
	depth := 0
	for i, c := range path {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '.' && depth == 0:
			return path[:i], path[i+1:]
		}
	}
	return path, ""
}

// step goes from a value to what a name stands for in it; no name is the value itself.
func step(v any, name string) []any {
	if name == "" {
		return []any{v}
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	keys := func() []string { return slices.Sorted(maps.Keys(m)) }
	switch name {
	case "*":
		var all []any
		for _, k := range keys() {
			all = append(all, m[k])
		}
		return all
	case "@keys":
		var all []any
		for _, k := range keys() {
			all = append(all, k)
		}
		return all
	}
	if sub, ok := m[name]; ok {
		return []any{sub}
	}
	return nil
}

// items returns the items of a list, those that a filter such as type=task lets through.
func items(v any, filter string) []any {
	list, ok := v.([]any)
	if !ok {
		return nil
	}
	if filter == "" {
		return list
	}
	path, want, _ := strings.Cut(filter, "=")
	var kept []any
	for _, item := range list {
		if slices.ContainsFunc(find(item, path), func(v any) bool { return scalar(v) == want }) {
			kept = append(kept, item)
		}
	}
	return kept
}

// scalar returns a text, a number or a truth value as text; anything else is empty.
func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}
