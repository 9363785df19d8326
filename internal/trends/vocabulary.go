package trends

import (
	"cmp"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/taxonomy"
)

func termID(t taxonomy.Term) string   { return t.ID }
func causeID(c taxonomy.Cause) string { return c.ID }

// spelled returns a word as the vocabulary spells it: Binary Push is binary-push. A word that is not in it stays as it
// is written, without the spaces around it.
func spelled[T any](word string, vocabulary []T, id func(T) string) string {
	word = strings.TrimSpace(word)
	if word == "" || len(vocabulary) == 0 {
		return word
	}
	for i := range vocabulary { // nearly every word is spelled well, and this is quick
		if id(vocabulary[i]) == word {
			return word
		}
	}
	folded := field.Fold(word)
	for i := range vocabulary {
		if known := id(vocabulary[i]); field.Fold(known) == folded {
			return known
		}
	}
	return word
}

// rsitScheme is written before the class of an incident type of the Reference Security Incident Taxonomy.
const rsitScheme = "rsit:"

// classType returns a type of classification, in the spelling of the taxonomy where it is one of it.
func classType(written string) string {
	written = strings.TrimSpace(written)
	folded := strings.ToLower(written)
	if _, ok := taxonomy.LookupRSIT(strings.TrimPrefix(folded, rsitScheme)); ok && strings.HasPrefix(folded, rsitScheme) {
		return folded
	}
	return written
}

// class returns the class that an incident type belongs to: what is written before the slash.
func class(of string) string {
	name, _, _ := strings.Cut(of, "/")
	return name
}

func className(key string) string {
	c, _ := taxonomy.LookupRSIT(strings.TrimPrefix(key, rsitScheme))
	return c.CategoryName
}

func typeName(key string) string {
	c, _ := taxonomy.LookupRSIT(strings.TrimPrefix(key, rsitScheme))
	return cmp.Or(c.TypeName, c.CategoryName)
}
