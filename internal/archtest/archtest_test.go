package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/pir-cli/pir"

// allowed is what a package may import beyond the standard library.
type allowed struct {
	ours   string // packages of this module, as named in the table
	theirs string // modules of others
}

// table has one line a package: its path in the module, without "internal/". Imports point from what a user sees
// towards what knows nothing of incidents. A test file may import what it likes.
var table = map[string]allowed{
	"cmd/pir":  {ours: "cli"},
	"cli":      {ours: "actions amend chart compare corpus coverage diag due edit evidence export field format git history importer keep lint lsp mcp nearest pack people policy redact register render report rules sample scaffold schema site source taxonomy tracker transition trends", theirs: "github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term"},
	"render":   {ours: "actions body chart compare coverage diag due export field history importer keep lint markdown pack policy report sample schema source stats taxonomy trends", theirs: "github.com/emersion/go-ical github.com/parquet-go/parquet-go github.com/xuri/excelize/v2 golang.org/x/text"},
	"evidence": {ours: "actions article corpus coverage diag due field history lint pack parallel people policy redact register render report sample source taxonomy trends"},
	"site":     {ours: "actions article chart coverage due edit lazy parallel policy portable render report safehtml taxonomy templates trends"},
	"lsp":      {ours: "amend derived diag edit field format lint markdown people policy report schema source taxonomy", theirs: "github.com/sourcegraph/jsonrpc2"},
	"mcp":      {ours: "report", theirs: "github.com/modelcontextprotocol/go-sdk github.com/google/jsonschema-go"},
	"compare":  {ours: "diag field policy report"},
	"history":  {ours: "corpus field git parallel policy report source"},
	"export":   {ours: "actions field policy report taxonomy trends"},
	"actions":  {ours: "field policy report stats"},
	"article":  {ours: "actions chart field lazy policy report safehtml taxonomy templates"},
	"redact":   {ours: "field lazy people report source", theirs: "golang.org/x/text"},
	"coverage": {ours: "field policy register report similar stats"},
	"due":      {ours: "actions field people policy report taxonomy"},
	"trends":   {ours: "actions field policy report similar stats taxonomy"},
	"schema":   {ours: "diag field policy report taxonomy"},
	"scaffold": {ours: "examples field git lazy policy report source taxonomy templates", theirs: "github.com/gosimple/unidecode"},
	"rules":    {ours: "derived diag field language lazy lint nearest policy portable register report source taxonomy"},
	// Old reports are read as markdown, tables and all, and TOML front matter is turned into YAML: importer knows both.
	"importer": {ours: "body field lazy policy report source taxonomy", theirs: "github.com/yuin/goldmark github.com/BurntSushi/toml"},
	// The text of a report as blocks, for whoever cannot show markdown.
	"body":       {ours: "lazy report", theirs: "github.com/yuin/goldmark"},
	"tracker":    {ours: "amend field lazy markdown nearest report source"},
	"transition": {ours: "field people policy report"},
	"amend":      {ours: "derived diag edit field report source"},
	"format":     {ours: "derived diag edit field report source"},
	"derived":    {ours: "diag field markdown nearest report source"},
	// The inline parser of markdown runs for pages alone, within a budget of characters.
	"safehtml":    {ours: "report", theirs: "github.com/yuin/goldmark"},
	"lazy":        {},
	"markdown":    {},
	"edit":        {ours: "diag", theirs: "github.com/rogpeppe/go-internal"},
	"lint":        {ours: "diag edit field nearest people policy register report source", theirs: "github.com/bmatcuk/doublestar/v4"},
	"corpus":      {ours: "diag git parallel policy report source"},
	"policy":      {ours: "diag field nearest people register source taxonomy", theirs: "github.com/bmatcuk/doublestar/v4"},
	"report":      {ours: "diag field lazy source taxonomy", theirs: "github.com/adrg/frontmatter github.com/yuin/goldmark"},
	"field":       {ours: "diag edit lazy nearest source", theirs: "gopkg.in/yaml.v3"},
	"diag":        {ours: "source"},
	"source":      {},
	"taxonomy":    {},
	"language":    {},
	"chart":       {},
	"keep":        {},
	"pack":        {ours: "parallel portable"},
	"sample":      {},
	"similar":     {},
	"stats":       {theirs: "gonum.org/v1/gonum"},
	"git":         {},
	"people":      {ours: "diag field nearest source"},
	"register":    {ours: "diag field lazy nearest source"},
	"nearest":     {},
	"parallel":    {},
	"portable":    {},
	"examples":    {},
	"templates":   {},
	"browsertest": {},
	"archtest":    {},
	"bench":       {},
	"manual":      {theirs: "github.com/spf13/cobra github.com/spf13/pflag"},
	"manual/gen":  {ours: "cli manual"},
	"bench/gen":   {ours: "bench"},
}

