// Command pir keeps post-incident reviews as markdown in git.
package main

import (
	"os"

	"github.com/pir-cli/pir/internal/cli"
)

func main() {
	os.Exit(cli.Main(cli.System(), os.Args[1:]))
}
