package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/render"
)

// addRisk adds --risk to `pir trends`.
func addRisk(cmd *cobra.Command, risk *bool) {
	cmd.Flags().BoolVar(risk, "risk", false, "what the incidents say to the risk assessment; also as xlsx")
}

// risk runs `pir trends --risk`.
func (a *app) risk(cmd *cobra.Command, opts *trendsOptions, args []string) error {
	if used := changed(cmd, "by", "interval", "within"); len(used) > 0 {
		return usagef("--%s does not go with --risk, whose rows are risks, causes, controls and services", used[0])
	}
	sinks, err := pick(opts.out, render.RiskFeed())
	if err != nil {
		return err
	}
	t, missing, err := a.computeTrends(cmd, opts, args)
	if err != nil {
		return err
	}
	feed := t.RiskFeed()
	feed.All = opts.all
	return errors.Join(write(a, sinks, feed), missing)
}
