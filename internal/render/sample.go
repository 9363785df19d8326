package render

import (
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/sample"
)

// Sample is a sample with what it was drawn from.
type Sample struct {
	sample.Sample
	Of     string // incidents or actions
	From   string // first day of the period, "" for all time
	To     string
	Source string // what the population was read from
}

// Samples are the formats of `pir evidence sample`.
func Samples() []Format[Sample] {
	return []Format[Sample]{
		{"text", "the ids, and how they were chosen, for people", sampleText},
		{"json", "the documented envelope, for programs", sampleJSON},
		{"csv", "one id a line, for spreadsheets", sampleCSV},
		{"md", "a markdown table, for working papers", sampleMarkdown},
	}
}

func sampleText(w io.Writer, s Sample, _ Style) error {
	p := &printer{w: w}
	for _, i := range s.Chosen {
		p.printf("%s\n", Visible(i.ID))
	}
	p.printf("\n%d of %s %s, from %s\n", len(s.Chosen), plural(s.Population, singular(s.Of)), s.when(), Visible(s.Source))
	p.printf("key: %s\n%s\npopulation: %s\n%s\n", Visible(s.Key), sample.Method, s.Hash, sample.PopulationMethod)
	return p.err
}

// when says of which time the population is.
func (s Sample) when() string {
	if s.From == "" {
		return "on record"
	}
	return "detected from " + s.From + " to " + s.To
}

// singular turns incidents and actions into one of them.
func singular(of string) string { return of[:len(of)-1] }

// The JSON of `pir evidence sample`, written for the outside and documented in docs/json.md.
type sampleEnvelope struct {
	Version          int              `json:"version"`
	Of               string           `json:"of"`
	From             string           `json:"from"`
	To               string           `json:"to"`
	Source           string           `json:"source"`
	Key              string           `json:"key"`
	Method           string           `json:"method"`
	Asked            int              `json:"asked"`
	Population       int              `json:"population"`
	PopulationSHA256 string           `json:"population_sha256"`
	Chosen           []sampleItemJSON `json:"chosen"`
}

type sampleItemJSON struct {
	ID   string `json:"id"`
	Rank string `json:"rank"`
}

func sampleJSON(w io.Writer, s Sample, _ Style) error {
	env := sampleEnvelope{
		Version: 1, Of: s.Of, From: s.From, To: s.To, Source: s.Source, Key: s.Key, Method: sample.Method,
		Asked: s.Asked, Population: s.Population, PopulationSHA256: s.Hash, Chosen: []sampleItemJSON{},
	}
	for _, i := range s.Chosen {
		env.Chosen = append(env.Chosen, sampleItemJSON(i))
	}
	return writeJSON(w, env)
}

func sampleCSV(w io.Writer, s Sample, _ Style) error {
	t := Table{Head: []string{"n", "id", "rank"}}
	for i, c := range s.Chosen {
		t.Rows = append(t.Rows, []any{i + 1, c.ID, c.Rank})
	}
	return TableCSV(w, t)
}

func sampleMarkdown(w io.Writer, s Sample, _ Style) error {
	p := &printer{w: w}
	p.table("", "Id", "Rank")
	for i, c := range s.Chosen {
		p.row(strconv.Itoa(i+1), c.ID, c.Rank)
	}
	p.printf("\n%d of %s %s, from %s. Key: %s. %s SHA-256 of the population: %s. It is the %s\n",
		len(s.Chosen), plural(s.Population, singular(s.Of)), s.when(), markdownText(s.Source), markdownText(s.Key), markdownText(sample.Method), s.Hash, markdownText(sample.PopulationMethod))
	return p.err
}
