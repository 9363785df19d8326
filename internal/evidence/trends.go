package evidence

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/internal/trends"
)

// keptReport is a report about all incidents that is kept in the repository.
type keptReport struct {
	src     *Source
	file    string // in the pack
	name    string // of the file without its extension
	period  trends.Period
	decided bool // people wrote decisions into its place for them
	agrees  string
}

// parameters says what the figures of the pack were made with.
type parameters struct {
	Version      int    `json:"version"`
	From         string `json:"from"`
	To           string `json:"to"`
	AsOf         string `json:"as_of"`
	PreviousFrom string `json:"previous_from"`
	PreviousTo   string `json:"previous_to"`
	RepeatWithin string `json:"repeat_within"`
	Pir          string `json:"pir"`
	Commit       string `json:"commit"`
	Command      string `json:"command"` // that gives data.json in the repository
}

// writeTrends copies the trend reports that are kept, recomputes their figures and those of the period of the pack, and
// says whether they agree.
func (b *builder) writeTrends() {
	previous := b.period.CalendarBefore()
	b.json("08-trends/parameters.json", parameters{
		Version: Version, From: date(b.period.From), To: date(b.period.To), AsOf: date(b.asOf), PreviousFrom: date(previous.From), PreviousTo: date(previous.To),
		RepeatWithin: b.policy.RepeatWithin.String(), Pir: b.in.Request.Pir, Commit: b.in.Request.Commit,
		Command: "pir trends --from " + date(b.period.From) + " --to " + date(b.period.To) + " --as-of " + date(b.asOf) + " --rev " + b.in.Request.Commit + " --format json",
	})
	for format, name := range map[string]string{"md": "report.md", "json": "data.json", "csv": "data.csv"} {
		text := rendered(b, render.Trends(), format, b.trends)
		if format == "md" {
			b.page("08-trends/"+name, text)
		} else {
			b.add("08-trends/"+name, []byte(text))
		}
	}
	for _, law := range taxonomy.Recurrences() {
		b.recur = append(b.recur, trends.Recur(b.incidents(), law, b.period, b.asOf, b.policy))
		b.page("08-trends/recurrence-"+law.Regime+".md", rendered(b, render.Recurrence(), "md", b.recur[len(b.recur)-1]))
	}
	var rows [][]any
	for _, s := range b.in.of(RoleTrends) {
		file := b.names.Take("08-trends/kept/" + afterFolder(s.Path, b.policy.Trends.Folder))
		b.copyOf(&s, file)
		if path.Ext(s.Path) != ".md" {
			continue
		}
		k := keptReport{src: &s, file: file, name: strings.TrimSuffix(path.Base(s.Path), ".md")}
		k.decided = filled(string(s.Bytes), "decisions")
		differ, was, now := b.agree(&k)
		b.kept = append(b.kept, k)
		rows = append(rows, []any{file, k.name, k.agrees, differ, was, now, k.decided})
	}
	b.table("08-trends/agreement.csv", "trend reports", []string{"file", "period", "agrees", "lines_that_differ", "first_kept", "first_recomputed", "decisions_written"}, rows)
}

// rendered writes a value in one of its formats.
func rendered[T any](b *builder, formats []render.Format[T], name string, v T) string {
	var out bytes.Buffer
	for _, f := range formats {
		if f.Name == name {
			if err := f.Write(&out, v, render.Style{Version: b.in.Request.Pir}); err != nil {
				b.errs = append(b.errs, err)
			}
		}
	}
	return out.String()
}

// afterFolder returns the part of a path below a folder.
func afterFolder(name, folder string) string {
	return strings.TrimPrefix(name, path.Clean(strings.ReplaceAll(folder, `\`, "/"))+"/")
}

var asOfForm = regexp.MustCompile(`as of (\d{4}-\d\d-\d\d)\.`)

// agree makes a kept trend report again and compares its figures: what the program wrote, without the places for people
// and the list of what it was made with.
func (b *builder) agree(k *keptReport) (differ any, was, now string) {
	text := string(k.src.Bytes)
	period, ok := trends.Named(k.name)
	switch {
	case !ok:
		k.agrees = "cannot tell: its name is no period"
		return nil, "", ""
	case !strings.Contains(text, "<!-- pir:sum "):
		k.agrees = "cannot tell: it was not written by pir trends --write"
		return nil, "", ""
	}
	if b.withheld() > 0 {
		k.agrees = "cannot tell: reports are left out for their TLP label"
		return nil, "", ""
	}
	k.period = period
	asOf := period.To
	if m := asOfForm.FindStringSubmatch(text); m != nil {
		asOf = day(m[1])
	}
	t := trends.Compute(b.incidents(), period, period.CalendarBefore(), asOf, b.policy)
	var again strings.Builder
	src := render.TrendSource{Policy: b.policy, Version: b.in.Request.Pir, Folder: k.name, Pictures: render.TrendPictures(&t)}
	if err := render.TrendReport(&again, t, src); err != nil {
		b.errs = append(b.errs, err)
	}
	n := 0
	kept, made := figures(text), figures(again.String())
	for i := range max(len(kept), len(made)) {
		a, c := lineAt(kept, i), lineAt(made, i)
		if a != c {
			if n++; n == 1 {
				was, now = a, c
			}
		}
	}
	if k.agrees = "yes"; n > 0 {
		k.agrees = "no: reports were changed since, or the program"
	}
	return n, was, now
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// figures returns the lines of a trend report that its figures stand in.
func figures(text string) []string {
	var kept []string
	inPlace := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "## How to recompute this":
			return kept
		case strings.HasPrefix(line, "<!-- pir:keep "):
			inPlace = true
		case strings.HasPrefix(line, "<!-- pir:end "):
			inPlace = false
		case !inPlace && line != "" && !strings.HasPrefix(line, "<!-- pir:"):
			kept = append(kept, line)
		}
	}
	return kept
}

// filled reports whether people wrote something into a place of a kept report, besides the headings that it has.
func filled(text, place string) bool {
	_, rest, ok := strings.Cut(text, "<!-- pir:keep "+place+" -->")
	if !ok {
		return false
	}
	inside, _, _ := strings.Cut(rest, "<!-- pir:end "+place+" -->")
	for line := range strings.Lines(inside) {
		said := strings.Trim(strings.TrimSpace(line), "|- ")
		if said == "" || strings.HasSuffix(said, ":") && !strings.Contains(said, " ") || strings.HasPrefix(said, "Discussed on:") && len(said) <= len("Discussed on:") || strings.HasPrefix(said, "Decision | Owner") {
			continue
		}
		return true
	}
	return false
}
