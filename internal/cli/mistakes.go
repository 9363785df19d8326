package cli

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
)

// meant are words that people try for a command, by the command.
func meant() map[string][]string {
	return map[string][]string{
		"lint": {"check", "validate", "verify"}, "actions": {"list", "ls", "tasks"}, "status": {"todo", "due", "overdue"},
		"new": {"create", "report", "start"}, "history": {"log", "blame"}, "diff": {"compare"}, "fmt": {"format"},
		"trends": {"stats", "report-trends"}, "import": {"adopt", "migrate"}, "rules": {"explain", "rule"},
		"show": {"view", "cat", "read"}, "site": {"website", "web", "html", "publish"}, "evidence": {"audit", "pack"}, "export": {"dump", "csv"},
	}
}

// mendMistakes has every command below root, and root itself, answer a mistake in its arguments with what to type.
func (a *app) mendMistakes(root *cobra.Command) {
	root.SetFlagErrorFunc(flagMistake)
	root.Args = a.unknownCommand
	for _, cmd := range descendants(root) {
		if cmd.HasSubCommands() && !cmd.Runnable() {
			cmd.Args = a.unknownCommand
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			continue
		}
		if check := cmd.Args; check != nil {
			cmd.Args = func(cmd *cobra.Command, args []string) error { return argsMistake(cmd, args, check(cmd, args)) }
		}
	}
}

// descendants returns the commands below a command, at any depth.
func descendants(cmd *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, child := range cmd.Commands() {
		all = append(append(all, child), descendants(child)...)
	}
	return all
}

// unknownCommand refuses a word that is no command, and names the one that may be meant.
func (a *app) unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	word, path := args[0], cmd.CommandPath()
	names, mistake := nearCommand(cmd, word)
	if mistake != nil {
		return mistake
	}
	for _, name := range names {
		if !cmd.HasParent() && slices.Contains(meant()[name], strings.ToLower(word)) {
			return usagef("there is no command %q; did you mean `%s %s`?", word, path, name)
		}
	}
	if dir, err := a.dir(); err == nil && !cmd.HasParent() && lstat(dir, word) == nil {
		return usagef("there is no command %q; `pir lint %s` checks what is there", word, word)
	}
	return usagef("there is no command %q; `%s --help` lists them", word, path)
}

// nearCommand returns the commands below a command, and what to answer to a word that is nearly one of them; nil when it
// is near to none.
func nearCommand(cmd *cobra.Command, word string) (names []string, mistake error) {
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	near := closest(word, names)
	if len(near) == 0 {
		return names, nil
	}
	for i, name := range near {
		near[i] = "`" + cmd.CommandPath() + " " + name + "`"
	}
	return names, usagef("there is no command %q; did you mean %s?", word, strings.Join(near, " or "))
}

// closest returns the words that are one letter away, else the closest of all.
func closest(word string, words []string) []string {
	if slips := nearest.Slips(word, words); len(slips) > 0 {
		return slips
	}
	if near, ok := nearest.Nearest(word, words); ok {
		return []string{near}
	}
	return nil
}

// argsMistake says what a command takes, where it was given something else.
func argsMistake(cmd *cobra.Command, args []string, err error) error {
	if s := (*statusError)(nil); err == nil || errors.As(err, &s) {
		return err
	}
	path := cmd.CommandPath()
	_, takes, _ := strings.Cut(cmd.Use, " ")
	if len(args) > 0 && cmd.HasSubCommands() {
		if _, mistake := nearCommand(cmd, args[0]); mistake != nil {
			return mistake
		}
	}
	switch {
	case takes == "":
		return usagef("%s takes flags alone; leave out %s", path, args[0])
	case len(args) == 0:
		return usagef("%s needs %s behind it, such as `%s`", path, takes, firstExample(cmd))
	default:
		return usagef("%s takes %s and no more; leave out %s, or put quotes around words that belong together", path, takes, args[len(args)-1])
	}
}

// firstExample returns the first line of a command's examples, without its comment.
func firstExample(cmd *cobra.Command) string {
	return exampleLines(cmd)[0]
}

// exampleLines returns the commands that the help shows. A comment is set off by two blanks.
func exampleLines(cmd *cobra.Command) []string {
	var lines []string
	for line := range strings.Lines(cmd.Example) {
		command, _, _ := strings.Cut(strings.TrimSpace(line), "  ")
		lines = append(lines, command)
	}
	return append(lines, cmd.CommandPath())[:max(1, len(lines))]
}

// flagMistake says what is wrong with a flag and what to type in its place.
func flagMistake(cmd *cobra.Command, err error) error {
	if none, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return unknownFlag(cmd, none)
	}
	if bare, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		kind, usage := pflag.UnquoteUsage(bare.GetFlag())
		return usagef("--%s needs a value behind it, %s: %s", bare.GetFlag().Name, article(kind), usage)
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := bad.GetFlag()
		if flag.Value.Type() == "bool" {
			return usagef("--%s=%s: write --%s, or --%s=false", flag.Name, bad.GetValue(), flag.Name, flag.Name)
		}
		return usagef("--%s %s: %w", flag.Name, bad.GetValue(), bad.Unwrap())
	}
	return usagef("%w; `%s --help` lists the flags", err, cmd.CommandPath())
}

