package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// today is the day of every test that needs one.
var today = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

// result is what one run of the program gave.
type result struct {
	status         int
	stdout, stderr string
}

// run runs the program in a folder.
func run(t *testing.T, dir string, args ...string) result {
	t.Helper()
	return runIn(t, Env{Dir: dir}, args...)
}

func runIn(t *testing.T, env Env, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env.Stdout, env.Stderr = &stdout, &stderr
	if env.Stdin == nil {
		env.Stdin = strings.NewReader("")
	}
	if env.Now == nil {
		env.Now = func() time.Time { return today }
	}
	if env.Getenv == nil {
		env.Getenv = func(string) string { return "" }
	}
	if env.Width == 0 {
		env.Width = 80
	}
	status := Main(env, args)
	return result{status, stdout.String(), stderr.String()}
}

// repository writes files below a new folder that has an empty policy, and returns the folder.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if _, ok := files["pir.yaml"]; !ok {
		writeFile(t, dir, "pir.yaml", "")
	}
	for name, text := range files {
		writeFile(t, dir, name, text)
	}
	return dir
}

func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// exampleRepository copies the example repository, its files written in the order that order gives.
func exampleRepository(t *testing.T, order func([]string)) string {
	t.Helper()
	const examples = "../../examples"
	var names []string
	err := filepath.WalkDir(examples, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(examples, path)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	if err != nil || len(names) < 30 {
		t.Fatalf("%d example files, %v", len(names), err)
	}
	if order != nil {
		order(names)
	}
	dir := t.TempDir()
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(examples, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, dir, name, string(b))
	}
	return dir
}
