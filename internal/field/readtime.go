package field

// ReadTime reads a text that does not stand in YAML, such as a cell of a table, as a point in time in the forms that
// the front matter knows. An empty text gives a Time that is Missing, `unknown` one that is Unclear; a local time
// stays Floating. The error says what is wrong with a text that is none of these.
func ReadTime(t Text) (Time, error) {
	at := Time{Text: t}
	if t.Empty() {
		return at, nil
	}
	err := at.read()
	return at, err
}
