package lsp

import (
	"net/url"
	"path/filepath"
	"strings"
)

// pathOf returns the path of a file for the operating system; ok is false for what is no file on this machine.
func pathOf(uri string) (path string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || strings.ContainsRune(u.Path, 0) {
		return "", false
	}
	p := u.Path
	if isDrive(p) {
		p = p[1:]
	}
	path = filepath.FromSlash(p)
	return path, filepath.IsAbs(path)
}

// uriOf returns the URI of a path.
func uriOf(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/reports
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// isDrive reports whether the path of a URI starts with a drive of Windows, as in /c:/reports.
func isDrive(p string) bool {
	return len(p) > 2 && p[0] == '/' && p[2] == ':' && (p[1]|0x20) >= 'a' && (p[1]|0x20) <= 'z'
}
