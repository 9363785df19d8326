package git

import (
	"bytes"
	"context"
)

// Signature says how a commit is signed: pgp, ssh, x509, other, or "" for one that is not. It says nothing of whether
// the signature is good, which depends on the keys of the machine.
type Signature string

// Signatures returns how each of the commits is signed, as they stand in the repository. A commit that is not in this
// clone is left out.
func (r Repo) Signatures(ctx context.Context, commits []string) (map[string]Signature, error) {
	ids := make(chan string, len(commits))
	for _, id := range commits {
		ids <- id
	}
	close(ids)
	signed := make(map[string]Signature, len(commits))
	const largest = 1 << 20
	err := r.Contents(ctx, ids, largest, func(c Content) error {
		if !c.Missing {
			signed[c.Blob] = signature(c.Bytes)
		}
		return nil
	})
	return signed, err
}

// signature reads the head of a commit, which ends at the first empty line.
func signature(commit []byte) Signature {
	head, _, _ := bytes.Cut(commit, []byte("\n\n"))
	for _, key := range []string{"\ngpgsig ", "\ngpgsig-sha256 "} {
		_, sig, ok := bytes.Cut(head, []byte(key))
		if !ok {
			continue
		}
		line, _, _ := bytes.Cut(sig, []byte("\n"))
		switch string(bytes.TrimSpace(line)) {
		case "-----BEGIN PGP SIGNATURE-----":
			return "pgp"
		case "-----BEGIN SSH SIGNATURE-----":
			return "ssh"
		case "-----BEGIN SIGNED MESSAGE-----":
			return "x509"
		}
		return "other"
	}
	return ""
}
