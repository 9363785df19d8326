package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/site"
)

// siteOptions are the flags of `pir site`.
type siteOptions struct {
	folder string
	asOf   time.Time
	tlpMax []string
	redact bool
	url    string
	title  string
}

func newSite(a *app) *cobra.Command {
	var opts siteOptions
	cmd := &cobra.Command{
		Use:   "site",
		Short: "Write a static web site: what is late, what came back, what was learnt, and every report",
		Long: `Write a web site into a folder: an overview, the register, every report, the actions, trends with
charts, what was learnt by control, cause and service, all lessons, and a feed of them.

The pages work from a file, under any address and without JavaScript, and ask nothing of
another host. A page that is the same is not written again, and pages that are no more are
removed; a folder with files of others is refused.

With --tlp-max only reports are shown whose label is that or a lower one: nothing of the others
is in any figure, list or search. A report without a label counts as red. The register has no
labels and is left out with them.

With --redact people are taken out of the reports before anything is made of them: they are
named by their roles, and restricted sections and pictures are left out.

` + exitHelp,
		Example: `  pir site -o site
  pir site -o public --url https://reviews.example/ --tlp-max green --redact
  pir site -o site --as-of 2026-09-30 --rev v2026.9`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.site(cmd.Context(), &opts) }),
	}
	flags := cmd.Flags()
	flags.StringVarP(&opts.folder, "output", "o", "", "write the site into this `folder`")
	_ = cmd.MarkFlagDirname("output") // the only error is a flag that does not exist
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addTLPMax(cmd, &opts.tlpMax)
	flags.BoolVar(&opts.redact, "redact", false, "name people by their roles, and leave out restricted sections and pictures")
	flags.StringVar(&opts.url, "url", "", "absolute `address` under which the site will be, for the feed")
	flags.StringVar(&opts.title, "title", "", "`name` of the site (default by organisation of pir.yaml)")
	return cmd
}

func (a *app) site(ctx context.Context, opts *siteOptions) error {
	if opts.folder == "" {
		return usagef("say where to write the site, such as `pir site -o site`")
	}
	base, err := address(opts.url)
	if err != nil {
		return err
	}
	folder, err := a.absolute(opts.folder)
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	in, err := a.siteInputs(ctx, r, opts)
	if err != nil {
		return err
	}
	paths, err := a.reports(r, nil)
	if err != nil {
		return err
	}
	if old, same := in.unchanged(r, paths, folder); same {
		return a.siteDone(opts.folder, site.Result{Pages: len(old.Files)}, &old.Left)
	}
	const kept = 10 // reports are kept whole until their pages are made, and the pages until they are written
	a.tuneMemory(kept * len(paths))
	facts, err := a.siteFacts(ctx, r, opts, in.watch(paths))
	if err != nil {
		return err
	}
	facts.URL, facts.Title, facts.Version = base, opts.title, version()
	made, err := site.Build(facts)
	if err != nil {
		return fmt.Errorf("make the site: %w", err)
	}
	manifest := site.Manifest{Inputs: in.hash(r, paths, made.Read), Read: made.Read, Left: facts.Left}
	return a.writeSite(opts.folder, folder, made.Pages, manifest)
}

// address checks the address of a site, and ends it with a slash.
func address(url string) (string, error) {
	if url == "" {
		return "", nil
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " \t\"<>?#") {
		return "", usagef("--url %s: write the address of the site's folder, such as https://reviews.example/", url)
	}
	return strings.TrimSuffix(url, "/") + "/", nil
}

// writeSite brings the pages into the folder. named is the folder as the user typed it.
func (a *app) writeSite(named, folder string, pages []site.Page, m site.Manifest) error {
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // pages for others to read
		return fmt.Errorf("write %s: %w", named, pathError(err))
	}
	unlock, err := edit.Lock(a.locks(), filepath.Join(folder, site.ManifestName))
	if err != nil {
		return fmt.Errorf("write %s: %w", named, err)
	}
	defer unlock()
	done, err := site.Write(folder, pages, m)
	switch {
	case errors.Is(err, site.ErrForeign):
		return usagef("%s: %w", named, err)
	case err != nil:
		return fmt.Errorf("write %s: %w", named, err)
	}
	return a.siteDone(named, done, &m.Left)
}

// siteDone says what was done, and what the site does not show.
func (a *app) siteDone(named string, done site.Result, left *site.Left) error {
	for _, name := range done.Kept {
		a.hint("%s is no page any more and was changed since it was made, so it stays; remove it", filepath.Join(named, name))
	}
	if left.TLP > 0 {
		a.hint("reports left out by --tlp-max: %d, of which %d without a label", left.TLP, left.Unlabelled)
	}
	_, err := fmt.Fprintf(a.env.Stdout, "%s: %d files, %d written, %d removed\n", render.Visible(named), done.Pages, done.Written, done.Removed)
	return err
}
