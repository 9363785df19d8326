package render

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/pir-cli/pir/internal/actions"
)

// actionLine is one line of JSON: an action with the day on which its state holds.
type actionLine struct {
	AsOf string `json:"as_of"`
	actionJSON
}

// actionsJSONLines writes one action a line, each once, with the keys that it has in the JSON.
func actionsJSONLines(w io.Writer, l actions.Listing, _ Style) error {
	enc := json.NewEncoder(visible{w})
	enc.SetEscapeHTML(false)
	for i := range l.Records {
		if err := enc.Encode(actionLine{isoDay(l.AsOf), toActionJSON(&l.Records[i])}); err != nil {
			return fmt.Errorf("write json lines: %w", err)
		}
	}
	return nil
}
