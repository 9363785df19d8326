package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/field"
)

// choices is a flag whose values are words of a closed list: several joined by commas, or the flag
// again. A word that is none is refused with the list.
type choices struct {
	list []string
	many bool
	into *[]string
}

// String returns the words as they are typed.
func (c choices) String() string {
	if c.into == nil {
		return ""
	}
	return strings.Join(*c.into, ",")
}

// Type returns what help calls a value.
func (c choices) Type() string {
	if c.many {
		return "words"
	}
	return "word"
}

// Set adds the words of one use of the flag.
func (c choices) Set(value string) error {
	words := []string{value}
	if c.many {
		words = strings.Split(value, ",")
	} else {
		*c.into = nil
	}
	for _, w := range words {
		i := slices.IndexFunc(c.list, func(known string) bool { return field.Fold(known) == field.Fold(w) })
		if i < 0 {
			return fmt.Errorf("there is no %q; %s", w, didYouMean(w, c.list, "use "+strings.Join(c.list, ", ")))
		}
		*c.into = append(*c.into, c.list[i])
	}
	return nil
}

// addChoices adds a flag that takes words of a list, any number of them.
func addChoices(cmd *cobra.Command, into *[]string, name, usage string, list []string) {
	cmd.Flags().Var(choices{list: list, many: true, into: into}, name, usage+": "+strings.Join(list, ", "))
	complete(cmd, name, list)
}

// addChoice adds a flag that takes one word of a list; without the flag into stays empty.
func addChoice(cmd *cobra.Command, into *[]string, name, usage string, list []string) {
	cmd.Flags().Var(choices{list: list, into: into}, name, usage+": "+strings.Join(list, ", "))
	complete(cmd, name, list)
}

// texts is a flag that takes free words: several joined by commas, or the flag again. An empty word is
// refused, because it mostly is a shell variable that is not set, and would select everything or nothing.
type texts struct {
	kind string
	into *[]string
}

// String returns the words as they are typed.
func (t texts) String() string {
	if t.into == nil {
		return ""
	}
	return strings.Join(*t.into, ",")
}

// Type returns what help calls a value.
func (t texts) Type() string { return t.kind }

// Set adds the words of one use of the flag.
func (t texts) Set(value string) error {
	for w := range strings.SplitSeq(value, ",") {
		w = strings.TrimSpace(w)
		if w == "" {
			return errors.New("a word is empty")
		}
		*t.into = append(*t.into, w)
	}
	return nil
}

// addTexts adds a flag that takes any number of words; kind is what help calls one.
func addTexts(cmd *cobra.Command, into *[]string, name, kind, usage string) {
	cmd.Flags().Var(texts{kind, into}, name, usage)
}

// first returns the word of an addChoice flag, or "".
func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// completeFrom offers words that are known only once the repository is open. Without it nothing is offered.
func completeFrom(cmd *cobra.Command, flag string, words func(cmd *cobra.Command) []string) {
	// The only error is a flag that does not exist, which the first run of the command would show.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return words(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}
