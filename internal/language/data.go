package language

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.csv
var data embed.FS

// speech is one language.
type speech struct {
	patterns []pattern
	begins   map[string][]int // word of a match -> patterns, by their place in the list
	shapes   shapes           // of these words
	kinds    map[string]kind
	endings  []ending
	sets     map[string]map[string]bool // the words of each class; of abbreviation, name-word, organisation, mailbox and rank the code asks
}

// pattern is one row of a file of patterns.
type pattern struct {
	id, rule       string
	before, then   func() *regexp.Regexp // nil for none
	except         func() *regexp.Regexp // nil for none
	subject        string
	places, strict Place
	advice         string
	rewrite        Rewrite
}

// ending is the kind of words that end so and are in no class.
type ending struct {
	letters string
	kind    kind
}

// all returns every language that there is a file of. Words of one hardly occur in another, so that a text is read in all of them.
var all = sync.OnceValue(func() []*speech {
	list, _ := loadAll(data) // the files are compiled in, and a test reads each of them
	return list
})

// loadAll reads every language of a file system: data/LANGUAGE.csv with its patterns, data/LANGUAGE-words.csv with its words.
func loadAll(fsys fs.FS) ([]*speech, error) {
	files, err := fs.Glob(fsys, "data/*.csv")
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	var list []*speech
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".csv")
		if strings.HasSuffix(name, "-words") {
			continue
		}
		s, err := load(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read language %s: %w", name, err)
		}
		list = append(list, s)
	}
	return list, nil
}

func load(fsys fs.FS, name string) (*speech, error) {
	s := &speech{begins: map[string][]int{}, kinds: map[string]kind{}, sets: map[string]map[string]bool{}}
	rows, err := read(fsys, name+"-words", "class", "words")
	if err != nil {
		return nil, err
	}
	classes := map[string][]string{}
	for _, row := range rows {
		s.learn(row[0], strings.Fields(row[1]))
		classes[row[0]] = append(classes[row[0]], strings.Fields(row[1])...)
	}
	expand := classReplacer(classes)
	rows, err = read(fsys, name, "id", "rule", "before", "words", "then", "subject", "places", "strict", "except", "advice", "from", "to")
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		p, err := newPattern(row, expand)
		if err != nil {
			return nil, fmt.Errorf("pattern %s: %w", row[0], err)
		}
		if j := slices.IndexFunc(s.patterns, func(other pattern) bool { return other.rule == p.rule }); j >= 0 {
			p.advice, p.rewrite = s.patterns[j].advice, s.patterns[j].rewrite
		}
		s.patterns = append(s.patterns, p)
		for word := range strings.FieldsSeq(row[3]) {
			words := []string{word}
			if class, ok := strings.CutPrefix(word, "{"); ok {
				words = classes[strings.TrimSuffix(class, "}")]
			}
			for _, w := range words {
				s.begins[w] = append(s.begins[w], i)
				s.shapes.add(w)
			}
		}
	}
	return s, nil
}

// read returns the rows of a file below its header, which has to be just the given columns.
func read(fsys fs.FS, name string, columns ...string) ([][]string, error) {
	b, err := fs.ReadFile(fsys, "data/"+name+".csv")
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the file
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s.csv: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("%s.csv: columns are not %s", name, strings.Join(columns, ","))
	}
	return rows[1:], nil
}

// learn takes in a row of words. A word that stands in several classes is of the kind of the first that is one.
func (s *speech) learn(class string, words []string) {
	kind := kinds[class]
	if s.sets[class] == nil {
		s.sets[class] = map[string]bool{}
	}
	for _, w := range words {
		letters, isEnding := strings.CutPrefix(w, "-")
		switch {
		case isEnding:
			s.endings = append(s.endings, ending{letters, kind})
			continue
		case s.kinds[w] == unknown:
			s.kinds[w] = kind
		}
		s.sets[class][w] = true
	}
}

// in reports whether a word in lower case is of a class.
func (s *speech) in(class, word string) bool { return s.sets[class][word] }

// classReplacer returns what puts the words of the classes into a pattern, the longer first, so that "dev" does not hide "developer".
func classReplacer(classes map[string][]string) *strings.Replacer {
	pairs := make([]string, 0, 2*len(classes))
	for class, words := range classes {
		words = slices.Clone(words)
		slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
		for i, w := range words {
			words[i] = regexp.QuoteMeta(w)
		}
		pairs = append(pairs, "{"+class+"}", "(?:"+strings.Join(words, "|")+")")
	}
	return strings.NewReplacer(pairs...)
}

func newPattern(row []string, expand *strings.Replacer) (pattern, error) {
	p := pattern{id: row[0], rule: row[1], subject: row[5], advice: row[9], rewrite: Rewrite{From: row[10], To: row[11]}}
	if !slices.Contains(subjects[:], p.subject) {
		return p, fmt.Errorf("subject %q is none of %s", p.subject, strings.Join(subjects[:], ", "))
	}
	for _, list := range []struct {
		words string
		into  *Place
	}{{row[6], &p.places}, {row[7], &p.strict}} {
		for word := range strings.FieldsSeq(list.words) {
			place, ok := places[word]
			if !ok {
				return p, fmt.Errorf("there is no place %q", word)
			}
			*list.into |= place
		}
	}
	for _, list := range []struct {
		written, form string
		into          *func() *regexp.Regexp
	}{
		{row[2], `\b(?:%s)\s+$`, &p.before},
		{row[4], `^(?s:.)(?:%s)(?:\b|$)`, &p.then}, // behind the last byte of the word, for the sake of \b
		{row[8], `(?:^|\b)(?:%s)(?:\b|$)`, &p.except},
	} {
		if list.written != "" {
			*list.into = lazily(fmt.Sprintf(list.form, expand.Replace(spaced(list.written))))
		}
	}
	return p, nil
}

// spaced lets a space stand for any white space, and an apostrophe for the typographic one too.
func spaced(re string) string {
	return strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", `['’]`, "['", `['’`, "[ ", `[\s`, `[\w'-]`, `[\w'’-]`, `[- ]`, `[-\s]`).Replace(re)
}

// lazily compiles an expression when it is first asked for: most runs need few of them. A test compiles all.
func lazily(re string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(re) })
}
