// Package language finds the words of a text that blame a person. It knows sentences, and nothing of reports, of
// rules and of their levels.
//
// What it looks for is data: for each language the patterns and the words under data. A pattern is tried only where its
// first word stands, and then asks who the subject of the clause is: people fail to do things, machines fail to start.
package language

import (
	"strings"
)

// Place says where in a report a text stands. A pattern is looked for in some places, and strict in fewer.
type Place uint8

// The places of a text.
const (
	Cause    Place = 1 << iota // a cause, or a step towards it
	Timeline                   // what happened at a time
	Action                     // the title of an action
	Summary                    // a title or summary
	Prose                      // any other text
)

// places are the names of the places in the data.
var places = map[string]Place{"cause": Cause, "timeline": Timeline, "action": Action, "summary": Summary, "prose": Prose}

// Hit is a place in a text that blames somebody.
type Hit struct {
	Rule       string // the name of the rule that it falls under, such as blame-failed-to
	Start, End int    // bytes of the text
	Words      string // what stands there, with single spaces
	Advice     string // what is wrong with it and what to write; it continues a sentence that begins with the words
	Rewrite    Rewrite
	Strict     bool // in this place it is more than a suggestion
}

// Rewrite is an example of a blaming sentence and of one that says more without blame.
type Rewrite struct{ From, To string }

// Limits on the work. Real reports stay far below: hardly a sentence has 400 bytes, and a whole report makes some 200
// trials. What lies beyond is not looked at.
const (
	maxReach  = 400   // bytes of a sentence to either side of a word, and of a quotation
	maxMatch  = 80    // bytes of a match to either side of its word
	maxExcept = 160   // bytes to either side of a match that an exception may take in
	maxTrials = 5_000 // patterns tried for one Checker
)

// Checker looks for blame in the texts of one report. It is for one goroutine.
type Checker struct {
	languages []*speech
	names     names
	trials    int
	low       []byte // the text in lower case, as long as the text
	spots     []spot
}

// spot is a word that patterns have.
type spot struct {
	start, end int
	patterns   []int // of the language, in their order
}

// New returns a Checker. people are those who take part, as the report writes them; their names count as names of persons.
func New(people []string) *Checker {
	return &Checker{languages: all(), names: newNames(people, all())}
}

// Check returns what blames a person in a text, in the order of the text, without overlaps, and once a rule in a sentence. Quotations and code
// are left out. A span of backticks stands for something that is no person.
func (c *Checker) Check(text string, at Place) []Hit {
	c.low = appendLower(c.low[:0], text)
	var found []match
	for _, s := range c.languages {
		c.spots = s.spots(c.spots[:0], c.low, c.names)
		if len(c.spots) == 0 {
			continue
		}
		var t *reading
		for _, spot := range c.spots {
			for _, i := range spot.patterns {
				p := &s.patterns[i]
				if p.places&at == 0 || c.trials == maxTrials {
					continue
				}
				c.trials++
				start, end, ok := s.match(p, c.low, spot)
				if !ok || t != nil && start < t.told[p.rule] {
					continue
				}
				if t == nil {
					t = &reading{speech: s, text: string(c.low), names: c.names, told: map[string]int{}}
				}
				if t.holds(p, start, end) {
					found = append(found, match{pattern: p, rank: i, start: start, end: end})
				}
			}
		}
	}
	if found == nil {
		return nil
	}
	hits := make([]Hit, 0, len(found))
	for _, m := range apart(found) {
		hits = append(hits, Hit{
			Rule: m.pattern.rule, Start: m.start, End: m.end, Words: strings.Join(strings.Fields(text[m.start:m.end]), " "),
			Advice: m.pattern.advice, Rewrite: m.pattern.rewrite, Strict: m.pattern.strict&at != 0,
		})
	}
	return hits
}
