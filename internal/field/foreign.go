package field

import "strings"

// Foreign says what to write for keys of other tools and habits. words are other names of keys of the mapping,
// "deadline" for due, and are read as those. hints are for keys that have no such counterpart: what to write in their
// place. Both are looked up by the key as Fold gives it. Which keys it knows is for messages alone: each is reported.
func (o *Object[T]) Foreign(words, hints map[string]string) *Object[T] {
	o.foreign, o.hints = words, hints
	return o
}

// advice returns what to write in the place of a key that the mapping does not have.
func (o *Object[T]) advice(word string, names []string) string {
	if hint, ok := o.hints[Fold(word)]; ok {
		return "; " + hint
	}
	switch {
	case len(names) <= 17:
		return "; known keys: " + strings.Join(names, ", ")
	case o.hints != nil:
		return "; take it out, or say it in the text below"
	default:
		return ""
	}
}
