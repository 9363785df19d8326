// Package pack keeps a set of files together with a manifest of their hashes, as a folder or a zip file; it knows
// nothing of what the files say.
//
// The manifest is a file as sha256sum writes and checks it. The same files give the same bytes whatever the machine:
// entries are sorted by name, and a zip file has one date and one mode for all of them.
package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/parallel"
	"github.com/pir-cli/pir/internal/portable"
)

// The names of the files that every pack has.
const (
	Manifest = "MANIFEST.sha256" // a line a file: its SHA-256, two spaces, its name
	Identity = "pack.json"       // what the pack was made from; a folder without it is no pack
)

// File is one file of a pack. Its name is relative, with forward slashes.
type File struct {
	Name  string
	Bytes []byte
}

// Problem is something wrong with a pack.
type Problem struct {
	File    string // "" for the pack as a whole
	Message string
}

// Verdict is what a check of a pack found.
type Verdict struct {
	Problems []Problem
	Notes    []string // what was checked and what could not be, each a sentence
}

// Seal sorts files and puts the manifest to them. A name that is not safe on every system, or that stands twice, is
// an error: see Name.
func Seal(files []File) ([]File, error) {
	all := slices.Clone(files)
	slices.SortFunc(all, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	seen := map[string]string{}
	for _, f := range all {
		if f.Name != Name(f.Name) || f.Name == Manifest {
			return nil, fmt.Errorf("pack a file under the name %q: it is not safe on every system", f.Name)
		}
		if other, twice := seen[strings.ToLower(f.Name)]; twice {
			return nil, fmt.Errorf("pack %q and %q: they are one name on some systems", other, f.Name)
		}
		seen[strings.ToLower(f.Name)] = f.Name
	}
	all = append(all, File{Manifest, manifest(all)})
	slices.SortFunc(all, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// manifest lists files that are sorted.
func manifest(files []File) []byte {
	var b strings.Builder
	for i, sum := range sums(files) {
		b.WriteString(sum + "  " + files[i].Name + "\n")
	}
	return []byte(b.String())
}

// sums returns the SHA-256 of each file in hexadecimal, computed on all cores.
func sums(files []File) []string {
	out := make([]string, len(files))
	parallel.Do(len(files), func(i int) { out[i] = Sum(files[i].Bytes) })
	return out
}

// Sum returns the SHA-256 of bytes in hexadecimal.
func Sum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Find returns the file of a name.
func Find(files []File, name string) (File, bool) {
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 {
		return File{}, false
	}
	return files[i], true
}

// Name makes a relative path out of any text that is safe on every system and stays below the pack: each part loses the
// characters that some system forbids, and its leading and final points and blanks. Two texts may get one name; Names
// tells them apart.
func Name(text string) string {
	parts := strings.Split(text, "/")
	kept := parts[:0]
	for _, part := range parts {
		if part = safePart(part); part != "" {
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 {
		return "_"
	}
	return strings.Join(kept, "/")
}

// longest is how long a part of a name may be in bytes: systems allow 255, and people unpack below long paths.
const longest = 120

func safePart(part string) string {
	part = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == '\uFFFD' || strings.ContainsRune(`\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(part, "_"))
	part = strings.Trim(part, ". ")
	if len(part) > longest {
		ext := path.Ext(part)
		if len(ext) > 10 {
			ext = ""
		}
		part = strings.Trim(strings.ToValidUTF8(part[:longest-len(ext)], "")+ext, ". ")
	}
	if portable.Device(part) {
		part = "_" + part
	}
	return part
}

// Names gives texts names that are safe and not yet taken on any system.
type Names struct{ taken map[string]bool }

// Take returns the name for a text: the second one of a kind gets ~2 before its extension.
func (n *Names) Take(text string) string {
	if n.taken == nil {
		n.taken = map[string]bool{}
	}
	name := Name(text)
	ext := path.Ext(name)
	folder, stem := path.Split(strings.TrimSuffix(name, ext))
	for i := 2; n.taken[strings.ToLower(name)]; i++ {
		end := fmt.Sprintf("~%d%s", i, ext)
		name = folder + strings.ToValidUTF8(stem[:min(len(stem), longest-len(end))], "") + end
	}
	n.taken[strings.ToLower(name)] = true
	return name
}

// Check compares files with the manifest among them: every hash, nothing added, nothing missing, nothing twice.
func Check(files []File) []Problem {
	list, ok := Find(files, Manifest)
	if !ok {
		return []Problem{{Manifest, "the manifest is missing, so nothing says what the pack was"}}
	}
	wanted, problems := readManifest(list.Bytes)
	got := make(map[string]bool, len(files))
	hashes := sums(files)
	for i, f := range files {
		if got[f.Name] {
			problems = append(problems, Problem{f.Name, "it is in the pack twice"})
			continue
		}
		got[f.Name] = true
		if f.Name == Manifest {
			continue
		}
		switch sum, listed := wanted[f.Name]; {
		case !listed:
			problems = append(problems, Problem{f.Name, "it was added: the manifest does not list it"})
		case sum != hashes[i]:
			problems = append(problems, Problem{f.Name, "it was changed: its SHA-256 is not the one of the manifest"})
		}
	}
	for name := range wanted {
		if !got[name] {
			problems = append(problems, Problem{name, "it is missing: the manifest lists it"})
		}
	}
	return Sorted(problems)
}

// readManifest returns the hashes by name.
func readManifest(b []byte) (map[string]string, []Problem) {
	wanted := map[string]string{}
	var problems []Problem
	before := ""
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		switch _, err := hex.DecodeString(sum); {
		case !ok || err != nil || len(sum) != 2*sha256.Size || !strings.HasSuffix(line, "\n"):
			problems = append(problems, Problem{Manifest, fmt.Sprintf("line %d is no hash and name", n)})
			continue
		case !filepath.IsLocal(name):
			problems = append(problems, Problem{Manifest, fmt.Sprintf("line %d names %q, which lies outside of the pack", n, name)})
			continue
		case name <= before:
			problems = append(problems, Problem{Manifest, fmt.Sprintf("line %d, %s, is not in order, or stands there twice", n, name)})
		}
		before = max(before, name)
		wanted[name] = sum
	}
	return wanted, problems
}

// Sorted puts problems in the order of the files.
func Sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return strings.Compare(a.File+"\x00"+a.Message, b.File+"\x00"+b.Message)
	})
	return slices.Compact(problems)
}
