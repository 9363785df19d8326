package pack_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/pack"
)

// sealed is a small pack.
func sealed(t *testing.T) []pack.File {
	t.Helper()
	files, err := pack.Seal([]pack.File{{Name: "b/two.md", Bytes: []byte("two")}, {Name: pack.Identity, Bytes: []byte("{}")}, {Name: "a.md", Bytes: []byte("one")}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"a/b.md":                         "a/b.md",
		"../../etc/passwd":               "etc/passwd",
		"/etc/passwd":                    "etc/passwd",
		`c:\x\y`:                         "c__x_y",
		"a/./b/../c":                     "a/b/c",
		"nul.txt":                        "_nul.txt",
		"x/Aux":                          "x/_Aux",
		"end." + " ":                     "end",
		"a\nb\x00c":                      "a_b_c",
		"...":                            "_",
		"":                               "_",
		"é日本.md":                         "é日本.md",
		"bad\xffutf8":                    "bad_utf8",
		strings.Repeat("x", 300) + ".md": strings.Repeat("x", 117) + ".md",
	} {
		if got := pack.Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
		if again := pack.Name(pack.Name(in)); again != pack.Name(in) {
			t.Errorf("Name of %q is not stable: %q", in, again)
		}
	}
}

func TestNamesAreTakenOnce(t *testing.T) {
	var names pack.Names
	got := []string{names.Take("r/a.md"), names.Take("r/A.md"), names.Take("r/a.md"), names.Take("r/a~2.md")}
	if want := []string{"r/a.md", "r/A~2.md", "r/a~3.md", "r/a~2~2.md"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSealRefuses(t *testing.T) {
	for _, files := range [][]pack.File{
		{{Name: "../x"}}, {{Name: "a"}, {Name: "A"}}, {{Name: pack.Manifest}}, {{Name: "nul"}}, {{Name: `a\b`}},
	} {
		if _, err := pack.Seal(files); err == nil {
			t.Errorf("%v is packed", files)
		}
	}
}

func TestCheck(t *testing.T) {
	without := func(name string) func([]pack.File) []pack.File {
		return func(f []pack.File) []pack.File {
			return slices.DeleteFunc(f, func(f pack.File) bool { return f.Name == name })
		}
	}
	edited := func(name, from, to string) func([]pack.File) []pack.File {
		return func(files []pack.File) []pack.File {
			for i := range files {
				if files[i].Name == name {
					files[i].Bytes = bytes.Replace(files[i].Bytes, []byte(from), []byte(to), 1)
				}
			}
			return files
		}
	}
	for _, c := range []struct {
		name    string
		change  func([]pack.File) []pack.File
		file    string
		message string
	}{
		{"nothing", func(f []pack.File) []pack.File { return f }, "", ""},
		{"changed", edited("a.md", "o", "0"), "a.md", "changed"},
		{"removed", without("a.md"), "a.md", "missing"},
		{"added", func(f []pack.File) []pack.File { return append(f, pack.File{Name: "c.md"}) }, "c.md", "added"},
		{"twice", func(f []pack.File) []pack.File { return append(f, f[1]) }, "a.md", "twice"},
		{"no manifest", without(pack.Manifest), pack.Manifest, "manifest is missing"},
		{"no hash", edited(pack.Manifest, "  a.md", " a.md"), pack.Manifest, "no hash and name"},
		{"leads out", edited(pack.Manifest, "  a.md", "  ../a.md"), pack.Manifest, "outside of the pack"},
		{"out of order", edited(pack.Manifest, "  b/two.md", "  0.md"), pack.Manifest, "not in order"},
		{"cut off", func(f []pack.File) []pack.File { f[0].Bytes = f[0].Bytes[:len(f[0].Bytes)-1]; return f }, pack.Manifest, "no hash and name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := pack.Check(c.change(sealed(t)))
			if c.file == "" {
				if len(problems) > 0 {
					t.Errorf("%v", problems)
				}
				return
			}
			if !slices.ContainsFunc(problems, func(p pack.Problem) bool { return p.File == c.file && strings.Contains(p.Message, c.message) }) {
				t.Errorf("%v, want %s of %s", problems, c.message, c.file)
			}
		})
	}
}

// TestRoundTrip writes a pack in both forms, reads it, and writes it again over itself.
func TestRoundTrip(t *testing.T) {
	files := sealed(t)
	for _, name := range []string{"folder", "file.zip"} {
		out := filepath.Join(t.TempDir(), name)
		for range 2 {
			if err := pack.Write(out, files); err != nil {
				t.Fatal(err)
			}
			got, problems, err := pack.Read(out)
			if err != nil || len(problems)+len(pack.Check(got)) > 0 || len(got) != len(files) {
				t.Fatalf("%s: %v %v, %d files", name, err, problems, len(got))
			}
			if there, err := pack.Present(out); err != nil || len(there) != len(files) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	}
}

// TestPresentRefuses shows what is not replaced: anything but a pack as it was made.
func TestPresentRefuses(t *testing.T) {
	write := func(t *testing.T, dir, name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, place := range map[string]func(t *testing.T, dir string) string{
		"other folder": func(t *testing.T, dir string) string {
			t.Helper()
			write(t, dir, "notes.txt", "mine")
			return dir
		},
		"other file": func(t *testing.T, dir string) string {
			t.Helper()
			write(t, dir, "x.zip", "mine")
			return filepath.Join(dir, "x.zip")
		},
		"one file more": func(t *testing.T, dir string) string {
			t.Helper()
			out := filepath.Join(dir, "p")
			if err := pack.Write(out, sealed(t)); err != nil {
				t.Fatal(err)
			}
			write(t, out, "notes.txt", "mine")
			return out
		},
		"edited": func(t *testing.T, dir string) string {
			t.Helper()
			out := filepath.Join(dir, "p")
			if err := pack.Write(out, sealed(t)); err != nil {
				t.Fatal(err)
			}
			write(t, out, "a.md", "mine")
			return out
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := pack.Present(place(t, t.TempDir())); !errors.Is(err, pack.ErrForeign) {
				t.Errorf("%v", err)
			}
		})
	}
	if files, err := pack.Present(filepath.Join(t.TempDir(), "none")); files != nil || err != nil {
		t.Errorf("nothing there: %v %v", files, err)
	}
	if files, err := pack.Present(t.TempDir()); files != nil || err != nil {
		t.Errorf("an empty folder: %v %v", files, err)
	}
}

// TestHostileZip reads a zip file that no program of ours wrote.
func TestHostileZip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for _, e := range []struct {
		name string
		mode fs.FileMode
	}{{"../out.md", 0o644}, {"/abs.md", 0o644}, {`a\..\..\b`, 0o644}, {"link.md", 0o777 | fs.ModeSymlink}, {"dir/", 0o755 | fs.ModeDir}, {"good.md", 0o644}, {"good.md", 0o644}} {
		head := &zip.FileHeader{Name: e.name}
		head.SetMode(e.mode)
		part, err := w.CreateHeader(head)
		if err != nil {
			t.Fatal(err)
		}
		if e.mode&fs.ModeDir == 0 {
			if _, err := part.Write([]byte("../../etc/passwd")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	files, problems, err := pack.Read(name)
	if err != nil || len(files) != 2 || len(problems) != 4 {
		t.Errorf("%v: %d files, problems %v", err, len(files), problems)
	}
	if found := pack.Check(append(files, pack.File{Name: pack.Manifest})); !slices.ContainsFunc(found, func(p pack.Problem) bool { return strings.Contains(p.Message, "twice") }) {
		t.Errorf("%v", found)
	}
}

// TestLinksInFolder shows that a folder's links are not followed.
func TestLinksInFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "p")
	if err := pack.Write(out, sealed(t)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(out, "a.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(out, "b", "two.md"), filepath.Join(out, "a.md")); err != nil {
		t.Skip(err) // Windows without the right to make links
	}
	files, problems, err := pack.Read(out)
	if err != nil || len(problems) != 1 || problems[0].File != "a.md" || len(files) != 3 {
		t.Errorf("%v %v, %d files", err, problems, len(files))
	}
}
