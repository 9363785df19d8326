// Package evidence makes the pack that an auditor asks for: what the reports, the register and the policy say about a
// period, and what git has recorded of them. Facts come in, the files of the pack go out; it reads neither files nor git
// nor the clock.
//
// A pack holds everything that its figures are made from, so that they can be made again from the pack alone: Recover
// takes the inputs out of a pack, and Build makes the same files of them.
package evidence

import (
	"time"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/trends"
)

// Version is that of the layout of a pack.
const Version = 1

// Request says what a pack is of. It is pack.json, and two packs with one Request have the same bytes, unless files were
// read that no commit has.
type Request struct {
	Version    int      `json:"version"`
	Pir        string   `json:"pir"`     // version of the program
	Commit     string   `json:"commit"`  // full id of the commit that was read
	Shallow    bool     `json:"shallow"` // the clone lacked the beginning of the history
	Dirty      bool     `json:"dirty"`   // the work tree was read, with what no commit has
	From       string   `json:"from"`    // first day of the period
	To         string   `json:"to"`      // last day
	AsOf       string   `json:"as_of"`   // day of which the state is told
	Frameworks []string `json:"frameworks"`
	Sample     *Draw    `json:"sample"` // null for none
	Redact     bool     `json:"redact"`
	TLPMax     string   `json:"tlp_max"` // "" for no limit
}

// Draw asks for a sample of the population.
type Draw struct {
	N   int    `json:"n"`
	Key string `json:"key"`
}

// Period returns the period of the pack.
func (r *Request) Period() trends.Period { return trends.Period{From: day(r.From), To: day(r.To)} }

// day reads a day that the program wrote; one that is none is the zero time.
func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Role says what a file of the repository is for.
type Role string

// The roles of files that are read.
const (
	RoleReport     Role = "report"
	RolePolicy     Role = "policy"
	RolePeople     Role = "people"
	RoleRegister   Role = "register"
	RoleTrends     Role = "trend-report"
	RoleManagement Role = "management-report"
	RoleProof      Role = "proof" // a file that a report names as evidence
)

// Source is a file of the repository as it was read.
type Source struct {
	Role  Role
	Path  string // from the root, with forward slashes
	Blob  string // id of its bytes in git; "" for a file that is not committed as it is, or that was changed by --redact
	Bytes []byte
}

// path has the file read as it is here.
func (s Source) path() corpus.Path {
	return corpus.Path{Name: s.Path, Size: int64(len(s.Bytes)), Read: func() ([]byte, error) { return s.Bytes, nil }}
}

// Withheld counts the reports that are left out because of their TLP label.
type Withheld struct {
	TLP     string `json:"tlp"` // none for those without a label
	Reports int    `json:"reports"`
}

// Tree answers about the files of the repository that are read only when a report names them.
type Tree interface {
	// Exists reports whether there is a file or folder at a path below the root.
	Exists(path string) bool
	// Proof returns the bytes of a file below the root; why says why there are none to copy, "" when there are.
	Proof(path string) (src Source, why string)
}

// Inputs is everything that a pack is made from.
type Inputs struct {
	Request  Request
	Sources  []Source // without proofs, sorted by role and path
	Tree     Tree
	Git      Git
	Withheld []Withheld
	Unsaved  []string // files that were read and that no commit has as they are

	Redaction *Redaction // nil when nothing was redacted
	Dropped   []Dropped  // files that would be in the pack, and are left out by --redact or --tlp-max
}

// of returns the sources of a role.
func (in *Inputs) of(role Role) []Source {
	var list []Source
	for _, s := range in.Sources {
		if s.Role == role {
			list = append(list, s)
		}
	}
	return list
}