// goPackage is what `go list -json` says of a package.
type goPackage struct {
	ImportPath string
	Imports    []string
}

// TestImportTable compares the imports of every package, on every platform that is released, with the table.
func TestImportTable(t *testing.T) {
	imports := allImports(t)

	for _, name := range slices.Sorted(maps.Keys(imports)) {
		may, ok := table[name]
		if !ok {
			t.Errorf("package %s is not in the table: add a line that says what it may import", name)
			continue
		}
		for _, imp := range slices.Sorted(maps.Keys(imports[name])) {
			switch {
			case inModule(imp):
				if !slices.Contains(strings.Fields(may.ours), short(imp)) {
					t.Errorf("package %s imports %s, which the table does not allow", name, short(imp))
				}
			case !standard(imp):
				if !slices.ContainsFunc(strings.Fields(may.theirs), func(m string) bool { return within(imp, m) }) {
					t.Errorf("package %s imports %s, which the table does not allow", name, imp)
				}
			}
		}
	}

	// What is gone leaves the table, or the table allows what nobody has looked at.
	for _, name := range slices.Sorted(maps.Keys(table)) {
		if imports[name] == nil {
			t.Errorf("the table has a line for %s, and there is no such package", name)
			continue
		}
		for dep := range strings.FieldsSeq(table[name].ours) {
			if imports[dep] == nil {
				t.Errorf("the table allows %s to import %s, and there is no such package", name, dep)
			}
		}
		for dep := range strings.FieldsSeq(table[name].theirs) {
			used := func(imp string) bool { return within(imp, dep) }
			if !slices.ContainsFunc(slices.Collect(maps.Keys(imports[name])), used) {
				t.Errorf("the table allows %s to import %s, and it does not", name, dep)
			}
		}
	}
}

// allImports returns what every package imports on the platforms that are released.
func allImports(t *testing.T) map[string]map[string]bool {
	t.Helper()
	imports := map[string]map[string]bool{}
	for _, goos := range []string{"linux", "darwin", "windows"} {
		for _, p := range list(t, goos) {
			name := short(p.ImportPath)
			if imports[name] == nil {
				imports[name] = map[string]bool{}
			}
			for _, imp := range p.Imports {
				imports[name][imp] = true
			}
		}
	}
	return imports
}

// banned are the functions that only cli and cmd/pir call: everybody else is given the clock, the environment and
// the writer, so that the same input gives the same bytes.
var banned = map[string][]string{
	"fmt":  {"Print", "Printf", "Println"},
	"os":   {"Exit", "Getenv", "LookupEnv"},
	"time": {"Now", "Since", "Until"},
}

func TestNoHiddenInput(t *testing.T) {
	for dir, files := range sources(t) {
		if name := short(path.Join(module, dir)); name == "cli" || name == "cmd/pir" {
			continue
		}
		for name, file := range files {
			for _, use := range bannedIn(file) {
				t.Errorf("%s uses %s; only cli and cmd/pir may", path.Join(dir, name), use)
			}
		}
	}
}

// TestBannedIn shows that a renamed import does not hide a use, nor a dot, and that a method of the same name is none.
func TestBannedIn(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`import "time"; var f = time.Now`, "time.Now"},
		{`import clock "time"; func f() { clock.Now() }`, "time.Now"},
		{`import . "os"; func f() { Exit(1) }`, `. "os"`},
		{`import "os"; func f() { os.ReadFile("x") }`, ""},
		{`func f(time interface{ Now() int }) { time.Now() }`, ""},
		{`import "time"; func f(time interface{ Now() int }) { time.Now() }`, ""},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x; "+c.src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(bannedIn(file), " "); got != c.want {
			t.Errorf("%s: found %q, want %q", c.src, got, c.want)
		}
	}
}

func bannedIn(file *ast.File) []string {
	local := map[string]string{}
	var found []string
	for _, spec := range file.Imports {
		imp := strings.Trim(spec.Path.Value, `"`)
		switch {
		case banned[imp] == nil:
		case spec.Name == nil:
			local[imp] = imp
		case spec.Name.Name == ".":
			found = append(found, ". "+spec.Path.Value)
		default:
			local[spec.Name.Name] = imp
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		// The parser resolves what the file declares; the name of an import stays unresolved.
		if ok && x.Obj == nil && slices.Contains(banned[local[x.Name]], sel.Sel.Name) {
			found = append(found, local[x.Name]+"."+sel.Sel.Name)
		}
		return true
	})
	return found
}

