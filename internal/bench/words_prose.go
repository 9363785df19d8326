package bench

// section is one heading of a body and the sentences it is made of. Those of a list become its items.
type section struct {
	title     string
	optional  bool // left out of some reports
	sentences []string
	list      bool
}

var sections = []section{
	{title: "Summary", sentences: []string{
		"The first sign of this incident at {svc}: {symptom}.",
		"{svc} is what shops use to work with {part}, so the effect was seen from outside.",
		"The cause was a condition that had been there for a while; **what changed** just before only brought it to light.",
		"{other} was touched as well, because it reads from {svc}.",
		"The service is back to normal, and the actions below are about what made it possible.",
		"{Team} and support worked on it together; {sup} was told of the result.",
		"No order was lost. Some were late, and the shops concerned know which ones.",
	}},
	{title: "Background", optional: true, sentences: []string{
		"`{svc}` was built for {n} shops and serves far more today. It talks to `{other}` and to {sup}.",
		"{part} came later and shares its data with `{svc}`, which is why both show up in one timeline.",
		"The [handbook](https://wiki.example/handbook/{slug}) describes the usual way of a request; the drawing is from the last exercise.",
		"Two changes of the same week are **not** part of the story: both were taken out of the release before it went live.",
		"The last review of this service looked at its speed and not at this part.",
	}},
	{title: "Impact in detail", sentences: []string{
		"{m} shops saw an effect; {n} of them called.",
		"Parcels that were already at a depot moved on as planned.",
		"Figures in the front matter come from the log of `{svc}` and were counted after the repair.",
		"Credits were agreed with {n} shops and are part of the cost.",
		"No other tenant of {sup} reported the same.",
	}},
	{title: "Response assessment", sentences: []string{
		"The first minutes went as in the handbook: one person led, one wrote, two searched.",
		"Escalation reached the right people, and the bridge stayed small enough to decide.",
		"The runbook was open from the start; its step for {part} did not fit this case.",
		"Communication with shops was prepared early and sent after the first sign of relief.",
		"Access to the logs of `{other}` had to be asked for, which cost a round of calls.",
		"The severity was set once and kept.",
		"Two decisions were written down with their reason. That made this review easy.",
	}},
	{title: "Communication", optional: true, list: true, sentences: []string{
		"Shops: notice on the status page, then a mail with what to check",
		"{sup}: ticket with the log lines, answered by their night shift",
		"Support: one text for calls, with a *date of the next message*",
		"Management: short message at the start, numbers at the end",
		"All staff: note in the weekly mail with a link to this report",
	}},
	{title: "What went well", list: true, sentences: []string{
		"The alert named the part that was hit, and its page had a link to the graph",
		"The switch that takes {part} out of use was tested a month before",
		"Support read out the text of the handbook and kept a list of callers",
		"A second pair of eyes read each command before it was run",
		"The log of `{svc}` told exactly which orders were touched",
		"{Team} had practised this in the last exercise",
		"{sup} answered with a name and not with a number",
	}},
	{title: "What could be improved", list: true, sentences: []string{
		"The graph of `{other}` has another time axis, so the two were hard to lay side by side",
		"The list of shops to call had to be built by hand",
		"The status page knows one word for all kinds of trouble",
		"The test system has no copy of {part}",
		"Two dashboards show the same number with different names",
		"The way to reach {sup} at night is on a page that needs a sign-in",
	}},
	{title: "Where we got lucky", sentences: []string{
		"It happened in a quiet hour; two hours later the depots print their labels.",
		"The person who built {part} was in the room for another reason.",
		"A copy of the data existed because of a migration that had just ended.",
		"Only {n} of the shops use this function so far.",
		"The second site was up for a test on that very day.",
	}},
	{title: "Lessons learned", sentences: []string{
		"A part that is shared needs an owner before it needs a fix.",
		"Stored data outlive the code that wrote them; tests need the data of yesterday.",
		"A limit that is nowhere written will be found by the load.",
		"What is practised twice a year is known twice a year.",
		"Graphs help those who look. Alerts help those who sleep.",
		"The same weakness was looked for in `{other}`, and the answer stands in the front matter.",
		"A short list with dates beats a long one without.",
	}},
	{title: "Open questions", optional: true, list: true, sentences: []string{
		"How much of the load came from retries of `{other}`?",
		"Would the second site have carried the whole day?",
		"Which of the {n} older parts share the same default?",
		"What does {sup} plan for its next version?",
	}},
}

// extras are blocks that a body has now and then, for the sake of the markdown.
var extras = []string{
	"```text\n{svc} level=error part=\"{part}\" waiting={m} nodes={n}\n{svc} level=info  part=\"{part}\" waiting=0 nodes={n}\n```",
	"| system | before | during |\n|---|---:|---:|\n| {svc} | {n} | {m} |\n| {other} | {n} | {n} |",
	"> {symptom} on the first page; the second call in a row.\n>\n> Note of the shift",
	"1. Read the log of `{svc}` for the window of the timeline.\n2. Count the orders by shop.\n3. Compare with the list of `{other}`:\n   - orders that are in both,\n   - orders that are in one.",
}

var elsewhere = []string{
	"Checked {other} and {n} further parts; {other} has the same weakness and is covered by A1",
	"Read the settings of {n} services on the list; none has the same default",
	"Looked through the code of {other}, where the same pattern stands in two places; both went into A2",
	"Asked the owners of {n} services; one answer is still open and is followed in the ticket of A1",
}

var notes = []string{
	"Did not cover {part}", "Known for {svc}, not for {part}", "Worked for {other} only", "Present on paper, without a test", "In place and noticed within the shift", "Held against the second wave",
}

var verifyEvidence = []string{
	"Tried on all {n} places with the expected result", "Run repeated with {m} orders of last month", "Sample of {n} looked at, all as described", "Graph of the four weeks since shows no further case", "Drill of the quarter used it without help",
}
