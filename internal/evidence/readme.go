package evidence

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// contents are the parts of a pack, for the reader.
var contents = []struct{ file, what string }{
	{"01-index.csv", "the reports of the period, one a line"},
	{"02-population.md, 02-population.csv", "all incidents of the period, also those without a report; where they come from, and the hash of the list"},
	{"02-reconciliation.csv", "what is only in the register or only in the reports, what they say differently, and deleted reports"},
	{"03-sample.md, 03-sample.csv", "the sample that was asked for"},
	{"04-reviews/", "the reports as they are at the commit; those of other periods, which trends and repeats compare with, lie below"},
	{"05-actions.csv", "every action as it stands on the day; in_period tells those of incidents of the period"},
	{"05-action-history.csv", "every change of every action: commit, author, date"},
	{"06-implementation/", "every entry of evidence and what became of it, the files of the repository that are named, and the checks that actions work"},
	{"07-updates.csv", "what was changed because of incidents: controls, detection, procedures, policies, training, access, patching, risks, suppliers"},
	{"08-trends/", "the figures of the period, recurring incidents, and the trend reports that are kept, with whether they come out the same again"},
	{"09-management/", "what was reported to management, and what was escalated and decided"},
	{"10-communication.csv", "to whom lessons were passed on"},
	{"11-clocks.csv", "notifications of authorities: due, sent, late, and why"},
	{"12-frameworks/", "for each point of a framework the record that speaks to it, or the gap"},
	{"13-provenance.csv, 13-report-history.csv, 13-observations.csv", "where each report comes from, every change of it, and what a person who samples will want to look at"},
	{"13-lint-report.json, 13-suppressions.csv", "what the rules find in the reports, and what reports pass over and why"},
	{"14-what-auditors-ask.md", "what auditors most often find, and where this pack answers it"},
	{"policy/", "the policy, the people and the register as they are at the commit, and every commit that changed the policy"},
	{"tables.xlsx", "all tables again, a sheet each"},
	{"13-history.json, records.json, pack.json", "for programs: what git has recorded, where each file comes from, and what was asked for"},
	{"MANIFEST.sha256", "the hash of every file"},
}

func (b *builder) writeReadme() {
	var t strings.Builder
	q := &b.in.Request
	title := b.period.Name()
	fmt.Fprintf(&t, "# Evidence of post-incident reviews, %s\n\n", title)
	if b.policy.Organisation != "" {
		fmt.Fprintf(&t, "%s. ", render.MarkdownText(b.policy.Organisation))
	}
	fmt.Fprintf(&t, "%s, as of %s.\n\n", b.period, q.AsOf)
	b.scope(&t)
	b.short(&t)
	t.WriteString("## What is where\n\n| File | What it holds |\n|---|---|\n")
	for _, c := range contents {
		if strings.HasPrefix(c.file, "03-") && q.Sample == nil || strings.HasPrefix(c.file, "12-") && len(q.Frameworks) == 0 {
			continue
		}
		fmt.Fprintf(&t, "| %s | %s |\n", filesText(c.file), c.what)
	}
	t.WriteString("\nIn tables, a text that a spreadsheet would run as a formula has an apostrophe in front, characters that hide or reorder text " +
		"are written as `\\u{…}`, and an empty field means that it is not on record. Days are YYYY-MM-DD; `in_period` says whether the incident was detected in the period. A table of the repository is copied as it is and ends in .txt, so that no spreadsheet opens it.\n")
	t.WriteString(b.verifyText())
	t.WriteString(limits)
	b.page("00-README.md", t.String())
}

// scope writes what the pack is of.
func (b *builder) scope(t *strings.Builder) {
	q := &b.in.Request
	t.WriteString("| Scope | |\n|---|---|\n")
	row := func(what, value string) { fmt.Fprintf(t, "| %s | %s |\n", what, value) }
	row("Period", fmt.Sprintf("%s to %s, %s, by the day in UTC on which an incident was detected", q.From, q.To, plural(b.period.Days(), "day")))
	row("State of", q.AsOf+"; what happened later counts for nothing, although the files may tell it")
	row("Commit", "`"+q.Commit+"` of "+dateOf(b.git.Head.Committed)+", "+signedText(b.git.Head.Signed))
	row("Policy", b.policyText())
	row("Reports read", fmt.Sprintf("%d, of them %d of the period", len(b.reviews), len(b.ofPeriod())))
	row("Made by", "pir "+render.MarkdownText(q.Pir))
	if q.Shallow {
		row("Shallow clone", "**yes: the history begins in the middle, and who wrote what was there before is not known**")
	}
	if n := len(b.in.Unsaved); n > 0 {
		row("Not committed", "**"+render.MarkdownText(some(b.in.Unsaved))+"**")
	}
	if b.in.Request.TLPMax != "" {
		row("TLP", b.tlpText())
	}
	if r := b.in.Redaction; r != nil {
		row("Redacted", fmt.Sprintf("people are roles, one for the same person within a report and not across reports; %s, %s and %s were taken out of the reports. "+
			"Authors of commits are numbered, values of the history that may name people are left out, and no file that a report names is copied",
			counted(r.People, "person", "people"), counted(r.Addresses, "address", "addresses"), counted(r.Sections, "restricted section", "restricted sections")))
	}
	for _, d := range b.in.Dropped {
		row("Left out", render.MarkdownText(d.Path+": "+d.Why))
	}
	for _, n := range b.git.Notes {
		row("History", render.MarkdownText(n))
	}
	t.WriteString("\n")
}

