package git

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSignature(t *testing.T) {
	for commit, want := range map[string]Signature{
		"tree x\nauthor a\n\nmessage": "",
		"tree x\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nmessage": "pgp",
		"tree x\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n\nmessage":                                  "ssh",
		"tree x\ngpgsig-sha256 -----BEGIN SIGNED MESSAGE-----\n x\n\nmessage":                          "x509",
		"tree x\ngpgsig something\n\nmessage":                                                          "other",
		"tree x\n\ngpgsig -----BEGIN PGP SIGNATURE-----\n":                                             "", // of the message
		"": "",
	} {
		if got := signature([]byte(commit)); got != want {
			t.Errorf("%q: %q, want %q", commit, got, want)
		}
	}
}

// TestSignatures reads commits of a repository, one of them signed, and one that is not there.
func TestSignatures(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	dir, ctx := t.TempDir(), context.Background()
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Import(ctx, dir, strings.NewReader(branched)); err != nil {
		t.Fatal(err)
	}
	repo := Repo{Dir: dir}
	plain, err := repo.Commit(ctx, "main")
	if err != nil {
		t.Fatal(err)
	}
	text, err := repo.run(ctx, "cat-file", "commit", plain)
	if err != nil {
		t.Fatal(err)
	}
	hash := repo.command(ctx, "hash-object", "-w", "-t", "commit", "--stdin")
	hash.Stdin = strings.NewReader(strings.Replace(string(text), "\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----\n\n", 1))
	out, err := hash.Output()
	if err != nil {
		t.Fatal(err)
	}
	signed := strings.TrimSpace(string(out))
	got, err := repo.Signatures(ctx, []string{plain, signed, strings.Repeat("0", len(plain))})
	if err != nil || len(got) != 2 || got[plain] != "" || got[signed] != "ssh" {
		t.Errorf("%v %v", got, err)
	}

	touching, err := repo.Touching(ctx, "main", "team/kept.md")
	first, _ := repo.Commit(ctx, "main~1")
	if want := []string{first, plain}; err != nil || !slices.Equal(touching, want) {
		t.Errorf("%v %v, want %v", touching, err, want)
	}
}
