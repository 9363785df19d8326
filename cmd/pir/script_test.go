package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pir-cli/pir/internal/bench"
	"github.com/pir-cli/pir/internal/portable"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"pir": main,
	})
}

// TestScripts runs the program as people do: every script is a repository and what is typed in it.
func TestScripts(t *testing.T) {
	testscript.Run(t, params("testdata/script"))
}

func params(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			wd, err := os.Getwd()
			if err != nil {
				return err
			}
			env.Setenv("EXAMPLES", wd+"/../../examples")
			env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			env.Setenv("GORACE", os.Getenv("GORACE")) //nolint:forbidigo // what the race detector does where a script runs the program
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"replace":  replace,
			"corpus":   corpus,
			"findings": findings,
			"portable": portableNames,
		},
	}
}

// exits runs a program and checks its exact exit status: exits 1 pir lint.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM [ARG …]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v: exit status %d, want %d", args[1:], got, want)
	}
}

// replace changes bytes in a file, with Go escapes, for input that a script cannot hold: replace FILE OLD NEW.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	unquote := func(s string) string {
		text, err := strconv.Unquote(`"` + s + `"`)
		ts.Check(err)
		return text
	}
	text := ts.ReadFile(args[0])
	changed := strings.ReplaceAll(text, unquote(args[1]), unquote(args[2]))
	if changed == text {
		ts.Fatalf("%s does not contain %s", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(changed), 0o600))
}

// corpus makes up a repository of so many reports: corpus DIR NUMBER.
func corpus(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: corpus DIR NUMBER")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(bench.Corpus{Seed: 1, Size: n}.Write(ts.MkAbs(args[0])))
}

// portableNames holds that every name below a folder, and in the archives there, is one that all systems take, and that no
// two differ in case alone: portable DIR.
func portableNames(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: portable DIR")
	}
	seen := map[string]string{}
	check := func(name string) {
		if problem := portable.Problem(path.Base(name)); problem != "" {
			ts.Fatalf("the name %q %s", name, problem)
		}
		if other, ok := seen[strings.ToLower(name)]; ok {
			ts.Fatalf("%q and %q are one file on some systems", name, other)
		}
		seen[strings.ToLower(name)] = name
	}
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git":
			return fs.SkipDir
		}
		check(filepath.ToSlash(name))
		if filepath.Ext(name) != ".zip" {
			return nil
		}
		z, err := zip.OpenReader(name)
		if err != nil {
			return err
		}
		for _, f := range z.File {
			for part := range strings.SplitSeq(f.Name, "/") {
				if problem := portable.Problem(part); problem != "" {
					ts.Fatalf("the name %q in %s %s", f.Name, name, problem)
				}
			}
			check(filepath.ToSlash(name) + "/" + f.Name)
		}
		return z.Close()
	}))
	if len(seen) < 2 {
		ts.Fatalf("%s has no files", args[0])
	}
}

// findings holds that the JSON on standard output has findings in exactly these files: findings [FILE …].
func findings(ts *testscript.TestScript, _ bool, args []string) {
	var out struct{ Findings []struct{ File string } }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &out))
	got := []string{}
	for _, f := range out.Findings {
		if !slices.Contains(got, f.File) {
			got = append(got, f.File)
		}
	}
	slices.Sort(args)
	if diff := cmp.Diff(append([]string{}, args...), got); diff != "" {
		ts.Fatalf("files with findings (-want +got):\n%s", diff)
	}
}