func TestPackageComments(t *testing.T) {
	for dir, files := range sources(t) {
		want := "Package "
		var said []string
		for name, file := range files {
			if file.Name.Name == "main" {
				want = "Command "
			}
			if file.Doc != nil {
				said = append(said, name)
				if text := file.Doc.Text(); !strings.HasPrefix(text, want+path.Base(dir)+" ") {
					t.Errorf("%s: the package comment starts with %.30q, want %q",
						path.Join(dir, name), text, want+path.Base(dir))
				}
			}
		}
		slices.Sort(said)
		switch len(said) {
		case 0:
			t.Errorf("package %s has no comment that says what it may know", dir)
		case 1:
		default:
			t.Errorf("package %s has more than one comment: %s", dir, strings.Join(said, ", "))
		}
	}
}

// foreign is what a file says that came from the machine it was written on. The words are split so that this
// file does not match itself.
var foreign = regexp.MustCompile(
	`\.\./` + `shared` +
		"|(?:^|[\\s\"'=(`<:,])" + `/(?:work|farm|root/go|home/\w+|Users/\w+|private/var)` + `/` +
		`|[A-Za-z]:\\+` + `Users\\`)

// foreignBut are the lines that may.
var foreignBut = map[string]*regexp.Regexp{
	".ci/run": regexp.MustCompile(`\.\./` + `shared`),
}

func TestSpeaksOfItselfAlone(t *testing.T) {
	root := root(t)
	for _, name := range tracked(t, root) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted, and not yet so in the index
		}
		if err != nil {
			t.Fatal(err)
		}
		if bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0 {
			continue // not text
		}
		for i, line := range strings.Split(string(text), "\n") {
			if but := foreignBut[name]; but != nil {
				line = but.ReplaceAllString(line, "")
			}
			if hit := foreign.FindString(line); hit != "" {
				t.Errorf("%s:%d: %q belongs to a machine, not to the project", name, i+1, hit)
			}
		}
	}
}

func TestForeign(t *testing.T) {
	for _, line := range []string{
		"see ../" + "shared/x", "/" + "work/main", `"/` + `home/ann/pir"`, "`/" + "Users/ann/pir`", `C:\` + `Users\ann`,
	} {
		if !foreign.MatchString(line) {
			t.Errorf("%q passes", line)
		}
	}
	for _, line := range []string{
		"https://example.com/" + "work/1", "$WORK/reports", "~/" + "work/x", "/etc/passwd", "team/" + "home/x/",
	} {
		if hit := foreign.FindString(line); hit != "" {
			t.Errorf("%q fails for %q", line, hit)
		}
	}
}

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the tests")
		}
		dir = up
	}
}

// list runs `go list` for a platform.
func list(t *testing.T, goos string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root(t)
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "GOARCH=amd64", "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", goos, err, stderr.String())
	}
	var packages []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("go list for %s: %v", goos, err)
		}
		packages = append(packages, p)
	}
}

// sources parses every Go file of the module that is not a test, by folder and name, whatever its platform.
func sources(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	root := root(t)
	found := map[string]map[string]*ast.File{}
	walk(t, root, func(name string) {
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		dir := path.Dir(name)
		if found[dir] == nil {
			found[dir] = map[string]*ast.File{}
		}
		found[dir][path.Base(name)] = file
	})
	return found
}

// tracked are the text files of the project: what git knows or would add, and in a copy without git what is there.
func tracked(t *testing.T, root string) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	out, err := cmd.Output()
	if err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	var names []string
	walk(t, root, func(name string) { names = append(names, name) })
	return names
}

// walk visits the files of the module, with slashes, but for those that the go command would pass over.
func walk(t *testing.T, root string, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if file == root {
			return nil
		}
		if d.IsDir() {
			_, err := os.Stat(filepath.Join(file, "go.mod"))
			if err == nil || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") {
				return fs.SkipDir
			}
			return nil
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// short is the name of one of our packages in the table.
func short(imp string) string {
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(imp, module), "/"), "internal/")
}

func inModule(imp string) bool { return within(imp, module) }

// standard tells an import of the standard library, whose first element has no dot.
func standard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return !strings.Contains(first, ".")
}

// within tells whether a package is one of a module, and not of another whose path begins alike.
func within(imp, module string) bool {
	return imp == module || strings.HasPrefix(imp, module+"/")
}
