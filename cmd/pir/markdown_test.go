package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/pir-cli/pir/internal/rules"
)

// documents returns the markdown files of this repository, but for what tests read.
func documents(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("../..", func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !d.IsDir() && filepath.Ext(name) == ".md" {
			files = append(files, name)
		}
		return nil
	})
	if err != nil || len(files) < 50 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	return files
}

// page is a markdown file taken apart: what a reader follows, and what is typed.
type page struct {
	anchors map[string]bool
	links   []mention
	code    []mention // inline code, and the commands of blocks
}

// mention is something on a line of a page.
type mention struct {
	line int
	text string
}

var (
	fence      = regexp.MustCompile("^ {0,3}(```+|~~~+) *([a-z]*)")
	heading    = regexp.MustCompile(`^ {0,3}#{1,6} +(.*?)(?: +#+)? *$`)
	inlineCode = regexp.MustCompile("`([^`]+)`")
	link       = regexp.MustCompile(`\]\(<?([^)>\s]+)>?(?: +"[^"]*")?\)`)
	definition = regexp.MustCompile(`^ {0,3}\[[^\]^]+\]: +(\S+)`)
	htmlLink   = regexp.MustCompile(`(?:href|src|srcset)="([^"]+)"`)
	htmlAnchor = regexp.MustCompile(`(?:id|name)="([^"]+)"`)
)

// readPage reads a markdown file. Links in code are none.
func readPage(t *testing.T, file string) page {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := page{anchors: map[string]bool{}}
	block, language, front := "", "", false
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSuffix(line, "\r")
		n := i + 1
		if line == "---" && (n == 1 || front) {
			front = !front
			continue
		}
		m := fence.FindStringSubmatch(line)
		switch {
		case front:
		case block != "" && m != nil && strings.HasPrefix(m[1], block) && m[2] == "":
			block = ""
		case block != "":
			if command, ok := strings.CutPrefix(line, "$ "); ok && language == "console" {
				p.code = append(p.code, mention{n, command})
			} else if language == "sh" || language == "yaml" {
				p.code = append(p.code, mention{n, strings.TrimLeft(line, " -")})
			}
		case m != nil:
			block, language = m[1], m[2]
		default:
			p.readLine(n, line)
		}
	}
	return p
}

func (p *page) readLine(n int, line string) {
	if m := heading.FindStringSubmatch(line); m != nil {
		p.addAnchor(slug(m[1]))
	}
	for _, m := range inlineCode.FindAllStringSubmatch(line, -1) {
		p.code = append(p.code, mention{n, m[1]})
	}
	line = inlineCode.ReplaceAllString(line, "")
	for _, re := range []*regexp.Regexp{link, definition, htmlLink} {
		for _, m := range re.FindAllStringSubmatch(line, -1) {
			p.links = append(p.links, mention{n, m[1]})
		}
	}
	for _, m := range htmlAnchor.FindAllStringSubmatch(line, -1) {
		p.anchors[m[1]] = true
	}
}

func (p *page) addAnchor(name string) {
	unique := name
	for i := 1; p.anchors[unique]; i++ {
		unique = fmt.Sprintf("%s-%d", name, i)
	}
	p.anchors[unique] = true
}

