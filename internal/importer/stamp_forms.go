package importer

import "regexp"

// The forms of dates and times. The last character of a match may be one that was only looked at.
var (
	formISO      = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	formCJK      = regexp.MustCompile(`^(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?`)
	formMonthDay = regexp.MustCompile(`^(\p{L}{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:(?:\s*,\s*|\s+)(\d{4}))?(?:[^\d:]|:\D|:$|$)`)
	formDayMonth = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[-./\s]\s*(?:of\s+)?(\p{L}{3,10})\.?(?:(?:\s*,\s*|[-./\s])\s*(\d{4})|(?:[-/.]|\s')(\d{2}))?(?:[^\d:]|:\D|:$|$)`)
	formYearText = regexp.MustCompile(`^(\d{4})[-\s](\p{L}{3,10})[-\s](\d{1,2})(?:\D|$)`)
	formFigures  = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[^\d:.]|[:.]\D|[:.]$|$)`)
	formShort    = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:[^\d/.%]|$)`)
	formBroken   = regexp.MustCompile(`^\d{1,2}[/.]\d{1,2}[/.]\d{3}(?:\D|$)`)

	formClock    = regexp.MustCompile(`^(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,]\d{1,9})?)?(?:\s*([aApP])\.?[mM]\b\.?)?`)
	formDotted   = regexp.MustCompile(`^(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?:\s*([aApP])\.?[mM]\b\.?)?`)
	formTwelve   = regexp.MustCompile(`^(\d{1,2})\s*([aApP])\.?[mM]\b\.?`)
	formH        = regexp.MustCompile(`^(\d{1,2})\s?[hH](\d{2})?(?:[^\p{L}\d]|$)`)
	formCJKClock = regexp.MustCompile(`^(午前|午後|上午|下午|凌晨|晚上|早上|中午)?\s*(\d{1,2})(?:[時时点點](?:\s*(\d{1,2})\s*分?)?|[:：](\d{2}))`)
	formFour     = regexp.MustCompile(`^([01]\d|2[0-3])([0-5]\d)(?:\s?(?:h|hrs|hours|hr)\b)?`)
	formNoClock  = regexp.MustCompile(`^(?:\?{1,2}|XX|xx|--|__|\d[Xx?]|\d{1,2})[:：.](?:\?{1,2}|XX|xx|--|__)(?:\D|$)`)
	formRelative = regexp.MustCompile(`^(?:T\s*[+\-−±]\s*\d+(?:[:.]\d+)*\s*(?:h|m|s|min|mins|minutes|hours|sec|seconds)?|[+]\d+(?:[:.]\d+)?\s*(?:h|m|s|min|mins|minutes|hours|sec|seconds))(?:[^\p{L}\d]|$)`)
	formAbout    = regexp.MustCompile(`^(?:~|≈|∼|～|(?i:approximately|approx\.?|circa|ca\.|around|about|roughly|gegen|before|after|shortly after|just after|just before|early|late|等|约|約|頃)[\s]+)`)
	formAt       = regexp.MustCompile(`^(?i:at|on|by|from|since|the|um|am|le|à)\s+`)
	formBetween  = regexp.MustCompile(`^(?:[\s,@]|\(|\)|T(?:\d)|(?i:at|on|the)\s)`)
	formRange    = regexp.MustCompile(`^\s*(?:-|–|—|―|−|~|〜|～|→|->|/|(?i:to|until|till|through)\s)\s*`)
	formDash     = regexp.MustCompile(`^\s*[-–—|/]\s*`)
	formColon    = regexp.MustCompile(`^\s?[:：]\s+`)
	formX        = regexp.MustCompile(`^\s+[xX?]{1,4}(?:[\s:]|$)`)
)
