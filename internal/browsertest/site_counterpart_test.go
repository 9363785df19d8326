//go:build counterpart

package browsertest

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/cli"
)

// pir runs the program in a folder.
func pir(t *testing.T, dir string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := cli.Main(cli.Env{
		Dir: dir, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Width: 80,
		Now:    func() time.Time { return time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC) },
		Getenv: func(string) string { return "" },
	}, args)
	if status != cli.ExitOK {
		t.Fatalf("pir %s: status %d\n%s", strings.Join(args, " "), status, stderr.String())
	}
}

// exampleSite makes the site of the example repository, and returns its folder.
func exampleSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	pir(t, dir, "demo", "demo")
	pir(t, filepath.Join(dir, "demo"), "site", "-o", "../site", "--as-of", "2026-10-01")
	return filepath.Join(dir, "site")
}

// pagesOf returns the pages of a site, by their paths with slashes.
func pagesOf(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".html" {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatal(len(names), err)
	}
	slices.Sort(names)
	return names
}

// fileBase is the address of a folder as files.
func fileBase(dir string) string { return "file://" + filepath.ToSlash(dir) + "/" }

// subPath is where the server has the site.
const subPath = "/teams/reviews/"

// serve serves a folder below subPath, and returns its address.
func serve(t *testing.T, dir string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(subPath, http.StripPrefix(subPath, http.FileServer(http.Dir(dir))))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + subPath
}

// pathEscaped returns the path of a page as it stands in an address.
func pathEscaped(name string) string { return (&url.URL{Path: name}).EscapedPath() }
