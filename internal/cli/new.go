package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
)

// newOptions are the flags of `pir new`.
type newOptions struct {
	severity              string
	kind, services, teams []string
	date                  time.Time
	detected              string
	incident, owner, dir  string
	edit, print           bool
}

func newNew(a *app) *cobra.Command {
	var opts newOptions
	cmd := &cobra.Command{
		Use:   "new [TITLE]",
		Short: "Start a report from the template for its severity",
		Long: `Start a report: a file with the fields and sections that its severity needs, and hints in
comments. Its id is the date of the incident and the title, and never that of a file that
exists, here or on another local branch. On a terminal a missing title or severity is asked for.

The path of the new file is the only thing on standard output. A template of your own in the
templates folder comes before the built-in one: SEVERITY.md, KIND.md, report.md.

` + exitHelp,
		Example: `  pir new "Checkout down after a certificate expired" --severity sev2
  pir new "Restore drill" --kind exercise --severity sev3 --date 2026-05-12
  pir new "Token in a log" -s sev1 --detected 2026-03-03T06:02:00Z --services billing-api --edit`,
		Args: cobra.MaximumNArgs(1),
		RunE: body(func(cmd *cobra.Command, args []string) error {
			title := ""
			if len(args) == 1 {
				title = args[0]
			}
			return a.runNew(cmd.Context(), title, &opts)
		}),
	}
	flags := cmd.Flags()
	flags.StringVarP(&opts.severity, "severity", "s", "", "severity, an entry of the policy")
	addChoice(cmd, &opts.kind, "kind", "what it is (default incident)", report.Kinds.List)
	addDay(cmd, &opts.date, "date", "day of the incident, YYYY-MM-DD (default that of --detected, else today, in UTC)")
	flags.StringVar(&opts.detected, "detected", "", "`time` of detection, such as 2026-03-03T06:02:00Z, or unknown")
	addTexts(cmd, &opts.services, "services", "services", "services that were hit, separated by commas")
	addTexts(cmd, &opts.teams, "teams", "teams", "teams that were involved, separated by commas")
	flags.StringVar(&opts.incident, "incident", "", "`key` in the incident register")
	flags.StringVar(&opts.owner, "owner", "", "`handle` of who leads the review, such as @security-lead")
	completeFrom(cmd, "owner", a.handles)
	flags.StringVar(&opts.dir, "dir", "", "`folder` to write to (default the first reports folder of the policy)")
	flags.BoolVar(&opts.edit, "edit", false, "open the file in $VISUAL or $EDITOR")
	flags.BoolVar(&opts.print, "print", false, "write the report to standard output and no file")
	cmd.MarkFlagsMutuallyExclusive("edit", "print")
	completeFrom(cmd, "severity", a.policyWords(severityIDs))
	completeFrom(cmd, "services", a.policyWords(func(p *policy.Policy) []string { return p.Vocabulary.Services }))
	completeFrom(cmd, "teams", a.policyWords(func(p *policy.Policy) []string { return p.Vocabulary.Teams }))
	return cmd
}

// policyWords offers words of the repository's policy to the shell.
func (a *app) policyWords(words func(*policy.Policy) []string) func(*cobra.Command) []string {
	return func(cmd *cobra.Command) []string {
		r, err := a.open(cmd.Context())
		if err != nil {
			return nil
		}
		return words(r.policy)
	}
}

func (a *app) runNew(ctx context.Context, title string, opts *newOptions) error {
	editor, err := a.editor(opts.edit)
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	folder, err := r.newFolder(opts.dir)
	if err != nil {
		return err
	}
	req, err := a.request(r, title, opts)
	if err != nil {
		return err
	}
	taken, err := a.taken(ctx, r, folder)
	if err != nil {
		return err
	}
	if opts.print {
		id, err := taken.ID(req)
		if err != nil {
			return fmt.Errorf("find an id: %w", err)
		}
		b, err := scaffold.Draft(r.root, req, r.policy, id)
		if err != nil {
			return templateFault(err)
		}
		if _, err := a.env.Stdout.Write(b); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		return nil
	}
	name, err := scaffold.New(r.root, folder, req, r.policy, taken)
	if err != nil {
		return templateFault(err)
	}
	return a.announce(ctx, filepath.Join(r.root, filepath.FromSlash(name)), editor)
}

// templateFault makes a fault in the repository's own template one of configuration.
func templateFault(err error) error {
	if faulty, ok := errors.AsType[*scaffold.TemplateError](err); ok {
		return usagef("%w", faulty)
	}
	return err
}

// announce prints where the new file is, says what comes next, and opens the editor.
func (a *app) announce(ctx context.Context, file string, editor []string) error {
	shown := file
	if rel, err := filepath.Rel(a.env.Dir, file); err == nil && filepath.IsLocal(rel) {
		shown = rel
	}
	if a.env.Terminal {
		shown = render.Visible(shown)
	}
	if _, err := fmt.Fprintln(a.env.Stdout, shown); err != nil {
		return fmt.Errorf("write path: %w", err)
	}
	a.hint("next: fill in what you know, then run `pir lint %s`; a draft may be unfinished, and unknown is a value", shown)
	if len(editor) == 0 {
		return nil
	}
	cmd := exec.CommandContext(ctx, editor[0], append(slices.Clone(editor[1:]), file)...) //nolint:gosec // the user's own editor
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.env.Stdin, a.env.Stdout, a.env.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the report is written, but the editor %s failed: %w", editor[0], err)
	}
	return nil
}

