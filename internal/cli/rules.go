package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/rules"
)

func newRules(a *app) *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "rules [NAME]",
		Short: "List the rules of lint, or explain one",
		Long: `List the rules with their levels and when they apply, or print the page of one: why it is
there, what to do, and a bad and a good example.

What the policy has to ask for is named as in pir.yaml, with the severities for which the
built-in policy asks it.

` + exitHelp,
		Example: `  pir rules
  pir rules timeline-order`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleNames(rules.All()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: body(func(_ *cobra.Command, args []string) error {
			formats := render.Rules()
			if len(args) > 0 {
				formats = render.RulePages()
			}
			sinks, err := pick(out, formats)
			if err != nil {
				return err
			}
			all := rules.All()
			if len(args) == 0 {
				return write(a, sinks, all)
			}
			i := slices.IndexFunc(all, func(r lint.Rule) bool { return r.Name == args[0] })
			if i < 0 {
				return usagef("there is no rule %q; %s", args[0], didYouMean(args[0], ruleNames(all), "`pir rules` lists them"))
			}
			return write(a, sinks, all[i:i+1])
		}),
	}
	addOutput(cmd, &out, render.Rules())
	return cmd
}

func ruleNames(all []lint.Rule) []string {
	names := make([]string, 0, len(all))
	for _, r := range all {
		names = append(names, r.Name)
	}
	return names
}
