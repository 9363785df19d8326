package scaffold

import (
	"strings"
	"time"

	"github.com/gosimple/unidecode"
)

// maxSlug is how long a slug may get, in letters. Paths stay short enough for every file system that way.
const maxSlug = 60

// german are the letters that German readers expect as two, where a table by shape alone would give one.
var german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// Slug turns a title of any script into lower-case ASCII words with hyphens between them, at most 60 letters, cut at
// a word. A title without a letter or digit that can be transliterated becomes "incident".
func Slug(title string) string {
	ascii := strings.ToLower(unidecode.Unidecode(german.Replace(Clean(title))))
	words := strings.FieldsFunc(strings.ReplaceAll(ascii, "'", ""), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	slug := ""
	for _, w := range words {
		switch {
		case slug == "":
			slug = w[:min(len(w), maxSlug)]
		case len(slug)+1+len(w) > maxSlug:
			return slug
		default:
			slug += "-" + w
		}
	}
	if slug == "" {
		return "incident"
	}
	return slug
}

// baseID returns the id that a report of that day and title gets when nothing else has it.
func baseID(day time.Time, title string) string {
	return day.Format(time.DateOnly) + "-" + Slug(title)
}
