package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// zone is a time zone as a text states it.
type zone struct {
	name    string // IANA name, UTC, or an offset such as +02:00
	text    string // as it is written; "" when none is
	unclear bool   // the abbreviation stands for other zones too
}

// offset reports whether the zone is a fixed distance from UTC and no place.
func (z zone) offset() bool { return z.name != "" && (z.name[0] == '+' || z.name[0] == '-') }

// UnknownZone is what a report says whose text names no time zone.
const UnknownZone = "unknown"

// zoneForms finds the names of zones: abbreviations as they are written, names of more than one word in any case.
var zoneForms = sync.OnceValue(func() *regexp.Regexp {
	zones := taxonomy.ImportWords("zone")
	words := make([]string, 0, len(zones))
	for _, w := range zones {
		q := regexp.QuoteMeta(w.Word)
		if strings.Contains(w.Word, " ") {
			q = "(?i:" + q + ")"
		}
		words = append(words, q)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	offset := `(?:UTC|GMT)\s?(?:[+\-−]\s?\d{1,2}(?::?\d{2})?|±0)`
	place := `(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_/-]+`
	return regexp.MustCompile(`^(?:` + offset + `|` + place + `|` + strings.Join(words, "|") + `|[+\-]\d{2}:?\d{2})`)
})

// readZone reads a zone at the beginning of a text, which may stand in brackets. n is what it takes, 0 for none.
// bare allows an offset without UTC before it, which has to follow a time.
func readZone(s string, bare bool) (z zone, n int) {
	inner := strings.TrimLeft(s, "([")
	open := len(s) - len(inner)
	m := zoneForms().FindString(inner)
	if m == "" || !bare && (m[0] == '+' || m[0] == '-') {
		return zone{}, 0
	}
	rest := inner[len(m):]
	if isWord(firstRune(rest)) && !isWide(lastRune(m)) || strings.HasPrefix(rest, "/") {
		return zone{}, 0
	}
	if m[0] == '-' && (rest == "" || rest[0] != ' ' && rest[0] != ':' && rest[0] != ')' && rest[0] != ']') {
		return zone{}, 0
	}
	n = open + len(m)
	if open > 0 {
		closed := strings.TrimLeft(rest, ")]")
		if len(closed) == len(rest) {
			return zone{}, 0 // (6:48 PDT) is about another time
		}
		n += len(rest) - len(closed)
	}
	return zoneOf(m), n
}

// zoneOf returns the zone of a name that readZone found or that somebody typed; its name is "" when there is none.
func zoneOf(text string) zone {
	z := zone{text: text}
	if place, ok := taxonomy.ImportWord("zone", text); ok {
		z.name = place
		_, z.unclear = taxonomy.ImportWord("zone-unclear", text)
		return z
	}
	s := strings.NewReplacer("−", "-", " ", "").Replace(strings.ToUpper(text))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if s == "±0" || s == "" {
		z.name = "UTC"
		return z
	}
	if s[0] == '+' || s[0] == '-' {
		z.name = offsetName(s)
		return z
	}
	if strings.Contains(text, "/") {
		if _, err := time.LoadLocation(text); err == nil {
			z.name = text
		}
	}
	return z
}

// offsetName brings +2, +0200 and +02:00 into one form; no distance is UTC.
func offsetName(s string) string {
	sign, digits := s[:1], strings.ReplaceAll(s[1:], ":", "")
	if len(digits) <= 2 {
		digits += "00"
	}
	if len(digits) == 3 {
		digits = "0" + digits
	}
	if len(digits) != 4 || digits[:2] > "14" || digits[2:] > "59" {
		return ""
	}
	if digits == "0000" {
		return "UTC"
	}
	return sign + digits[:2] + ":" + digits[2:]
}

// ParseZone reads the name of a time zone that somebody typed: an IANA name, an offset, or an abbreviation that stands
// for one zone only. The result is an IANA name, UTC or an offset such as +02:00.
func ParseZone(text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "local") || text == "" {
		return "", fmt.Errorf("there is no time zone %q; write an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00", text)
	}
	z := zoneOf(text)
	if z.unclear {
		return "", fmt.Errorf("%s stands for more than one zone; write an IANA name such as %s", text, z.name)
	}
	if z.name != "" {
		return z.name, nil
	}
	if _, err := time.LoadLocation(text); err != nil {
		return "", fmt.Errorf("there is no time zone %q; write an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00", text)
	}
	return text, nil
}

var allTimes = lazy.Pattern(`(?i:all\s+(?:of\s+the\s+)?(?:date[s/]*\s*(?:and|/|&)\s*)?(?:the\s+)?(?:times?|timestamps?|dates)(?:\s+(?:below|here|given|listed|shown|stated|in this (?:document|report|timeline)))?(?:\s+(?:are|is))?(?:\s+(?:given|listed|shown|stated|expressed|presented|displayed|reported))?(?:\s+(?:in|as|local to))?|times?\s+(?:are\s+|is\s+)?(?:given\s+|listed\s+|shown\s+)?in|time\s?zone(?:\s+is)?|timestamps?\s+(?:are\s+)?in)\s*[:=]?\s*(?:the\s+)?`)

// statedZone finds a sentence such as "all times in UTC" in a text.
func statedZone(text string) (zone, bool) {
	for _, m := range allTimes().FindAllStringIndex(text, 20) {
		rest := strings.TrimLeft(text[m[1]:], " *_`:(\"'")
		if z, n := readZone(rest, false); n > 0 && z.name != "" {
			return z, true
		}
	}
	return zone{}, false
}

// zoneWithin finds a zone anywhere in a short text, such as a heading.
func zoneWithin(text string) (zone, bool) {
	const longest = 300
	if len(text) > longest {
		text = trimRune(text[:longest])
	}
	before := ' '
	for i, r := range text {
		if !isWord(before) && isWord(r) || isWide(r) {
			if z, n := readZone(text[i:], false); n > 1 && z.name != "" {
				return z, true
			}
		}
		before = r
	}
	return zone{}, false
}
