package edit

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns the unified diff of a file's bytes with three lines of context, as `git apply` and `patch`
// read it, or nothing when they are the same. A line is compared with its line end, so CRLF against LF is
// a change, and a missing final line end is marked. path has forward slashes.
func Diff(path string, before, after []byte) []byte {
	d := diff.Diff(header("a/"+path), before, header("b/"+path), after)
	_, d, _ = bytes.Cut(d, []byte("\n")) // "diff OLD NEW" is for Go's own tests
	return d
}

// header returns a file name as it stands in a diff: quoted as git does when it holds what would end or
// break the line, and ended by a tab when it holds a space, which tells patch that the space belongs to it.
func header(name string) string {
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}
