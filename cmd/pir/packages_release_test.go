//go:build release

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestRelease builds a snapshot of a release in two clones of this repository at paths of different length, and looks at
// what came of it: the same bytes twice, and archives and packages that hold, and run as, what they should.
func TestRelease(t *testing.T) {
	top, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	clone := filepath.Join(t.TempDir(), "a")
	first := buildRelease(t, top, top, clone)
	second := buildRelease(t, top, clone, filepath.Join(t.TempDir(), "another", "place")) // of the same commit, whatever happened to top
	sums, again := read(t, first, "checksums.txt"), read(t, second, "checksums.txt")
	if sums != again {
		t.Errorf("two builds of one commit differ:\n%s\n%s", sums, again)
	}
	t.Run("checksums", func(t *testing.T) { checkSums(t, first, sums) })
	t.Run("archives", func(t *testing.T) { checkArchives(t, first) })
	t.Run("libraries", func(t *testing.T) { checkLibraries(t, first) })
	t.Run("deb", func(t *testing.T) { checkDeb(t, first) })
	t.Run("manifests", func(t *testing.T) { checkManifests(t, first) })
}

// buildRelease builds in a new clone of a repository, by the tools of the one at top, and returns the folder with what was built.
func buildRelease(t *testing.T, top, repository, clone string) string {
	t.Helper()
	tool(t, top, "git", "clone", "-q", repository, clone)
	tool(t, clone, "go", "tool", "-modfile="+filepath.Join(top, "tools", "goreleaser", "go.mod"), "goreleaser", "release", "--snapshot", "--skip=docker")
	return filepath.Join(clone, "dist")
}

// tool runs a program that has to go well, and returns what it prints.
func tool(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=") // -buildvcs=false would leave the version out
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// one returns the one file of a folder that a pattern matches.
func one(t *testing.T, dir, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %q, %v", pattern, found, err)
	}
	return found[0]
}

func checkSums(t *testing.T, dist, sums string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(sums), "\n")
	if want := 6 + 4 + 6; len(lines) != want { // archives, packages, lists of libraries
		t.Errorf("%d files, want %d:\n%s", len(lines), want, sums)
	}
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		if got := sha256.Sum256([]byte(read(t, dist, name))); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s has another sum", name)
		}
	}
}

// inArchive are files that every archive has, beside the program.
var inArchive = []string{"LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "man/man1/pir.1", "man/man1/pir-lint.1", "completions/pir.bash", "completions/_pir", "completions/pir.fish", "completions/pir.ps1"}

func checkArchives(t *testing.T, dist string) {
	t.Helper()
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			program := "pir"
			var names []string
			if system == "windows" {
				program = "pir.exe"
				names = zipNames(t, one(t, dist, "pir_*_windows_"+arch+".zip"))
			} else {
				names = tarNames(t, one(t, dist, "pir_*_"+system+"_"+arch+".tar.gz"))
			}
			for _, want := range append([]string{program}, inArchive...) {
				if !slices.Contains(names, want) {
					t.Errorf("%s %s has no %s: %q", system, arch, want, names)
				}
			}
			binary := filepath.Join(one(t, dist, "pir_"+system+"_"+arch+"_*"), program)
			about := tool(t, dist, "go", "version", "-m", binary)
			if !regexp.MustCompile(`mod\s+github.com/pir-cli/pir\s+v\d+\.\d+\.\d+`).MatchString(about) || strings.Contains(about, "+dirty") {
				t.Errorf("%s %s does not say its version:\n%s", system, arch, about)
			}
		}
	}
}

func zipNames(t *testing.T, file string) []string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close() //nolint:errcheck // only read from
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}

