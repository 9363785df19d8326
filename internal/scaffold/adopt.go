package scaffold

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/templates"
)

// Folder is a folder with files that look like reports.
type Folder struct {
	Path    string // below the root, with forward slashes; "." for the root itself
	Reports int    // files that look like reports, in it or below it
	Files   int    // markdown files in it or below it
}

// What a look at a tree costs at most.
const (
	mostLooked = 64 << 10 // bytes of one file
	mostFiles  = 50_000   // markdown files
	mostDepth  = 12       // folders below each other
)

// elsewhere are folders of programs and their libraries.
var elsewhere = []string{"node_modules", "vendor", "third_party", "target", "dist", "build", "site-packages", "testdata"}

var (
	reportWord = lazy.Pattern(`(?i)post-?_?mortems?|incidents?|outages?|retrospectives?|\brcas?\b|\bcoes?\b|\bpirs?\b|root-?_?cause|事故|障害|故障`)
	datedName  = lazy.Pattern(`(?:^|\D)(?:19|20)\d{2}[-_.]?[01]\d(?:[-_.]?[0-3]\d)?(?:\D|$)`)
	// notOne are names of files that lie beside reports.
	notOne = lazy.Pattern(`(?i)^(?:readme|contributing|changelog|licen[cs]e|code[-_]of[-_]conduct|_?index)\.|template|vorlage|テンプレート|模板`)
	// period is the name of a folder that parts reports by time: a year, a month, a quarter.
	period = lazy.Pattern(`(?i)^(?:(?:19|20)\d{2}(?:[-_.]?(?:\d{1,2}|q[1-4]|h[12]))?|\d{1,2}|q[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)$`)
	// headingLine is a heading, or a line that stands for one.
	headingLine = lazy.Pattern(`(?m)^(?:#{1,6}[ \t]+|\*\*|__)(.{1,80})$`)
	// fieldLine is a field that only files about incidents have.
	fieldLine   = lazy.Pattern(`(?mi)^(severity|resolved|resolvedwhen|affected\w*|postmortem|impact|detected|incident)[ \t]*[:=]`)
	headingWord = lazy.Pattern(`(?i)\b(?:time ?line|chronology|impact|root causes?|causes?|contributing|action items?|actions|follow[- ]?ups?|remediations?|mitigations?|detection|resolution|lessons|trigger|post-?mortem|incident|what happened|corrective|prevention)\b|タイムライン|影響|原因|対応|再発防止|时间线|影响|根本原因|改进`)
)

