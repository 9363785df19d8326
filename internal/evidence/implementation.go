package evidence

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/report"
)

// proof is one entry of evidence in a report.
type proof struct {
	report, of, where, entry string // of: A1 or C1, "" in the text; where: done, verified, cause or text
	kind, state, why         string
	file, sha256             string
	size                     int
}

// What an entry of evidence is.
const (
	proofFile    = "file"    // a path in the repository
	proofAddress = "address" // a web address
	proofRecord  = "record"  // a record of another system, such as commit:ab12cd3 or ticket:SUP-88
	proofWords   = "words"
)

// writeImplementation copies the files of the repository that reports name as evidence or link to, lists every entry and
// what became of it, and the verifications.
func (b *builder) writeImplementation() {
	for _, r := range b.reviews {
		for i := range r.Actions {
			a := &r.Actions[i]
			id := shortID(r.actions[i].ID)
			b.prove(r, id, "done", a.Evidence)
			b.prove(r, id, "verified", a.Verified.Evidence)
		}
		for i := range r.Causes {
			b.prove(r, r.Causes[i].ID.Value, "cause", r.Causes[i].Evidence)
		}
		b.proveLinks(r)
	}
	rows := make([][]any, 0, len(b.proofs))
	for _, p := range b.proofs {
		var size any
		if p.sha256 != "" {
			size = p.size
		}
		rows = append(rows, []any{p.report, b.periodHas(p.report), p.of, p.where, p.entry, p.kind, p.state, p.why, p.file, p.sha256, size})
	}
	b.table("06-implementation/evidence.csv", "evidence", []string{"report", "in_period", "of", "where", "entry", "kind", "state", "reason", "file", "sha256", "bytes"}, rows)
	b.writeVerifications()
}

func (b *builder) writeVerifications() {
	head := []string{"action", "in_period", "title", "owner", "done", "verified", "by", "by_owner", "method", "result", "evidence"}
	var rows [][]any
	for i := range b.records {
		r := &b.records[i]
		raw := &b.raw[r.ID].Verified
		if !raw.Span.Present() || r.Verified.After(b.asOf) {
			continue
		}
		rows = append(rows, []any{
			r.ID, b.periodHas(r.Report), r.Title, r.Owner, r.Done, r.Verified, raw.By.Value, raw.By.Value != "" && raw.By.Value == r.Owner,
			raw.Method.Value, r.Result, texts(raw.Evidence),
		})
	}
	b.table("06-implementation/verification.csv", "verification", head, rows)
}

// prove takes up the entries of evidence of one thing.
func (b *builder) prove(r *review, of, where string, entries []field.Text) {
	for _, e := range entries {
		p := proof{report: r.ID, of: of, where: where, entry: oneLine(e.Value)}
		b.look(r, &p)
		b.proofs = append(b.proofs, p)
	}
}

// link is the target of a link or an image in markdown.
var link = regexp.MustCompile(`\]\((?:<([^<>\n]+)>|([^)\s<>]+))`)

// proveLinks takes up the files of the repository that the text of a report links to, such as attachments beside it,
// each once.
func (b *builder) proveLinks(r *review) {
	for _, m := range link.FindAllStringSubmatch(string(r.File.Bytes[r.Body.Start:r.Body.End]), -1) {
		p := proof{report: r.ID, where: "text", entry: plainPath(m[1] + m[2])}
		if recordForm.MatchString(p.entry) || strings.HasPrefix(p.entry, "#") {
			continue
		}
		name, _, _ := strings.Cut(p.entry, "#")
		to := linkOf{r.name, name}
		if _, again := b.linked[to]; again {
			continue
		}
		if b.look(r, &p); p.kind == proofFile {
			b.proofs = append(b.proofs, p)
			b.linked[to] = p.file
		}
	}
}

// linkOf is a link in the text of a report: the report's file in the pack, and the target without a fragment.
type linkOf struct{ report, target string }

// plainPath reads the escapes of an address, such as %20 for a blank.
func plainPath(target string) string {
	if plain, err := url.PathUnescape(target); err == nil {
		return oneLine(plain)
	}
	return target
}

// recordForm is a record of another system: a word, a colon, and an id.
var recordForm = regexp.MustCompile(`^[a-z][a-z0-9-]*:\S+$`)

// look finds what an entry of evidence stands for, and copies the file when it is one of the repository.
func (b *builder) look(r *review, p *proof) {
	switch {
	case strings.Contains(p.entry, "://"):
		p.kind, p.state, p.why = proofAddress, "not copied", "it is on another system"
		return
	case strings.HasPrefix(p.entry, "/"), strings.HasPrefix(p.entry, `\`), len(p.entry) > 2 && p.entry[1] == ':' && p.entry[2] == '\\':
		p.kind, p.state, p.why = proofFile, "not copied", "its path is absolute, so it is not in the repository"
		return
	case recordForm.MatchString(p.entry):
		p.kind, p.state, p.why = proofRecord, "not copied", "it names a record and no file"
		return
	}
	folder := path.Dir(r.src.Path)
	candidates := func(name string) []string {
		var inside []string
		for _, c := range []string{path.Clean(name), path.Join(folder, name)} {
			if c != ".." && !strings.HasPrefix(c, "../") && !strings.HasPrefix(c, "/") {
				inside = append(inside, c)
			}
		}
		return inside
	}
	there := func(name string) bool {
		return slices.ContainsFunc(candidates(name), b.exists)
	}
	name, ok := report.RepositoryPath(p.entry, there)
	if target, _, _ := strings.Cut(p.entry, "#"); !ok && p.where == "text" && target != "" && there(target) {
		name, ok = target, true // a link need not look like a path
	}
	if !ok {
		p.kind, p.state = proofWords, "stands in the report"
		return
	}
	p.kind, p.state = proofFile, "not copied"
	inside := candidates(name)
	if len(inside) == 0 {
		p.why = "its path leads out of the repository"
		return
	}
	p.why = "there is no such file in the repository"
	for _, c := range inside {
		if b.exists(c) {
			b.copyProof(c, p)
			return
		}
	}
}

// copyProof copies a file of the repository once, however many entries name it.
func (b *builder) copyProof(name string, p *proof) {
	for _, r := range b.reviews {
		if r.src.Path == name {
			p.state, p.why, p.file, p.sha256, p.size = "in the pack", "", r.name, pack.Sum(r.src.Bytes), len(r.src.Bytes)
			return
		}
	}
	done, ok := b.copied[name]
	if !ok {
		src, why := Source{}, "it is the report of a later incident"
		if !b.later[name] {
			src, why = b.in.Tree.Proof(name)
		}
		if why != "" {
			done = record{Role: RoleProof, Path: name, Why: why}
			b.listed = append(b.listed, done)
		} else {
			src.Role, src.Path = RoleProof, name
			b.copyOf(&src, b.names.Take(inert("06-implementation/files/"+name)))
			done = b.listed[len(b.listed)-1]
			done.size = len(src.Bytes)
		}
		b.copied[name] = done
	}
	if p.why = done.Why; p.why == "" {
		p.state, p.file, p.sha256, p.size = "copied", done.File, done.SHA256, done.size
	}
}