func tarNames(t *testing.T, file string) []string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(read(t, "", file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
}

// checkLibraries holds the list of libraries of a program against what is in it.
func checkLibraries(t *testing.T, dist string) {
	t.Helper()
	var list struct {
		Format     string `json:"bomFormat"`
		Components []struct{ Name, Version string }
	}
	if err := json.Unmarshal([]byte(read(t, "", one(t, dist, "pir_*_linux_amd64.cdx.json"))), &list); err != nil || list.Format != "CycloneDX" {
		t.Fatal(list.Format, err)
	}
	listed := map[string]string{}
	for _, c := range list.Components {
		listed[c.Name] = c.Version
	}
	about := tool(t, dist, "go", "version", "-m", filepath.Join(one(t, dist, "pir_linux_amd64_*"), "pir"))
	deps := regexp.MustCompile(`(?m)^\tdep\t(\S+)\t(\S+)`).FindAllStringSubmatch(about, -1)
	for _, dep := range deps {
		if listed[dep[1]] != dep[2] {
			t.Errorf("%s %s is in the program, and listed as %q", dep[1], dep[2], listed[dep[1]])
		}
	}
	if len(deps) == 0 || listed["std"] == "" {
		t.Errorf("%d libraries; the standard library is listed as %q", len(deps), listed["std"])
	}
}

// checkDeb installs the package into a root that has nothing else, and runs the program there as nobody, so that it is
// shown to need nothing.
func checkDeb(t *testing.T, dist string) {
	t.Helper()
	root := t.TempDir()
	tool(t, root, "mkdir", "-p", "var/lib/dpkg/updates", "var/lib/dpkg/info", "tmp")
	tool(t, root, "touch", "var/lib/dpkg/status")
	tool(t, root, "dpkg", "--root="+root, "--force-not-root", "--install", one(t, dist, "pir_*_linux_amd64.deb"))
	if status := tool(t, root, "dpkg", "--root="+root, "--status", "pir"); !strings.Contains(status, "Status: install ok installed") {
		t.Error(status)
	}
	t.Run("alone", func(t *testing.T) { runAlone(t, root) }) // only root may
	pages, err := filepath.Glob(filepath.Join(root, "usr/share/man/man1/*.1"))
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	tool(t, root, "mandoc", append([]string{"-T", "lint", "-W", "warning"}, pages...)...)
	if out := tool(t, root, "man", "--warnings", "-l", filepath.Join(root, "usr/share/man/man1/pir-lint.1")); !strings.Contains(out, "--fail-on") || strings.Contains(out, "warning:") {
		t.Errorf("man:\n%s", out)
	}
	completion := filepath.Join(root, "usr/share/bash-completion/completions/pir")
	const press = `. /usr/share/bash-completion/bash_completion; PATH=$1:$PATH; . "$2"; COMP_WORDS=(pir li); COMP_CWORD=1; COMP_LINE='pir li'; COMP_POINT=6; COMPREPLY=(); __start_pir 2>/dev/null; echo "${COMPREPLY[@]}"`
	if out := tool(t, root, "bash", "-c", press, "bash", filepath.Join(root, "usr/bin"), completion); strings.TrimSpace(out) != "lint" {
		t.Errorf("completion of `pir li`: %q", out)
	}
}

func runAlone(t *testing.T, root string) {
	t.Helper()
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(root, "tmp"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ command, want string }{
		{"--version", "pir v"}, {"init", "created  pir.yaml"}, {"lint", "0 reports checked"},
	} {
		if out := alone(t, root, c.command); !strings.Contains(out, c.want) {
			t.Errorf("pir %s: %s", c.command, out)
		}
	}
}

// alone runs the installed program as nobody, in a root that has nothing but it.
func alone(t *testing.T, root, args string) string {
	t.Helper()
	const nobody = 65532
	cmd := exec.Command("/usr/bin/pir", args)
	cmd.Dir, cmd.Env = "/tmp", []string{"HOME=/tmp"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("pir %s: %v\n%s", args, err, &out)
	}
	return out.String()
}

// checkManifests holds that what Homebrew and Scoop read names the archives and their sums.
func checkManifests(t *testing.T, dist string) {
	t.Helper()
	sums := read(t, dist, "checksums.txt")
	for pattern, archives := range map[string]string{
		"homebrew/Casks/pir.rb": `pir_\S+_(?:darwin|linux)_(?:amd64|arm64)\.tar\.gz`,
		"scoop/pir.json":        `pir_\S+_windows_(?:amd64|arm64)\.zip`,
	} {
		text := read(t, "", one(t, dist, pattern))
		found := regexp.MustCompile(`(?m)^([0-9a-f]{64})  `+archives+`$`).FindAllStringSubmatch(sums, -1)
		if len(found) < 2 {
			t.Errorf("%s: %d archives", pattern, len(found))
		}
		for _, sum := range found {
			if !strings.Contains(text, sum[1]) {
				t.Errorf("%s lacks %s", pattern, sum[0])
			}
		}
	}
}
