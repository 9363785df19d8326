package render

import (
	"io"

	"github.com/pir-cli/pir/internal/schema"
)

// Schema is the format of `pir schema`: JSON Schema itself, without the envelope of other JSON.
func Schema() Format[*schema.Schema] {
	return Format[*schema.Schema]{Name: "json", Doc: "JSON Schema, for editors", Write: func(w io.Writer, s *schema.Schema, _ Style) error {
		return writeJSON(w, s)
	}}
}