// article puts a or an before the kind of a value.
func article(kind string) string {
	if strings.HasPrefix(kind, "a") || strings.HasPrefix(kind, "e") || strings.HasPrefix(kind, "i") || strings.HasPrefix(kind, "o") {
		return "an " + kind
	}
	return "a " + kind
}

// unknownFlag names the flag that may be meant, else the commands that have one of that name.
func unknownFlag(cmd *cobra.Command, none *pflag.NotExistError) error {
	path := cmd.CommandPath()
	if short := none.GetSpecifiedShortnames(); short != "" {
		return usagef("%s has no flag -%s; `%s --help` lists the flags", path, none.GetSpecifiedName(), path)
	}
	name := none.GetSpecifiedName()
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if near, ok := nearest.Nearest(name, names); ok {
		return usagef("%s has no flag --%s; did you mean --%s?", path, name, near)
	}
	var others []string
	for _, other := range descendants(cmd.Root()) {
		if other.Flags().Lookup(name) != nil && other.IsAvailableCommand() {
			others = append(others, "`"+other.CommandPath()+"`")
		}
	}
	if len(others) > 0 {
		const most = 3
		return usagef("%s has no flag --%s, %s has; `%s --help` lists the flags", path, name, strings.Join(others[:min(most, len(others))], ", "), path)
	}
	return usagef("%s has no flag --%s; `%s --help` lists the flags", path, name, path)
}

// together is how cobra says that flags exclude each other.
var together = regexp.MustCompile(`^if any flags in the group \[.*\] are set none of the others can be; \[(.*)\] were all set$`)

// plainly rewords what cobra says about flags that are used together; other errors stay as they are.
func plainly(err error) error {
	m := together.FindStringSubmatch(err.Error())
	if m == nil {
		return err
	}
	names := strings.Fields(m[1])
	return usagef("--%s do not go together; leave all but one of them out", strings.Join(names, " and --"))
}

// missingFile says what to do about a path at which there is nothing: a report may have been named by its id.
func (r *repo) missingFile(args []string, err error) error {
	all, ferr := r.files.folders(r.policy.Reports)
	if ferr != nil {
		return usagef("%w; name a file or a folder", err)
	}
	words := make([]string, 0, 2*len(all))
	path := map[string]string{}
	for _, p := range all {
		id := report.ID(p.Name)
		shown := r.shown(p.Name)
		path[id], path[shown] = shown, shown
		words = append(words, id, shown)
	}
	for _, arg := range args {
		if lstat(r.dir, arg) == nil {
			continue
		}
		if near, ok := nearest.Nearest(filepath.ToSlash(arg), words); ok {
			return usagef("%w; did you mean %s?", err, path[near])
		}
	}
	return usagef("%w; name a file or a folder, or leave it out for all reports", err)
}

// shown returns how a path below the root is typed where the command was started.
func (r *repo) shown(name string) string {
	rel, err := filepath.Rel(r.dir, filepath.Join(r.root, filepath.FromSlash(name)))
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

// didYouMean returns the closest word as a question, else what stands in for it.
func didYouMean(word string, words []string, otherwise string) string {
	if near, ok := nearest.Nearest(word, words); ok {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// denied is what to do about a file that may not be read or written.
func denied(err error) string {
	if errors.Is(err, os.ErrPermission) {
		return "the user that pir runs as has no right to it; change the rights of the file or folder, or run pir as its owner"
	}
	return ""
}

// hintUnknown tells words of a filter that nothing has, because a list without entries looks like good news.
func (a *app) hintUnknown(flag string, words, known []string, same func(known, word string) bool) {
	for _, w := range words {
		if len(known) == 0 || w == actions.NoOwner || slices.ContainsFunc(known, func(k string) bool { return same(k, w) }) {
			continue
		}
		a.hint("--%s %s: there is none in the reports; %s", flag, w, didYouMean(w, known, "the shell completes those that there are"))
	}
}

// hintFilter tells the owners, services and reports of a filter that no action has.
func (a *app) hintFilter(f *actions.Filter, all []actions.Action, r *repo) {
	owners, reports := make([]string, 0, len(all)), make([]string, 0, len(all))
	var services []string
	for i := range all {
		owners, services, reports = append(owners, all[i].Owner), append(services, all[i].Services...), append(reports, all[i].ID)
	}
	a.hintUnknown("owner", f.Owners, slices.Concat(owners, r.handles()), samePerson)
	a.hintUnknown("service", f.Services, append(services, r.policy.Vocabulary.Services...), strings.EqualFold)
	a.hintUnknown("report", f.Reports, reports, strings.HasPrefix)
}

func samePerson(a, b string) bool { return people.Bare(a) == people.Bare(b) }

// handles are those of the people file. What is wrong with the file, `pir lint` says.
func (r *repo) handles() []string {
	known, err := r.people()
	if err != nil || known == nil {
		return nil
	}
	var words []string
	for i := range known.People {
		words = append(words, known.People[i].Handle.Value)
	}
	return words
}