// editor returns the words of the editor's command line, or nil when nobody asked for one.
func (a *app) editor(wanted bool) ([]string, error) {
	if !wanted {
		return nil, nil
	}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(a.env.Getenv(name)); len(words) > 0 {
			return words, nil
		}
	}
	return nil, usagef("--edit: no editor is set; set VISUAL or EDITOR, such as EDITOR=nano, or leave --edit out")
}

// request checks what the person typed against the policy, and asks for what is missing where somebody can answer.
func (a *app) request(r *repo, title string, opts *newOptions) (scaffold.Request, error) {
	req := scaffold.Request{Incident: scaffold.Clean(opts.incident), Services: opts.services, Teams: opts.teams}
	if opts.owner != "" {
		req.Owner = "@" + strings.TrimPrefix(scaffold.Clean(opts.owner), "@")
	}
	if req.Kind = first(opts.kind); req.Kind == "" {
		req.Kind = report.Kinds.List[0]
	}
	var err error
	if req.Date, req.Detected, err = a.when(opts); err != nil {
		return req, err
	}
	if err := known("--services", opts.services, r.policy.Vocabulary.Services); err != nil {
		return req, err
	}
	if err := known("--teams", opts.teams, r.policy.Vocabulary.Teams); err != nil {
		return req, err
	}
	if opts.severity != "" {
		s, ok := r.policy.Severity(opts.severity)
		if !ok {
			return req, usagef("--severity %s: use %s", opts.severity, strings.Join(severityIDs(r.policy), ", "))
		}
		req.Severity = s.ID
	}
	req.Title = scaffold.Clean(title)
	if err := a.ask(r.policy, &req); err != nil {
		return req, err
	}
	return req, nil
}

// ask completes the request, or says which arguments are missing.
func (a *app) ask(pol *policy.Policy, req *scaffold.Request) error {
	var missing []string
	if req.Title == "" {
		missing = append(missing, "a title")
	}
	if req.Severity == "" {
		missing = append(missing, "--severity ("+strings.Join(severityIDs(pol), ", ")+")")
	}
	if len(missing) == 0 {
		return nil
	}
	if !a.env.Interactive {
		return usagef("missing: %s; such as `pir new \"Checkout down after a certificate expired\" --severity %s`",
			strings.Join(missing, " and "), pol.Severities[len(pol.Severities)-1].ID)
	}
	p := newPrompter(a.env)
	for req.Title == "" {
		answer, err := p.line("Title, what happened in one line")
		if err != nil {
			return err
		}
		req.Title = scaffold.Clean(answer)
	}
	if req.Severity == "" {
		choices := make([]choice, 0, len(pol.Severities))
		for _, s := range pol.Severities {
			choices = append(choices, choice{s.ID, s.Name})
		}
		var err error
		if req.Severity, err = p.choose("Severity", choices); err != nil {
			return err
		}
	}
	return nil
}

// known refuses words that a vocabulary of the policy does not have. An empty vocabulary allows any.
func known(flag string, words, vocabulary []string) error {
	for _, w := range words {
		if len(vocabulary) == 0 || slices.Contains(vocabulary, w) {
			continue
		}
		return usagef("%s %s: %s has no such word; %s", flag, w, policy.FileName, didYouMean(w, vocabulary, "use "+strings.Join(vocabulary, ", ")))
	}
	return nil
}

// timeForms are the ways to write the time of detection; an offset is part of each.
var timeForms = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00"}

// when returns the day of the incident and the time of detection as it will stand in the file.
func (a *app) when(opts *newOptions) (date time.Time, detected string, err error) {
	date = a.env.Now().UTC()
	switch {
	case opts.detected == field.Unknown:
		detected = opts.detected
	case opts.detected != "":
		t, ok := parseAny(timeForms, opts.detected)
		if !ok {
			return date, "", usagef("--detected %s: write a time with its offset, such as 2026-03-03T06:02:00Z or 2026-03-03T07:02+01:00, or unknown", opts.detected)
		}
		date, detected = t.UTC(), t.Format(time.RFC3339)
	}
	if !opts.date.IsZero() {
		date = opts.date
	}
	return date, detected, nil
}

func parseAny(forms []string, s string) (time.Time, bool) {
	for _, form := range forms {
		if t, err := time.Parse(form, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// newFolder returns the folder of new reports, relative to the root.
func (r *repo) newFolder(dir string) (string, error) {
	if dir == "" {
		return filepath.ToSlash(filepath.Clean(r.policy.Reports[0])), nil
	}
	rel, err := filepath.Rel(r.root, r.absolute(dir))
	if err != nil || !filepath.IsLocal(rel) {
		return "", usagef("--dir %s: the folder is outside of the repository %s", dir, r.root)
	}
	return filepath.ToSlash(rel), nil
}

// taken returns the ids that the repository has, in the work tree and on other local branches.
func (a *app) taken(ctx context.Context, r *repo, folder string) (scaffold.Taken, error) {
	taken := scaffold.Taken{}
	for _, f := range append(slices.Clone(r.policy.Reports), folder) {
		paths, err := r.finder.Folders([]string{f})
		if err != nil && !errors.Is(err, corpus.ErrNoFolder) {
			return nil, fmt.Errorf("look for reports: %w", err)
		}
		for _, p := range paths {
			taken.Add(p.Name)
		}
		files, err := git.Repo{Dir: r.root}.BranchFiles(ctx, f)
		if err != nil && !errors.Is(err, git.ErrNone) {
			a.hint("ids on other branches are not known: %v", err) // no reason not to write down an incident
		}
		for _, name := range files {
			taken.Add(name)
		}
	}
	return taken, nil
}
