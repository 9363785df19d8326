package evidence

import (
	"maps"
	"slices"

	"github.com/pir-cli/pir/internal/pack"
)

// recordsFile lists what was read from the repository.
const recordsFile = "records.json"

// record is a file of the repository that is in the pack as it was read.
type record struct {
	Role   Role   `json:"role"`
	Path   string `json:"path"`   // in the repository
	File   string `json:"file"`   // in the pack; "" for one that is not copied
	Blob   string `json:"blob"`   // id in git; "" when it is not committed as it is here
	SHA256 string `json:"sha256"` // "" for one that is not copied
	Why    string `json:"why"`    // why it is not copied

	size int
}

// records is records.json: which file of the repository stands where, and what was asked about others.
type records struct {
	Version  int        `json:"version"`
	Files    []record   `json:"files"`
	Exists   []string   `json:"exists"`  // paths that a report names and that were there
	Missing  []string   `json:"missing"` // and that were not
	Withheld []Withheld `json:"withheld"`
	Unsaved  []string   `json:"not_committed"`

	Redaction *Redaction `json:"redaction"` // null when nothing was redacted
	Dropped   []Dropped  `json:"left_out"`
}

// writeRecords says where everything came from: the request, the list of files, and what git has recorded.
func (b *builder) writeRecords() {
	list := records{Version: Version, Files: b.listed, Exists: []string{}, Missing: []string{}, Withheld: b.in.Withheld, Unsaved: b.in.Unsaved, Redaction: b.in.Redaction, Dropped: b.in.Dropped}
	for _, path := range slices.Sorted(maps.Keys(b.asked)) {
		if b.asked[path] {
			list.Exists = append(list.Exists, path)
		} else {
			list.Missing = append(list.Missing, path)
		}
	}
	slices.SortStableFunc(list.Files, func(x, y record) int { return compare(string(x.Role)+"\x00"+x.Path, string(y.Role)+"\x00"+y.Path) })
	if list.Withheld == nil {
		list.Withheld = []Withheld{}
	}
	if list.Dropped == nil {
		list.Dropped = []Dropped{}
	}
	if list.Unsaved == nil {
		list.Unsaved = []string{}
	}
	b.json(recordsFile, list)
	b.json(pack.Identity, b.in.Request)
	b.json(historyFile, b.git)
}
