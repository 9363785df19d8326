// Package cli is the command line: it parses arguments, reads the clock, the environment and the
// terminal, calls the other packages, and turns errors into exit statuses.
package cli

import (
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"
)

// Env is everything a command takes from outside, so that a test can give it.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Dir    string              // working directory
	Now    func() time.Time    // the clock
	Getenv func(string) string // the environment
	// Version is that of pir in what is kept; "" for that of the build.
	Version string
	Cache   string // folder for what may be lost, such as locks; "" for the system's temporary folder

	Terminal    bool // stdout is a terminal
	ErrTerminal bool // stderr is a terminal: a person can see how far it is
	Interactive bool // stdin and stderr are terminals: a person can be asked
	Width       int  // columns of the terminal
}

// System returns the Env of the running process.
func System() Env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "." // the commands then say what they cannot find
	}
	env := Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Now: time.Now, Getenv: os.Getenv,
		Terminal:    term.IsTerminal(int(os.Stdout.Fd())),
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Interactive: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		Width:       80,
	}
	if cache, err := os.UserCacheDir(); err == nil {
		env.Cache = filepath.Join(cache, "pir")
	}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && width > 0 {
		env.Width = width
	}
	return env
}
