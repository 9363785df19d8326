package report

import (
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
)

var (
	// pathForm is what a path looks like that nobody has to quote in a shell.
	pathForm = lazy.Pattern(`^\.{0,2}/?[\pL\pN_.+-]+(?:/[\pL\pN_.+-]+)*/?$`)
	// lineSuffix is a place in a file behind its name: :12, :12-20, #L12.
	lineSuffix = lazy.Pattern(`:\d+(?:[-:]\d+)?$`)
	extension  = lazy.Pattern(`^\.[A-Za-z][A-Za-z0-9]{0,7}$`)
)

// fileExtensions are endings by which a name without a folder is one of a file, and not a host, a version or a word.
var fileExtensions = strings.Fields("adoc bmp c cfg conf cpp cs css csv diff doc docx drawio eml gif go gz h hcl har htm html ini ipynb java jpeg jpg js json jsonl key kt lock log md markdown mp4 msg odp ods odt parquet patch pcap pdf php png ppt pptx proto ps1 py rb rst rtf sh sql svg tar tf tgz toml ts tsv txt webp xls xlsx xml yaml yml zip")

// RepositoryPath returns the path that an entry of evidence stands for, and false when it is something else: an
// address, a commit, a ticket of another repository, or words. When it could be either it is no path, because
// what is said about it could be wrong. there tells whether a name of the root exists.
func RepositoryPath(entry string, there func(string) bool) (string, bool) {
	name, _, _ := strings.Cut(strings.TrimSpace(entry), "#")
	ticket := name != strings.TrimSpace(entry) && path.Ext(name) == "" // owner/name#12
	name = lineSuffix().ReplaceAllString(name, "")
	if ticket || !pathForm().MatchString(name) || strings.HasPrefix(name, "/") {
		return "", false
	}
	trimmed := strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/")
	segments := strings.Split(trimmed, "/")
	ext := path.Ext(trimmed)
	known := slices.Contains(fileExtensions, strings.ToLower(strings.TrimPrefix(ext, ".")))
	switch first := segments[0]; {
	case strings.HasPrefix(name, "./"), first == "..":
		return name, true
	case len(segments) == 1 && !strings.HasSuffix(name, "/"):
		return name, known
	case strings.Contains(strings.TrimPrefix(first, "."), "."):
		return name, false // a host, as in wiki.example/page
	case strings.HasSuffix(name, "/"), extension().MatchString(ext):
		return name, true
	default:
		return name, there(first) // words with a slash: a file of a folder, owner/name, n/a
	}
}
