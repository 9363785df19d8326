package render

import (
	"encoding/xml"
	"fmt"
	"io"
)

// writeXML writes v indented. Text from a report must have gone through Visible: XML 1.0 cannot hold most
// control characters, not even escaped.
func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write xml: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write xml: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write xml: %w", err)
	}
	return nil
}
