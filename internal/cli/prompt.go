package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/render"
)

// prompter asks a person, one line at a time. Lines are plain, so that it works in every terminal.
type prompter struct {
	in  *bufio.Reader
	out io.Writer
}

// newPrompter returns a prompter that writes its questions to standard error, which leaves standard output to the result.
func newPrompter(env Env) *prompter {
	return &prompter{in: bufio.NewReader(env.Stdin), out: env.Stderr}
}

// errCancelled says that the person ended the input instead of answering.
var errCancelled = usagef("cancelled; nothing was written")

// line asks until the answer is not empty.
func (p *prompter) line(question string) (string, error) {
	for {
		if _, err := fmt.Fprintf(p.out, "%s: ", render.Visible(question)); err != nil {
			return "", fmt.Errorf("ask: %w", err)
		}
		answer, err := p.in.ReadString('\n')
		answer = strings.TrimSpace(answer)
		switch {
		case answer != "":
			return answer, nil // also a last line that ends without a line end
		case errors.Is(err, io.EOF):
			fmt.Fprintln(p.out) //nolint:errcheck // the terminal's own line is not finished; nothing depends on it
			return "", errCancelled
		case err != nil:
			return "", fmt.Errorf("read answer: %w", err)
		}
	}
}

// choice is one of the answers to a question.
type choice struct{ word, doc string }

// choose asks for one of the choices, by number or by word, until the answer is one of them.
func (p *prompter) choose(question string, choices []choice) (string, error) {
	for i, c := range choices {
		if _, err := fmt.Fprintf(p.out, "  %d  %s  %s\n", i+1, render.Visible(c.word), render.Visible(c.doc)); err != nil {
			return "", fmt.Errorf("ask: %w", err)
		}
	}
	for {
		answer, err := p.line(fmt.Sprintf("%s (1-%d)", question, len(choices)))
		if err != nil {
			return "", err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(choices) {
			return choices[n-1].word, nil
		}
		for _, c := range choices {
			if strings.EqualFold(c.word, answer) || strings.EqualFold(c.doc, answer) {
				return c.word, nil
			}
		}
		if _, err := fmt.Fprintf(p.out, "there is no %s; type a number from 1 to %d\n", strconv.Quote(answer), len(choices)); err != nil {
			return "", fmt.Errorf("ask: %w", err)
		}
	}
}
