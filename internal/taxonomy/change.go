package taxonomy

import "slices"

// changeTriggers are the triggers by which somebody rolled something out on purpose. A change of capacity, of a supplier
// or of what users do is none of them: the vocabulary has one word for those that were made and those that happened.
var changeTriggers = []string{"binary-push", "configuration-push"}

// IsChange reports whether a trigger of the vocabulary is a change that somebody rolled out; known is false for a word
// that is not in it. Source: data/triggers.csv, and The Site Reliability Workbook (2018), appendix C, which adds up the
// same two as changes.
func IsChange(trigger string) (change, known bool) {
	known = slices.ContainsFunc(triggers(), func(t Term) bool { return t.ID == trigger })
	return known && slices.Contains(changeTriggers, trigger), known
}
