// Command gen writes a made-up corpus of reports into a folder, to try pir by hand on many of them.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/pir-cli/pir/internal/bench"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	size := flag.Int("n", 1000, "number of reports")
	dir := flag.String("o", "", "folder to write to; it is made if it is not there")
	seed := flag.Uint64("seed", 1, "another seed gives another corpus")
	flag.Parse()
	if *dir == "" || *size < 1 || flag.NArg() > 0 {
		flag.Usage()
		log.Fatal("give -o DIR and a number of reports of at least 1")
	}
	corpus := bench.Corpus{Seed: *seed, Size: *size}
	if err := corpus.Write(*dir); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(os.Stdout, "wrote %d reports below %s; try `pir lint -C %s`\n", *size, *dir, *dir) //nolint:errcheck // nothing depends on it
}