var markup = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// slug is the anchor that git hosts give a heading: small letters, blanks as hyphens, and of everything else letters,
// digits, hyphens and underscores alone.
func slug(text string) string {
	var b strings.Builder
	for _, r := range markup.ReplaceAllString(text, "$1") {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"The report": "the-report", "`pir lint` and CI": "pir-lint-and-ci", "A.5.27: learning": "a527-learning",
		"Why?  And how": "why--and-how", "Ändern [hier](x.md)": "ändern-hier", "a_b-c": "a_b-c",
	} {
		if got := slug(text); got != want {
			t.Errorf("slug(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestLinks holds that every link of a document leads to a file of the repository, and to a heading that the file has.
// Links into the web are not followed, and nothing needs the network.
func TestLinks(t *testing.T) {
	pages, links := map[string]page{}, 0
	for _, file := range documents(t) {
		pages[filepath.Clean(file)] = readPage(t, file)
	}
	for file, p := range pages {
		for _, l := range p.links {
			if dead := deadLink(pages, file, l.text); dead != "" {
				t.Errorf("%s:%d: %s: %s", file, l.line, l.text, dead)
			}
			links++
		}
	}
	if links < 200 {
		t.Errorf("only %d links were found", links)
	}
}

// deadLink says what is wrong with a link of a file, "" for nothing.
func deadLink(pages map[string]page, file, target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return err.Error()
	}
	if u.Scheme != "" {
		if !slices.Contains([]string{"https", "http", "mailto"}, u.Scheme) {
			return "what is " + u.Scheme + "?"
		}
		return ""
	}
	to := file
	if u.Path != "" {
		to = filepath.Join(filepath.Dir(file), filepath.FromSlash(u.Path))
	}
	info, err := os.Stat(to)
	if err != nil {
		return "there is no such file"
	}
	if u.Fragment == "" {
		return ""
	}
	if info.IsDir() {
		return "a folder has no headings"
	}
	if p, ok := pages[to]; ok && !p.anchors[u.Fragment] {
		return "there is no such heading"
	}
	return ""
}

func TestDeadLink(t *testing.T) {
	pages := map[string]page{"../../README.md": {anchors: map[string]bool{"a": true}}}
	for target, want := range map[string]bool{
		"#a": true, "#b": false, "LICENSE": true, "LICENCE": false, "docs": true, "docs#a": false, "README.md#a": true, "docs/../README.md#b": false,
		"https://example.org/x#y": true, "ftp://example.org": false, "%zz": false,
	} {
		if got := deadLink(pages, "../../README.md", target); (got == "") != want {
			t.Errorf("%s: %q", target, got)
		}
	}
}

// TestMentions holds that no document names a command, a flag or a rule that there is not, where it shows what to type.
func TestMentions(t *testing.T) {
	known := knownCommands(t)
	all := map[string]bool{}
	for _, flags := range known {
		for f := range flags {
			all[f] = true
		}
	}
	mentions := 0
	for _, file := range documents(t) {
		if strings.Contains(file, "decisions.md") { // names flags of other programs too
			continue
		}
		for _, m := range readPage(t, file).code {
			if wrong := wrongMention(known, all, m.text); wrong != "" {
				t.Errorf("%s:%d: `%s`: %s", file, m.line, m.text, wrong)
			}
			if strings.HasPrefix(m.text, "pir ") {
				mentions++
			}
		}
	}
	if mentions < 300 {
		t.Errorf("only %d commands were found in the documents", mentions)
	}
}

// knownCommands returns the flags of every command, by its words.
func knownCommands(t *testing.T) map[string]map[string]bool {
	t.Helper()
	flag := regexp.MustCompile(`(?m)^ +(?:-([a-zA-Z]), |    )--([a-z][a-z-]*)`)
	known := map[string]map[string]bool{}
	for _, command := range commandsOf(t, nil) {
		flags := map[string]bool{}
		for _, m := range flag.FindAllStringSubmatch(help(t, command), -1) {
			flags["--"+m[2]] = true
			if m[1] != "" {
				flags["-"+m[1]] = true
			}
		}
		known[strings.Join(command, " ")] = flags
	}
	return known
}

var (
	stops     = regexp.MustCompile(`\s(?:\||;|&&|\|\||>|<|2>|#)(?:\s|$)`)
	quoted    = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	flagAlone = regexp.MustCompile(`^--[a-z][a-z-]*$`)
	word      = regexp.MustCompile(`^[a-z][a-z-]*$`)
)

// wrongMention says what a command line names that there is not, "" for nothing. What does not look like one is passed over.
func wrongMention(known map[string]map[string]bool, flags map[string]bool, text string) string {
	if flagAlone.MatchString(text) && !flags[text] {
		return "no command has that flag"
	}
	rest, ok := strings.CutPrefix(text, "pir ")
	if !ok {
		return ""
	}
	rest = stops.Split(quoted.ReplaceAllString(rest, "X"), 2)[0]
	command, words := "", strings.Fields(rest)
	for len(words) > 0 {
		next := strings.TrimSpace(command + " " + words[0])
		if _, ok := known[next]; !ok {
			break
		}
		command, words = next, words[1:]
	}
	if command == "" && len(words) > 0 && word.MatchString(words[0]) && words[0] != "help" && words[0] != "completion" {
		return "there is no such command"
	}
	if command == "rules" && len(words) > 0 && word.MatchString(words[0]) && !isRule(words[0]) {
		return "there is no such rule"
	}
	for _, w := range words {
		if name, _, _ := strings.Cut(strings.Trim(w, "[].,…"), "="); strings.HasPrefix(name, "-") && name != "-" && !known[command][name] {
			return "pir " + command + " has no flag " + name
		}
	}
	return ""
}

func isRule(name string) bool {
	for _, r := range rules.All() {
		if r.Name == name {
			return true
		}
	}
	return false
}

func TestWrongMention(t *testing.T) {
	known := map[string]map[string]bool{"": {"-C": true}, "lint": {"--fix": true, "-f": true}, "actions": {}, "actions done": {"--on": true}, "rules": {}}
	flags := map[string]bool{"--fix": true, "--on": true}
	for text, want := range map[string]bool{
		"pir lint --fix": true, "pir lint --fixx": false, "pir lnt": false, "pir actions done X --on 2026-01-01": true, "pir actions done --fix": false,
		"pir lint | grep --color x": true, "pir rules review-late": true, "pir rules revew-late": false, "pir rules NAME": true, "pir COMMAND --help": false,
		"--fix": true, "--nothing": false, "git log --oneline": true, "pir": true, "pir -C DIR": true, `pir lint "a --b"`: true, "pir lint [--fix]": true, "pir lint -f json": true,
	} {
		if got := wrongMention(known, flags, text); (got == "") != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

// TestIndex holds that docs/README.md leads to every document.
func TestIndex(t *testing.T) {
	index := readPage(t, "../../docs/README.md")
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name != "README.md" && !slices.ContainsFunc(index.links, func(l mention) bool { return l.text == name }) {
			t.Errorf("docs/README.md does not lead to %s", name)
		}
	}
}
