package cli

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/source"
)

func newInit(a *app) *cobra.Command {
	var adopt bool
	var want tools
	cmd := &cobra.Command{
		Use:   "init [--adopt [FOLDER…]]",
		Short: "Set up a repository: policy, reports folder, templates folder",
		Long: `Set up the current folder for reviews: a pir.yaml with every setting and its default, a folder
for reports, and a folder for templates of your own. What exists is left alone.

With --adopt it is for a repository that has reports already: the folders with markdown that looks
like reports are found, or named as FOLDER, and written into pir.yaml; what is wrong with the files today
is accepted in .pir-baseline.json, so that only new faults count; and a list tells the ten things that
would help most. Run again, it prints the list anew.

With --ci a git host checks the reports of each pull request, says what it changes, and looks
every working day at what is late. With --hook git checks the reports of a commit as they are
staged, in this clone. Both are files that are yours to change; what exists is never overwritten.

` + exitHelp,
		Example: `  pir init
  pir -C ../reviews init
  pir init --adopt
  pir init --adopt docs/postmortems
  pir init --ci github --hook`,
		RunE: body(func(cmd *cobra.Command, args []string) error {
			dir, err := a.dir()
			if err != nil {
				return err
			}
			if len(args) > 0 && !adopt {
				return usagef("init sets up the current folder; leave out %s, or -C %s for another", args[0], args[0])
			}
			addTools, err := a.tools(cmd.Context(), dir, want)
			if err != nil {
				return err
			}
			if adopt {
				return errors.Join(a.adoptReports(cmd.Context(), args), addTools())
			}
			done, err := scaffold.Init(dir, policyIn(dir))
			for _, o := range done {
				if werr := a.told(o.Created, o.Path); werr != nil {
					return werr
				}
			}
			if err = errors.Join(err, addTools()); err != nil {
				return err
			}
			a.hint("next: name your services and teams in %s, commit the files, and start a report with `pir new`", policy.FileName)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&adopt, "adopt", false, "for a repository that has reports already: find them, accept their faults, say what helps most")
	addChoices(cmd, &want.hosts, "ci", "have reports checked by the CI of a git host", []string{scaffold.GitHub, scaffold.GitLab})
	cmd.Flags().BoolVar(&want.hook, "hook", false, "have staged reports checked by git before each commit in this clone")
	return cmd
}

// policyIn returns the policy of a folder, for the names of its folders. A pir.yaml that cannot be read is left
// alone like every file, and lint tells what is wrong with it.
func policyIn(dir string) *policy.Policy {
	b, err := os.ReadFile(filepath.Join(dir, policy.FileName))
	if err != nil {
		return policy.Default()
	}
	pol, _ := policy.Parse(source.New(policy.FileName, b))
	return pol
}