// tlpText says what is left out for its label.
func (b *builder) tlpText() string {
	text := "only what is TLP:" + strings.ToUpper(b.in.Request.TLPMax) + " or below"
	if len(b.in.Withheld) == 0 {
		return text + "; nothing had to be left out"
	}
	var said []string
	for _, w := range b.in.Withheld {
		label := "TLP:" + strings.ToUpper(w.TLP)
		if w.TLP == noLabel {
			label = "without a label"
		}
		said = append(said, fmt.Sprintf("%d %s", w.Reports, label))
	}
	return text + "; **left out, and in no figure and no list: " + plural(b.withheld(), "report") + " (" + strings.Join(said, ", ") + "), with their rows of the register.** Reports that are here may name them"
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}

func (b *builder) policyText() string {
	files := b.in.of(RolePolicy)
	if len(files) == 0 {
		return "there is no pir.yaml; the defaults of pir hold"
	}
	text := "`policy/pir.yaml`"
	if blob := files[0].Blob; blob != "" {
		text += ", blob `" + short(blob) + "`"
	}
	if n := len(b.git.Policy); n > 0 {
		c := &b.git.Policy[n-1]
		text += ", last changed on " + dateOf(c.Committed) + " by commit `" + short(c.ID) + "`"
	}
	return text
}

func signedText(how string) string {
	if how == "" {
		return "not signed"
	}
	return "signed (" + how + "); `git verify-commit` tells by whom"
}

// short writes the counts that a reader wants first.
func (b *builder) short(t *strings.Builder) {
	s := &b.cover.Summary
	if s.Population == 0 {
		fmt.Fprintf(t, "**Nil statement.** No incident was detected %s. Examined: %s.\n\n", b.cover.Span(), b.examined())
	} else if b.cover.Nil != "" {
		fmt.Fprintf(t, "**Nil statement.** %s.\n\n", render.MarkdownText(b.cover.Nil))
	}
	t.WriteString("| In short | |\n|---|---|\n")
	row := func(what, value string) { fmt.Fprintf(t, "| %s | %s |\n", what, value) }
	row("Incidents of the period", strconv.Itoa(s.Population))
	row("Reviews", render.MarkdownText(b.ask("reviews-held").says))
	row("Actions", render.MarkdownText(b.ask("actions-finished").says))
	row("Checked that they work", render.MarkdownText(b.ask("effectiveness").says))
	row("Came back", render.MarkdownText(b.ask("repeats").says))
	row("Gaps by what auditors ask", fmt.Sprintf("%d, in `14-what-auditors-ask.md`", b.gaps))
	t.WriteString("\n")
}

// examined says what was looked at.
func (b *builder) examined() string {
	looked := plural(len(b.reviews), "report") + " of any period and kind"
	if b.cover.HasRegister {
		looked = fmt.Sprintf("%s of the register %s, and %s", plural(b.cover.Rows, "row"), render.MarkdownText(b.cover.File), looked)
	} else {
		looked += "; there is no register"
	}
	near := b.ask("exercises")
	return looked + "; in the period " + near.says
}

func (b *builder) verifyText() string {
	q := &b.in.Request
	var t strings.Builder
	t.WriteString("\n## How to verify\n\n" +
		"1. Hashes, with nothing but a shell, in the folder of the pack: `sha256sum -c MANIFEST.sha256`.\n" +
		"2. Every hash, nothing added or missing, and every figure made again from the pack's own records: `pir evidence verify PACK`.\n")
	if !q.Dirty {
		t.WriteString("3. Every byte against the commit, with a clone of the repository: `pir evidence verify PACK --repo DIR`.\n" +
			"4. Make the pack yourself, and compare the hash of its `MANIFEST.sha256`:\n\n       " + b.command() + "\n")
	}
	t.WriteString("\nA report is compared with git by `git show " + q.Commit + ":PATH | sha256sum`; the paths are in `records.json`.\n")
	return t.String()
}

// command makes the same pack again.
func (b *builder) command() string {
	q := &b.in.Request
	var t strings.Builder
	fmt.Fprintf(&t, "pir evidence --rev %s --from %s --to %s", q.Commit, q.From, q.To)
	if q.AsOf != q.To {
		t.WriteString(" --as-of " + q.AsOf)
	}
	if len(q.Frameworks) < len(taxonomy.Frameworks()) {
		t.WriteString(" --framework " + strings.Join(q.Frameworks, ","))
	}
	if q.Sample != nil {
		fmt.Fprintf(&t, " --sample %d --key '%s'", q.Sample.N, strings.ReplaceAll(oneLine(q.Sample.Key), "'", `'\''`))
	}
	if q.Redact {
		t.WriteString(" --redact")
	}
	if q.TLPMax != "" {
		t.WriteString(" --tlp-max " + q.TLPMax)
	}
	return t.String()
}

// limits says what git cannot prove.
const limits = `
## What git cannot prove

- Names and dates of commits are what the author's machine said. Git checks neither. A signature shows who signed, with a
  key that you trust, and not when.
- History can be written anew before it is shared, unless the remote refuses it. What was merged into one commit shows
  one author. Who approved a pull request is known to the host, not to git.
- A hash shows that bytes are the same as when the manifest was made, not that they were true, nor when they were made.
  A signature or a time stamp (RFC 3161) of MANIFEST.sha256, or a copy that nobody can change, shows more.
- What no report and no register tells is not here. That the register is complete, only its own source can show.
- Evidence on other systems is named and not copied; whether it is still there was not looked at.
`
