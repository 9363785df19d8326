// Command gen writes what a package installs beside the program and is made from its commands: the pages of the manual
// and the completions of four shells.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/pir-cli/pir/internal/cli"
	"github.com/pir-cli/pir/internal/manual"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	out := flags.String("out", "", "`folder` to write into, as man/man1/NAME.1 and completions/FILE")
	date := flags.String("date", "", "day at the foot of the pages, `YYYY-MM-DD`")
	version := flags.String("version", "", "`version` at the foot of the pages")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *out == "" || *version == "" || flags.NArg() > 0 {
		return errors.New("use: gen -out FOLDER -date YYYY-MM-DD -version VERSION")
	}
	if _, err := time.Parse(time.DateOnly, *date); err != nil {
		return fmt.Errorf("-date: %w", err)
	}
	files, err := files(*date, *version)
	if err != nil {
		return err
	}
	for name, text := range files {
		full := filepath.Join(*out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
		if err := os.WriteFile(full, text, 0o644); err != nil { //nolint:gosec // for everybody to read
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

// files returns all files by their names.
func files(date, version string) (map[string][]byte, error) {
	root := cli.Root()
	all := map[string][]byte{}
	for _, page := range manual.Pages(root, date, version) {
		all["man/man1/"+page.Name] = page.Text
	}
	var bash, zsh, fish, powershell bytes.Buffer
	err := errors.Join(root.GenBashCompletionV2(&bash, true), root.GenZshCompletion(&zsh), root.GenFishCompletion(&fish, true),
		root.GenPowerShellCompletionWithDesc(&powershell))
	all["completions/pir.bash"], all["completions/_pir"] = bash.Bytes(), zsh.Bytes()
	all["completions/pir.fish"], all["completions/pir.ps1"] = fish.Bytes(), powershell.Bytes()
	return all, err
}
