package importer

import (
	"github.com/pir-cli/pir/internal/lazy"
)

// The forms of dates and times. The last character of a match may be one that was only looked at.
var (
	formISO      = lazy.Pattern(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	formCJK      = lazy.Pattern(`^(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?`)
	formMonthDay = lazy.Pattern(`^(\p{L}{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:(?:\s*,\s*|\s+)(\d{4}))?(?:[^\d:]|:\D|:$|$)`)
	formDayMonth = lazy.Pattern(`^(\d{1,2})(?:st|nd|rd|th)?[-./\s]\s*(?:of\s+)?(\p{L}{3,10})\.?(?:(?:\s*,\s*|[-./\s])\s*(\d{4})|(?:[-/.]|\s')(\d{2}))?(?:[^\d:]|:\D|:$|$)`)
	formYearText = lazy.Pattern(`^(\d{4})[-\s](\p{L}{3,10})[-\s](\d{1,2})(?:\D|$)`)
	formFigures  = lazy.Pattern(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[^\d:.]|[:.]\D|[:.]$|$)`)
	formShort    = lazy.Pattern(`^(\d{1,2})/(\d{1,2})(?:[^\d/.%]|$)`)
	formBroken   = lazy.Pattern(`^\d{1,2}[/.]\d{1,2}[/.]\d{3}(?:\D|$)`)

	formClock    = lazy.Pattern(`^(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,]\d{1,9})?)?(?:\s*([aApP])\.?[mM]\b\.?)?`)
	formDotted   = lazy.Pattern(`^(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?:\s*([aApP])\.?[mM]\b\.?)?`)
	formTwelve   = lazy.Pattern(`^(\d{1,2})\s*([aApP])\.?[mM]\b\.?`)
	formH        = lazy.Pattern(`^(\d{1,2})\s?[hH](\d{2})?(?:[^\p{L}\d]|$)`)
	formCJKClock = lazy.Pattern(`^(午前|午後|上午|下午|凌晨|晚上|早上|中午)?\s*(\d{1,2})(?:[時时点點](?:\s*(\d{1,2})\s*分?)?|[:：](\d{2}))`)
	formFour     = lazy.Pattern(`^([01]\d|2[0-3])([0-5]\d)(?:\s?(?:h|hrs|hours|hr)\b)?`)
	formNoClock  = lazy.Pattern(`^(?:\?{1,2}|XX|xx|--|__|\d[Xx?]|\d{1,2})[:：.](?:\?{1,2}|XX|xx|--|__)(?:\D|$)`)
	formRelative = lazy.Pattern(`^(?:T\s*[+\-−±]\s*\d+(?:[:.]\d+)*\s*(?:h|m|s|min|mins|minutes|hours|sec|seconds)?|[+]\d+(?:[:.]\d+)?\s*(?:h|m|s|min|mins|minutes|hours|sec|seconds))(?:[^\p{L}\d]|$)`)
	formAbout    = lazy.Pattern(`^(?:~|≈|∼|～|(?i:approximately|approx\.?|circa|ca\.|around|about|roughly|gegen|before|after|shortly after|just after|just before|early|late|等|约|約|頃)[\s]+)`)
	formAt       = lazy.Pattern(`^(?i:at|on|by|from|since|the|um|am|le|à)\s+`)
	formBetween  = lazy.Pattern(`^(?:[\s,@]|\(|\)|T(?:\d)|(?i:at|on|the)\s)`)
	formRange    = lazy.Pattern(`^\s*(?:-|–|—|―|−|~|〜|～|→|->|/|(?i:to|until|till|through)\s)\s*`)
	formDash     = lazy.Pattern(`^\s*[-–—|/]\s*`)
	formColon    = lazy.Pattern(`^\s?[:：]\s+`)
	formX        = lazy.Pattern(`^\s+[xX?]{1,4}(?:[\s:]|$)`)
)
