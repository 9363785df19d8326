package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/schema"
)

func newSchema(a *app) *cobra.Command {
	var file string
	kinds := []string{"report", "policy"}
	cmd := &cobra.Command{
		Use:   "schema [report|policy]",
		Short: "Print the JSON Schema of the front matter or of pir.yaml, for editors",
		Long: `Print the JSON Schema (2020-12) of the front matter of a report, or of pir.yaml, so that an editor
completes keys and words and marks mistakes while they are typed. The words are those of the
policy of this repository: write the schema again when the policy changes.

` + exitHelp,
		Example: `  pir schema -o report.schema.json
  pir schema policy -o policy.schema.json`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: kinds,
		RunE: body(func(cmd *cobra.Command, args []string) error {
			if file == "" {
				return usagef("--output %q: the name of the file is missing", file)
			}
			out := []sink[*schema.Schema]{{render.Schema(), file}}
			switch kind := append(args, kinds[0])[0]; kind {
			case "policy": // of a repository whose policy is broken too
				return write(a, out, schema.Policy(ruleWords()))
			case "report":
				r, err := a.open(cmd.Context())
				if err != nil {
					return err
				}
				return write(a, out, schema.Report(r.policy, ruleWords()))
			default:
				return usagef("there is no schema %q; %s", kind, didYouMean(kind, kinds, "use "+strings.Join(kinds, ", ")))
			}
		}),
	}
	cmd.Flags().StringVarP(&file, "output", "o", standard, "write to this `file` instead of standard output")
	cmd.Flags().Lookup("output").DefValue = "" // help says it in words
	return cmd
}

// ruleWords returns the rules with what they look for.
func ruleWords() []schema.Word {
	all := rules.All()
	words := make([]schema.Word, 0, len(all))
	for _, r := range all {
		words = append(words, schema.Word{Value: r.Name, Doc: r.Title()})
	}
	return words
}
