package tracker

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lazy"
)

// value says where a mapping finds something, and what it means there. In a mapping it is a path, or an object.
type value struct {
	Paths []string          `json:"paths"` // the first that leads to something that is not empty
	Texts []string          `json:"texts"` // instead of paths: texts with {PATH} in them, the first of which all paths lead somewhere
	Match string            `json:"match"` // pattern that has to match
	As    string            `json:"as"`    // what is made of the match, $1 for its first group
	Map   map[string]string `json:"map"`   // words of the tracker, in any case, and what pir calls them
	Else  string            `json:"else"`  // what becomes of other words: keep (default) or drop

	pattern *regexp.Regexp
	folded  map[string]string
}

// UnmarshalJSON reads a path, or an object.
func (v *value) UnmarshalJSON(b []byte) error {
	var path string
	if json.Unmarshal(b, &path) == nil {
		v.Paths = []string{path}
		return nil
	}
	type plain value
	if err := strictly(b, (*plain)(v)); err != nil {
		return err
	}
	v.folded = make(map[string]string, len(v.Map))
	for from, to := range v.Map {
		v.folded[field.Fold(from)] = to
	}
	if v.Match == "" {
		return nil
	}
	var err error
	if v.pattern, err = regexp.Compile(v.Match); err != nil {
		return fmt.Errorf("read match: %w", err)
	}
	return nil
}

// given reports whether the mapping says anything.
func (v *value) given() bool { return len(v.Paths)+len(v.Texts) > 0 }

// all returns every text that the value stands for in a record, without the empty ones.
func (v *value) all(record any) []string {
	for _, path := range v.Paths {
		var texts []string
		for _, found := range find(record, path) {
			if s := v.meaning(strings.TrimSpace(scalar(found))); s != "" {
				texts = append(texts, s)
			}
		}
		if len(texts) > 0 {
			return texts
		}
	}
	for _, text := range v.Texts {
		if s := v.meaning(fill(text, record)); s != "" {
			return []string{s}
		}
	}
	return nil
}

// first returns the first text that the value stands for in a record, or nothing.
func (v *value) first(record any) string {
	if all := v.all(record); len(all) > 0 {
		return all[0]
	}
	return ""
}

// meaning applies the pattern and the words to a text.
func (v *value) meaning(s string) string {
	if s == "" {
		return ""
	}
	if v.pattern != nil {
		m := v.pattern.FindStringSubmatchIndex(s)
		if m == nil {
			return ""
		}
		if v.As != "" {
			s = string(v.pattern.ExpandString(nil, v.As, s, m))
		}
	}
	if to, ok := v.folded[field.Fold(s)]; ok {
		return to
	}
	if v.Else == "drop" {
		return ""
	}
	return s
}

var hole = lazy.Pattern(`\{([^{}]+)\}`)

// fill writes what paths lead to into a text; nothing when one of them leads nowhere.
func fill(text string, record any) string {
	empty := false
	s := hole().ReplaceAllStringFunc(text, func(h string) string {
		v := value{Paths: []string{h[1 : len(h)-1]}}
		found := v.all(record)
		empty = empty || len(found) == 0
		return strings.Join(found, ", ")
	})
	if empty {
		return ""
	}
	return s
}
