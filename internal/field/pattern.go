package field

import "regexp"

// The patterns say for a schema, in one regular expression of the kind that all engines share (ECMA-262), what
// the readers accept. `\s` stands for every white space of Unicode, as in ECMA-262.
const (
	// figures is a number written as text: at most 18 digits, so that it stays below MaxNumber.
	figures = `\+?(?:[0-9](?:_?[0-9]){0,17}(?:\.[0-9]*)?|\.[0-9]+)`

	// calendarDay has the length of each month and the leap years of the Gregorian calendar.
	calendarDay = `(?:[0-9]{4,6}-(?:(?:0?[13578]|1[02])-(?:0?[1-9]|[12][0-9]|3[01])|(?:0?[469]|11)-(?:0?[1-9]|[12][0-9]|30)|0?2-(?:0?[1-9]|1[0-9]|2[0-8]))` +
		`|(?:[0-9]{2,4}(?:0[48]|[2468][048]|[13579][26])|[0-9]{0,2}(?:[02468][048]|[13579][26])00)-0?2-29)`

	clock = `(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]{1,9})?)?`
	zone  = `(?:[Zz]|UTC|utc|[+-](?:0?[0-9]|1[0-4])(?::?[0-5][0-9])?)`

	moment = `\s*` + calendarDay + `(?:(?:[Tt]|[ \t]+)` + clock + `(?:[ \t]*` + zone + `)?)?\s*`

	numberPattern = Unknown + `|` + figures
	datePattern   = Unknown + `|` + moment
	timePattern   = `\s*[uU][nN][kKK][nN][oO][wW][nN]\s*|` + moment
)

// What to write in place of a text that does not match.
const (
	numberHint = "write a number of at least 0 in digits only, or unknown"
	dateHint   = "write a date as 2026-03-31, or unknown"
	timeHint   = "write 2026-03-02T21:14:00Z, with an offset such as +01:00, or unknown"
)

// MaxNumber is the greatest number that a NumberField reads.
const MaxNumber = 1e18

var figuresForm = regexp.MustCompile(`^(?:` + figures + `)$`)
