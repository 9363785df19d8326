package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCommandsPage holds that docs/commands.md is what the help of the commands says. With -update it is rewritten.
func TestCommandsPage(t *testing.T) {
	const file, begin, end = "../../docs/commands.md", "<!-- reference begin -->\n", "<!-- reference end -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the reference", file)
	}
	want := before + begin + commandsPage(t) + end + after
	if diff := cmp.Diff(string(text), want); diff != "" {
		if !*update {
			t.Fatalf("%s is stale; `make golden` rewrites it (-file +program):\n%s", file, diff)
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// commandsPage is a list of the commands in their groups, and a section of each with its help.
func commandsPage(t *testing.T) string {
	t.Helper()
	var list, sections strings.Builder
	for _, command := range commandsOf(t, nil) {
		name := strings.TrimSpace("pir " + strings.Join(command, " "))
		if about := about(t, command); about != "" {
			fmt.Fprintf(&list, "- [`%s`](#%s): %s\n", name, strings.ReplaceAll(name, " ", "-"), about)
		}
		fmt.Fprintf(&sections, "\n## %s\n\n", name)
		if page := command; len(page) > 0 {
			if _, err := os.Stat("../../docs/" + page[0] + ".md"); err == nil {
				fmt.Fprintf(&sections, "With what it prints: [%s.md](%s.md).\n\n", page[0], page[0])
			}
		}
		fmt.Fprintf(&sections, "```text\n%s```\n", footer.ReplaceAllString(help(t, command), ""))
	}
	return "\n" + list.String() + sections.String() + "\n"
}

// footer is what only matters in a terminal.
var footer = regexp.MustCompile(`\nUse "[^"]*" for more information about a command.\n`)

// about returns what the help of the parent says of a command, "" for pir itself.
func about(t *testing.T, command []string) string {
	t.Helper()
	if len(command) == 0 {
		return ""
	}
	last := len(command) - 1
	m := regexp.MustCompile(`(?m)^  ` + command[last] + ` +(.*)$`).FindStringSubmatch(help(t, command[:last]))
	if m == nil {
		t.Fatalf("the help does not list pir %s", strings.Join(command, " "))
	}
	return m[1]
}

// TestEveryCommandHasItsDocument holds that a command is shown with what it prints somewhere in the documents.
func TestEveryCommandHasItsDocument(t *testing.T) {
	shown := ""
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "commands.md") {
			shown += string(text)
		}
	}
	for _, command := range commandsOf(t, nil) {
		name := strings.TrimSpace("pir " + strings.Join(command, " "))
		if len(command) == 2 && strings.Contains(own(t, command[0]), "`"+command[1]+"`") {
			continue
		}
		if !regexp.MustCompile("(?m)^(\\$ |.*`|\\| `?)?" + name + `\b`).MatchString(shown) {
			t.Errorf("no document shows `%s`", name)
		}
	}
}

// own returns the document of a command, "" where there is none.
func own(t *testing.T, command string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + command + ".md")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}
