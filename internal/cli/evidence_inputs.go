package cli

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/redact"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// readPaths are the files and folders that a pack is read from.
func (r *repo) readPaths() []string {
	p := r.policy
	list := slices.Concat([]string{policy.FileName, p.People, p.Register.File, p.Trends.Folder, p.Management.Folder}, p.Reports)
	for i := range list {
		list[i] = path.Clean(filepath.ToSlash(list[i]))
	}
	return list
}

// evidenceInputs reads everything that a pack is made from, each file once.
func (a *app) evidenceInputs(ctx context.Context, r *repo, req evidence.Request) (*evidence.Inputs, error) {
	in := &evidence.Inputs{Request: req, Tree: evidenceTree{r}}
	paths, missing, err := r.foldersThere(r.policy.Reports)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 { // where nothing ever happened git has no folder
		a.hint("git has no file in %s, so no report of it is in the pack; if there are some elsewhere, mend `reports` in %s", strings.Join(missing, ", "), policy.FileName)
	}
	const kept = 10 // texts of each report, mostly: the pack is in memory
	a.tuneMemory(kept * len(paths))
	for _, p := range paths {
		src, err := r.source(evidence.RoleReport, p.Name, report.MaxFile)
		if err != nil {
			return nil, err
		}
		in.Sources = append(in.Sources, *src)
	}
	for _, side := range []struct {
		role evidence.Role
		name string
	}{
		{evidence.RolePolicy, policy.FileName}, {evidence.RolePeople, r.policy.People}, {evidence.RoleRegister, r.policy.Register.File},
	} {
		src, err := r.source(side.role, side.name, maxSide)
		switch {
		case err != nil:
			return nil, err
		case src != nil:
			in.Sources = append(in.Sources, *src)
		}
	}
	if err := r.keptSources(in); err != nil {
		return nil, err
	}
	evidence.SortSources(in.Sources)
	if in.Git, err = a.evidenceGit(ctx, r, &req, paths); err != nil {
		return nil, err
	}
	return in, r.narrow(in)
}

// narrow leaves out what the request says may not be shown.
func (r *repo) narrow(in *evidence.Inputs) error {
	if limit := in.Request.TLPMax; limit != "" {
		if err := evidence.Limit(in, limit, r.policy); err != nil {
			return fmt.Errorf("leave out what is above TLP:%s: %w", strings.ToUpper(limit), err)
		}
	}
	if !in.Request.Redact {
		return nil
	}
	list, err := r.people()
	if err != nil {
		return err
	}
	if err := evidence.Redact(in, redact.New(list, r.policy.Vocabulary.Teams), r.policy); err != nil {
		return usagef("%w", err)
	}
	return nil
}

// source reads a file of the repository; nil when there is none.
func (r *repo) source(role evidence.Role, name string, limit int64) (*evidence.Source, error) {
	name = path.Clean(filepath.ToSlash(name))
	file, err := r.files.side(name, limit)
	if err != nil || file == nil {
		return nil, err
	}
	return &evidence.Source{Role: role, Path: name, Blob: r.files.blob(name), Bytes: file.Bytes}, nil
}