// FindReports looks below a folder for folders with files that look like reports, the one with most of them first. A
// file is told by the headings of its text, its name, and the names of its folders; folders that only part reports by
// time count as the folder above. ignored tells what git ignores, and may be nil.
func FindReports(folder string, ignored func(string) bool) ([]Folder, error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", folder, unwrapPath(err))
	}
	defer dir.Close() //nolint:errcheck // only read from
	like, files := map[string]int{}, map[string]int{}
	seen := 0
	err = fs.WalkDir(dir.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			return nil //nolint:nilerr // what cannot be looked at has no reports to find
		case name != "." && (strings.HasPrefix(d.Name(), ".") || ignored != nil && ignored(name)):
			return skip(d)
		case d.IsDir() && (slices.Contains(elsewhere, strings.ToLower(d.Name())) || strings.Count(name, "/") >= mostDepth):
			return fs.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || !markdownName(name):
			return nil
		}
		if seen++; seen > mostFiles {
			return fs.SkipAll
		}
		home := homeOf(dir, name)
		files[home]++
		if looksLikeReport(dir, name) {
			like[home]++
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for reports in %s: %w", folder, unwrapPath(err))
	}
	return chosen(like, files), nil
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func markdownName(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// homeOf returns the folder that a report belongs to: its own, or the one above folders of years and months and above
// a folder that is the report itself.
func homeOf(dir *os.Root, name string) string {
	home := path.Dir(name)
	if strings.EqualFold(path.Base(name), "index.md") && home != "." && alone(dir, home) {
		home = path.Dir(home)
	}
	for home != "." && period().MatchString(path.Base(home)) {
		home = path.Dir(home)
	}
	return home
}

// alone reports whether a folder has one markdown file, which then is what the folder is about, and not a list.
func alone(dir *os.Root, folder string) bool {
	entries, err := fs.ReadDir(dir.FS(), folder)
	n := 0
	for _, e := range entries {
		if markdownName(e.Name()) {
			n++
		}
	}
	return err == nil && n == 1
}

// looksLikeReport reports whether a file is told as a report by two signs: headings, a name, a folder.
func looksLikeReport(dir *os.Root, name string) bool {
	base := path.Base(name)
	if notOne().MatchString(base) && !strings.EqualFold(base, "index.md") {
		return false
	}
	signs := 0
	if reportWord().MatchString(path.Dir(name)) {
		signs++
	}
	if reportWord().MatchString(base) {
		signs++
	}
	if datedName().MatchString(name) {
		signs++
	}
	return min(signs, 2)+headingSigns(dir, name) >= 3
}

// frontMatter returns what stands between the delimiters at the beginning of a file, or nothing.
func frontMatter(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for _, mark := range []string{"---", "+++"} {
		if rest, ok := bytes.CutPrefix(b, []byte(mark)); ok {
			if front, _, ok := bytes.Cut(rest, []byte("\n"+mark)); ok {
				return front
			}
		}
	}
	return nil
}

// headingSigns counts the different headings, and fields of other tools, of a report in the beginning of a file, at
// most three.
func headingSigns(dir *os.Root, name string) int {
	f, err := dir.Open(name)
	if err != nil {
		return 0
	}
	defer f.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(f, mostLooked))
	if err != nil {
		return 0
	}
	found := map[string]bool{}
	for _, m := range fieldLine().FindAllSubmatch(frontMatter(b), 3) {
		found[strings.ToLower(string(m[1]))] = true
	}
	for _, m := range headingLine().FindAllSubmatch(b, -1) {
		heading := strings.Trim(string(bytes.TrimSpace(m[1])), "*_:# ")
		if section, ok := taxonomy.Section(heading); ok {
			found[section] = true
		} else if word := headingWord().FindString(heading); word != "" {
			found[strings.ToLower(word)] = true
		}
		if len(found) >= 3 {
			break
		}
	}
	return min(len(found), 3)
}

// chosen returns the folders worth adopting: with two reports at least, or the only one that there is, and no folder
// below another that is chosen. Of a folder with much else only reports would be wanted, so most of its files must be.
func chosen(like, files map[string]int) []Folder {
	var all []Folder
	for home, n := range like {
		if 2*n >= files[home] {
			all = append(all, Folder{Path: home, Reports: n, Files: files[home]})
		}
	}
	slices.SortFunc(all, func(a, b Folder) int {
		return cmp.Or(cmp.Compare(strings.Count(a.Path, "/"), strings.Count(b.Path, "/")), cmp.Compare(a.Path, b.Path))
	})
	var kept []Folder
	for _, f := range all {
		above := slices.IndexFunc(kept, func(k Folder) bool { return strings.HasPrefix(f.Path, k.Path+"/") || k.Path == "." && f.Path != "." })
		if above >= 0 {
			kept[above].Reports += f.Reports
			kept[above].Files += f.Files
			continue
		}
		kept = append(kept, f)
	}
	slices.SortStableFunc(kept, func(a, b Folder) int { return cmp.Compare(b.Reports, a.Reports) })
	if len(kept) > 1 && kept[0].Reports > 1 {
		kept = slices.DeleteFunc(kept, func(f Folder) bool { return f.Reports < 2 })
	}
	return kept
}

// Adopt writes a policy for reports that lie in folders already. A policy that is there is never touched; created says
// whether it was written.
func Adopt(folder string, reports []string) (created bool, err error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return false, fmt.Errorf("open %s: %w", folder, unwrapPath(err))
	}
	defer dir.Close() //nolint:errcheck // the file is closed by itself
	text := bytes.Replace(templates.Policy, []byte("\nreports: [reports]\n"), []byte("\nreports: "+list(reports)+"\n"), 1)
	switch err = create(dir, policy.FileName, text); {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, nil
}
