package evidence

import (
	"bytes"
	"fmt"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/pack"
)

// Verify checks a pack by itself: every hash of the manifest, and every file again from the pack's own records. version is
// that of the program; another one may rightly make other files.
func Verify(files []pack.File, rules []lint.Rule, version string) (pack.Verdict, *Inputs) {
	v := pack.Verdict{Problems: pack.Check(files)}
	n := len(files)
	v.Notes = append(v.Notes, fmt.Sprintf("%s compared with the hashes of %s.", plural(n, "file"), pack.Manifest))
	in, err := Recover(files)
	if err != nil {
		v.Problems = append(v.Problems, pack.Problem{File: pack.Identity, Message: err.Error()})
		return v, nil
	}
	again, err := Build(in, rules)
	if err != nil {
		v.Problems = append(v.Problems, pack.Problem{File: pack.Identity, Message: fmt.Sprintf("%v: %v", ErrNotOurs, err)})
		return v, in
	}
	found := Compare(files, again, "it is not what the pack's own records give")
	if len(found) > 0 && in.Request.Pir != version {
		found = append(found, pack.Problem{File: pack.Identity, Message: fmt.Sprintf("the pack was made by pir %s and is checked by pir %s; with the version that made it one can tell a change of the program from one of the pack", in.Request.Pir, version)})
	}
	v.Problems = pack.Sorted(append(v.Problems, found...))
	v.Notes = append(v.Notes, "Every page, table and figure was made again from the reports, the register, the policy and "+historyFile+" of the pack, and compared byte for byte.")
	return v, in
}

// Compare returns a problem for each file that is different from, or is not in, what was made again. The manifest is left
// out: it follows from the others.
func Compare(files, again []pack.File, how string) []pack.Problem {
	made := make(map[string][]byte, len(again))
	for _, f := range again {
		made[f.Name] = f.Bytes
	}
	var problems []pack.Problem
	for _, f := range files {
		text, ok := made[f.Name]
		delete(made, f.Name)
		switch {
		case f.Name == pack.Manifest:
		case !ok:
			problems = append(problems, pack.Problem{File: f.Name, Message: how + ": no such file belongs to it"})
		case !bytes.Equal(text, f.Bytes):
			problems = append(problems, pack.Problem{File: f.Name, Message: how + differsAt(f.Bytes, text)})
		}
	}
	for name := range made {
		problems = append(problems, pack.Problem{File: name, Message: how + ": the file is missing"})
	}
	return problems
}

// differsAt says where two texts differ first; nothing for what is no text.
func differsAt(a, b []byte) string {
	if bytes.IndexByte(a, 0) >= 0 || bytes.IndexByte(b, 0) >= 0 {
		return ""
	}
	line := 1
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			break
		}
		if a[i] == '\n' {
			line++
		}
	}
	return fmt.Sprintf(": line %d differs", line)
}