// keptSources reads the kept reports about all incidents: on trends those of a period that meets that of the pack, with
// their pictures, and to management those that were given in it or while the report about its end was due.
func (r *repo) keptSources(in *evidence.Inputs) error {
	period := in.Request.Period()
	folder := path.Clean(filepath.ToSlash(r.policy.Trends.Folder))
	names, err := r.files.names(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		stem, md := strings.CutSuffix(name, ".md")
		of, ok := trends.Named(stem)
		if !md || !ok || of.To.Before(period.From) || of.From.After(period.To) {
			continue
		}
		pictures, err := r.files.names(path.Join(folder, stem))
		if err != nil {
			return err
		}
		files := []string{path.Join(folder, name)}
		for _, p := range pictures {
			if path.Ext(p) == ".svg" {
				files = append(files, path.Join(folder, stem, p))
			}
		}
		if err := r.keep(in, evidence.RoleTrends, files); err != nil {
			return err
		}
	}
	folder = path.Clean(filepath.ToSlash(r.policy.Management.Folder))
	if names, err = r.files.names(folder); err != nil {
		return err
	}
	until := period.To.AddDate(0, 0, r.policy.Management.Within)
	for _, name := range names {
		on, ok := report.IDDate(name)
		if of, named := trends.Named(strings.TrimSuffix(name, path.Ext(name))); named && !ok {
			on, ok = of.To, true
		}
		if ok && !on.Before(period.From) && !on.After(until) {
			if err := r.keep(in, evidence.RoleManagement, []string{path.Join(folder, name)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep reads files that are kept as records.
func (r *repo) keep(in *evidence.Inputs, role evidence.Role, names []string) error {
	for _, name := range names {
		src, err := r.source(role, name, maxProof)
		if err != nil {
			return err
		}
		if src != nil {
			in.Sources = append(in.Sources, *src)
		}
	}
	return nil
}

// evidenceGit reads what git has recorded of the reports: one pass of git log, which history and the list of commits
// share.
func (a *app) evidenceGit(ctx context.Context, r *repo, req *evidence.Request, paths []corpus.Path) (evidence.Git, error) {
	in := git.Repo{Dir: r.root}
	var commits []evidence.Commit
	every := map[string]evidence.Commit{}
	folders := slices.Concat(r.policy.Reports, []string{r.policy.Trends.Folder, r.policy.Management.Folder})
	opts := history.Options{Folders: r.policy.Reports, Policy: r.policy, Seen: func(c *git.LogCommit) {
		one := evidence.Commit{ID: c.ID, Author: c.Author, Authored: timeText(c.Authored), Committed: timeText(c.Committed), Files: changedIn(c, folders)}
		if len(one.Files) > 0 {
			commits = append(commits, one)
		}
		one.Files = []evidence.CommitFile{}
		every[one.ID] = one
	}}
	if req.Dirty {
		opts.Files = append([]corpus.Path{}, paths...)
	} else {
		opts.Rev = req.Commit
	}
	h, err := a.pastOf(ctx, in, opts)
	if err != nil {
		return evidence.Git{}, fmt.Errorf("read the history: %w", err)
	}
	policies, err := in.Touching(ctx, req.Commit, policy.FileName)
	if err != nil {
		return evidence.Git{}, err
	}
	head := every[req.Commit]
	ids := append([]string{head.ID}, policies...)
	for _, c := range commits {
		ids = append(ids, c.ID)
	}
	signed, err := in.Signatures(ctx, ids)
	if err != nil {
		return evidence.Git{}, err
	}
	g := evidence.FromHistory(h)
	for i := range commits {
		commits[i].Signed = string(signed[commits[i].ID])
	}
	head.Signed = string(signed[head.ID])
	g.Head, g.Commits, g.Policy = head, commits, []evidence.Commit{}
	for _, id := range policies {
		c := every[id]
		c.Signed = string(signed[id])
		g.Policy = append(g.Policy, c)
	}
	return g, nil
}

// changedIn returns the files in folders that a commit changes.
func changedIn(c *git.LogCommit, folders []string) []evidence.CommitFile {
	var files []evidence.CommitFile
	for _, f := range c.Files {
		in := slices.ContainsFunc(folders, func(folder string) bool {
			folder = path.Clean(strings.ReplaceAll(folder, `\`, "/"))
			return folder == "." && !strings.HasPrefix(f.Path, ":/") || strings.HasPrefix(f.Path, folder+"/")
		})
		if !in {
			continue
		}
		one := evidence.CommitFile{Path: f.Path, Blob: f.Blob}
		if len(f.Before) == 1 && f.Before[0].Path != f.Path {
			one.Before = f.Before[0].Path
		}
		files = append(files, one)
	}
	return files
}

// timeText writes a point in time with its offset, "" for none.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
