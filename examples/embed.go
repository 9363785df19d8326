// Package examples holds the example repository that `pir demo` writes.
package examples

import "embed"

// Files are the files of the example repository, by their paths in it.
//
//go:embed README.md pir.yaml people.yaml incidents.csv reports trend-reports management-reports
var Files embed.FS
