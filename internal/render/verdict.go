package render

import (
	"io"

	"github.com/pir-cli/pir/internal/pack"
)

// Verdicts are the formats of `pir evidence verify`.
func Verdicts() []Format[pack.Verdict] {
	return []Format[pack.Verdict]{
		{"text", "what is wrong, and what was checked, for people", verdictText},
		{"json", "the documented envelope, for programs", verdictJSON},
	}
}

func verdictText(w io.Writer, v pack.Verdict, s Style) error {
	p := &printer{w: w}
	for _, f := range v.Problems {
		name := f.File
		if name == "" {
			name = "the pack"
		}
		p.printf("%s: %s\n", s.paint("1")(Visible(name)), Visible(f.Message))
	}
	if len(v.Problems) > 0 {
		p.printf("\n")
	}
	for _, n := range v.Notes {
		p.printf("%s\n", Visible(n))
	}
	if len(v.Problems) == 0 {
		p.printf("%s\n", s.paint("32")("The pack is as it was made."))
	} else {
		p.printf("%s\n", s.paint("31")(plural(len(v.Problems), "problem")))
	}
	return p.err
}

// The JSON of `pir evidence verify`, written for the outside and documented in docs/json.md.
type verdictEnvelope struct {
	Version  int           `json:"version"`
	OK       bool          `json:"ok"`
	Problems []problemJSON `json:"problems"`
	Notes    []string      `json:"notes"`
}

type problemJSON struct {
	File    string `json:"file"`
	Message string `json:"message"`
}

func verdictJSON(w io.Writer, v pack.Verdict, _ Style) error {
	env := verdictEnvelope{Version: 1, OK: len(v.Problems) == 0, Problems: []problemJSON{}, Notes: list(v.Notes)}
	for _, p := range v.Problems {
		env.Problems = append(env.Problems, problemJSON(p))
	}
	return writeJSON(w, env)
}
