package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// mostNamed is how many candidates a message lists.
const mostNamed = 8

// reportPath returns the one report that a word names: by its path, its id, or a beginning of the id that no other
// report has.
func (r *repo) reportPath(name string) (corpus.Path, error) {
	if named, ok, err := r.reportFile(name); ok || err != nil {
		return named, err
	}
	paths, err := r.paths(nil)
	if err != nil {
		return corpus.Path{}, err
	}
	var found []corpus.Path
	ids := make([]string, 0, len(paths))
	for _, p := range paths {
		id := report.ID(p.Name)
		ids = append(ids, id)
		if id == name {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		found = slices.DeleteFunc(slices.Clone(paths), func(p corpus.Path) bool { return name == "" || !strings.HasPrefix(report.ID(p.Name), name) })
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		if len(ids) == 0 {
			return corpus.Path{}, usagef("there is no report %s, and none at all yet; `pir new` writes one", name)
		}
		return corpus.Path{}, usagef("there is no report %s; %s", name, didYouMean(name, ids, "an id is a file's name without .md, such as "+ids[len(ids)-1]))
	}
	names := make([]string, 0, len(found))
	for _, p := range found {
		if id := report.ID(p.Name); id != name {
			names = append(names, id)
		} else {
			names = append(names, p.Name) // one id, two files: the path tells them apart
		}
	}
	slices.Sort(names)
	return corpus.Path{}, usagef("%s could be %s; write more of the id, or the path of the file", name, several(names))
}

// several joins the first of many names.
func several(names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		return strings.Join(names[:mostNamed], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// reportFile returns the report at a path, and false when there is no file.
func (r *repo) reportFile(name string) (corpus.Path, bool, error) {
	if r.idsOnly {
		return corpus.Path{}, false, nil
	}
	info, err := os.Stat(r.absolute(name))
	if err != nil || info.IsDir() {
		return corpus.Path{}, false, nil //nolint:nilerr // then it is an id
	}
	paths, err := r.files.named(r.dir, []string{name})
	if err != nil || len(paths) != 1 {
		return corpus.Path{}, false, fmt.Errorf("look for %s: %w", name, errors.Join(err, fs.ErrInvalid))
	}
	return paths[0], true, nil
}

// actionAddress splits REPORT/A1. The report may be a path with slashes of its own.
func actionAddress(word string) (rep, action string) {
	word = strings.TrimSuffix(word, "/")
	i := strings.LastIndexByte(word, '/')
	if i < 0 || strings.HasSuffix(word, ".md") || strings.HasSuffix(word, ".markdown") {
		return word, ""
	}
	return word[:i], word[i+1:]
}

// actionIndex returns the place of an action in a report by its id, whatever the case.
func actionIndex(rep *report.Report, id string) (int, error) {
	i := slices.IndexFunc(rep.Actions, func(a report.Action) bool { return a.ID.Value == id })
	if i < 0 {
		i = slices.IndexFunc(rep.Actions, func(a report.Action) bool { return id != "" && strings.EqualFold(a.ID.Value, id) })
	}
	if i >= 0 {
		return i, nil
	}
	known := make([]string, 0, len(rep.Actions))
	for k := range rep.Actions {
		if a := &rep.Actions[k]; !a.ID.Empty() {
			known = append(known, rep.FullID(a))
		}
	}
	switch {
	case !rep.HasFrontMatter:
		return 0, fmt.Errorf("%s: there is no front matter that can be read; `pir lint` says why", rep.File.Path)
	case len(known) == 0:
		return 0, usagef("%s has no action; `pir add action %s` writes one", rep.ID, rep.ID)
	case id == "":
		return 0, usagef("name the action of the report, such as %s", several(append(known, known[0])[:max(len(known), 2)]))
	}
	return 0, usagef("%s has no action %s; it has %s", rep.ID, id, strings.Join(known, ", "))
}

// completion offers words for the arguments of a command to the shell.
type completion func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective)

// completeActionIDs offers the actions whose status is one of the words.
func (a *app) completeActionIDs(statuses ...string) completion {
	return a.completeFirst(func(r *repo, rep *report.Report) []string {
		words := make([]string, 0, len(rep.Actions))
		for i, action := range actions.Of(rep, r.policy) {
			if slices.Contains(statuses, action.Written) && !rep.Actions[i].ID.Empty() {
				words = append(words, cobra.CompletionWithDesc(action.ID, action.Title))
			}
		}
		return words
	})
}

// completeReportIDs offers all reports.
func (a *app) completeReportIDs() completion {
	return a.completeFirst(func(_ *repo, rep *report.Report) []string {
		return []string{cobra.CompletionWithDesc(rep.ID, rep.Title.Value)}
	})
}

// completeFirst offers words of all reports for the first argument.
func (a *app) completeFirst(words func(*repo, *report.Report) []string) completion {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.fromReports(cmd, words), cobra.ShellCompDirectiveNoFileComp
	}
}

// fromReports returns words of all reports. A shell has no place for errors: what cannot be read offers nothing.
func (a *app) fromReports(cmd *cobra.Command, words func(*repo, *report.Report) []string) []string {
	r, err := a.open(cmd.Context())
	if err != nil {
		return nil
	}
	paths, err := r.paths(nil)
	if err != nil {
		return nil
	}
	lists, _ := corpus.Map(paths, func(rep *report.Report) []string { return words(r, rep) })
	all := slices.Concat(lists...)
	for i, word := range all {
		id, title, described := strings.Cut(word, "\t")
		if all[i] = render.Visible(id); described {
			all[i] += "\t" + render.Visible(title)
		}
	}
	return all
}
