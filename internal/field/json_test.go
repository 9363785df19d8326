package field

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/source"
)

func document(text string) *Document {
	return Parse(source.New("x.yaml", []byte(text)), source.Span{End: len(text)})
}

func TestJSON(t *testing.T) {
	for yaml, want := range map[string]string{
		"a: text\nb: 'it''s'\nc: \"1\"\n":                        `{"a":"text","b":"it's","c":"1"}`,
		"a: 1\nb: -2.50\nc: 1e3\n":                               `{"a":1,"b":-2.50,"c":1e3}`,
		"a: 0x1F\nb: 1_000\nc: .inf\nd: 007\ne: +1\nf: 1e9999\n": `{"a":"0x1F","b":"1_000","c":".inf","d":"007","e":"+1","f":"1e9999"}`,
		"a: true\nb: False\nc: yes\nd: !!bool x\n":               `{"a":true,"b":false,"c":"yes","d":"x"}`,
		"a:\nb: ~\nc: null\nd: ''\n":                             `{"a":null,"b":null,"c":null,"d":""}`,
		"at: 2026-03-02T21:14:00Z\nday: 2026-03-02\n":            `{"at":"2026-03-02T21:14:00Z","day":"2026-03-02"}`,
		"z: [1, [a], {b: c}]\na: {}\n":                           `{"z":[1,["a"],{"b":"c"}],"a":{}}`,
		"a: &x [1]\nb: *x\n":                                     `{"a":[1],"b":[1]}`,
		"a: 1\na: 2\nb: 3\n":                                     `{"a":1,"b":3}`,
		"<<: {a: 1}\n1: x\n":                                     `{"\u003c\u003c":{"a":1},"1":"x"}`,
	} {
		got, err := document(yaml).JSON()
		if err != nil || string(got) != want {
			t.Errorf("%q is %s (%v), want %s", yaml, got, err, want)
		}
	}
	for yaml, want := range map[string]string{
		"- a\n":          "no mapping",
		"a: [\n":         "no mapping",
		"x: 1\n[a]: b\n": "line 2: a key must be a word, found a list",
		"a: &a " + strings.Repeat("x", maxJSON/1000) + "\nb: [" + strings.Repeat("*a, ", 1100) + "]\n": "more than 64 MB",
	} {
		if got, err := document(yaml).JSON(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q is %.40s (%v), want an error with %q", yaml, got, err, want)
		}
	}
}

type counted struct{ n Number }

func TestNumberField(t *testing.T) {
	object := NewObject("x", nil, NumberField("n", "", func(c *counted) *Number { return &c.n }))
	for yaml, want := range map[string]float64{
		"n: 1200": 1200, "n: '1200'": 1200, "n: 1_200": 1200, "n: 1.5": 1.5, "n: 1e3": 1000, "n: 007": 7, "n: 1000000000000000000": MaxNumber,
		"n: -1": -1, "n: nan": -1, "n: .nan": -1, "n: inf": -1, "n: 0x10": -1, "n: '1e3'": -1, "n: 1000000000000000001e3": -1, "n: true": -1, "n: many": -1,
	} {
		d := document(yaml)
		var got counted
		Read(d, object, &got)
		if ok := want >= 0; got.n.Known != ok || ok && got.n.Num != want || ok != (len(d.Problems()) == 0) {
			t.Errorf("%s is %v %v (%v)", yaml, got.n.Num, got.n.Known, d.Problems())
		}
	}
}
