package tracker

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lazy"
)

// ChatOptions say what the lines of a chat do not.
type ChatOptions struct {
	Day  time.Time      // day of the first line that has a time only; zero when nobody said
	Zone *time.Location // of times without an offset; nil when nobody said
}

// Message is one message of a chat.
type Message struct {
	At   string // a time as a report writes it, with its offset
	Text string // on one line, with the name in front
}

// Messages returns the messages of a chat in the order in which they stand, and what was left out.
func (in *Input) Messages(opts ChatOptions) (messages []Message, left []string, err error) {
	if in.lines != nil {
		messages, err = readLines(in.lines, opts)
	} else {
		messages, left = in.slack()
	}
	switch {
	case err != nil:
		return nil, nil, err
	case len(messages) == 0:
		return nil, nil, errors.New("there is no message with a time in it")
	case len(messages) > maxMessages:
		return nil, nil, fmt.Errorf("%d messages; at most %d are read at once, export the hours of the incident", len(messages), maxMessages)
	}
	return messages, left, nil
}

// slackMessages are the paths to messages: the file of a day in an export, and the answer of conversations.history.
var slackMessages = []string{"[]", "messages[]"}

// isSlack reports whether the input has messages as Slack exports them.
func (in *Input) isSlack() bool {
	for _, m := range in.slackRecords() {
		if scalar(field1(m, "type")) == "message" && epoch().MatchString(scalar(field1(m, "ts"))) {
			return true
		}
	}
	return false
}

func (in *Input) slackRecords() []any {
	all := make([]any, 0, len(in.docs))
	for _, doc := range in.docs {
		for _, path := range slackMessages {
			all = append(all, find(doc, path)...)
		}
	}
	return all
}

// field1 returns one field of a record.
func field1(record any, name string) any {
	m, ok := record.(map[string]any)
	if !ok {
		return nil
	}
	return m[name]
}

var (
	epoch = lazy.Pattern(`^([0-9]{9,11})(?:\.[0-9]{1,6})?$`)

	mention = lazy.Pattern(`<@([A-Z0-9]+)(?:\|([^<>]*))?>`)
	channel = lazy.Pattern(`<#[A-Z0-9]+\|([^<>]*)>`)
	labeled = lazy.Pattern(`<(?:https?|mailto):[^<>|]*\|([^<>]*)>`)
	address = lazy.Pattern(`<((?:https?|mailto):[^<>|]*)>`)
)

// slack reads messages of an export of Slack. Names come from the message, or from users.json.
func (in *Input) slack() (messages []Message, left []string) {
	users := map[string]string{}
	name := value{Paths: []string{"user_profile.display_name", "profile.display_name", "user_profile.real_name", "profile.real_name", "real_name", "name", "username"}}
	records := in.slackRecords()
	for _, r := range records {
		for _, id := range []string{"user", "id"} {
			if id, named := scalar(field1(r, id)), name.first(r); id != "" && named != "" {
				users[id] = named
			}
		}
	}
	notes := 0
	for _, r := range records {
		m := epoch().FindStringSubmatch(scalar(field1(r, "ts")))
		if scalar(field1(r, "type")) != "message" || m == nil {
			continue
		}
		switch subtype := scalar(field1(r, "subtype")); subtype {
		case "", "bot_message", "thread_broadcast", "me_message", "file_share":
		default:
			notes++
			continue
		}
		seconds, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil {
			continue // eleven digits at most
		}
		who := users[scalar(field1(r, "user"))]
		if who == "" {
			who = name.first(r)
		}
		if text := line(plainText(scalar(field1(r, "text")), users), maxLine); text != "" {
			messages = append(messages, Message{At: time.Unix(seconds, 0).UTC().Format(time.RFC3339), Text: say(who, text)})
		}
	}
	if notes > 0 {
		left = append(left, fmt.Sprintf("%d notes on who came and went, what was pinned and the like", notes))
	}
	return messages, left
}

// plainText writes the marks of Slack as people read them.
func plainText(s string, users map[string]string) string {
	s = mention().ReplaceAllStringFunc(s, func(m string) string {
		id := mention().FindStringSubmatch(m)
		if n := users[id[1]]; n != "" {
			return "@" + n
		}
		if id[2] != "" {
			return "@" + id[2]
		}
		return "@" + id[1]
	})
	s = channel().ReplaceAllString(s, "#$1")
	s = labeled().ReplaceAllString(s, "$1")
	s = address().ReplaceAllString(s, "$1")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// say puts the name in front of what somebody said.
func say(who, text string) string {
	if who = line(who, 80); who == "" {
		return text
	}
	return cut(who+": "+text, maxLine)
}

// chatLine is a line such as 08:14 name: text, [2026-03-02 08:14:03] name: text, or 2026-03-02T08:14Z name: text.
var chatLine = lazy.Pattern(`^\s*[\[(]?(\d{4}-\d{2}-\d{2})?[T ,]*(\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?[\])]?[ \t]*[-–—]?[ \t]*<?@?([^:<>\t]{1,60}?)>?:[ \t]+(.+)$`)

// isChat reports whether half of the lines that are not blank, or more, are messages.
func isChat(lines []string) bool {
	all, hits := 0, 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		all++
		if len(l) < 4*maxLine && chatLine().MatchString(l) {
			hits++
		}
	}
	return hits > 0 && hits*2 >= all
}

// readLines reads the lines of a chat. A line that is no message goes on with the one before.
func readLines(lines []string, opts ChatOptions) ([]Message, error) {
	var messages []Message
	day, last := opts.Day, time.Time{}
	for n, l := range lines {
		m := chatLine().FindStringSubmatch(l)
		if len(l) >= 4*maxLine || m == nil {
			if text := line(l, maxLine); text != "" && len(messages) > 0 {
				end := &messages[len(messages)-1]
				end.Text = cut(end.Text+" "+text, maxLine)
			}
			continue
		}
		if m[1] != "" {
			var err error
			if day, err = time.Parse(time.DateOnly, m[1]); err != nil {
				return nil, fmt.Errorf("line %d: there is no day %s", n+1, m[1])
			}
		}
		if day.IsZero() {
			return nil, fmt.Errorf("line %d has a time and no day; say with --date of which day the first message is", n+1)
		}
		clock := m[2]
		if len(clock) == len("8:14") || clock[1] == ':' {
			clock = "0" + clock
		}
		wall, ok := readTime(day.Format(time.DateOnly)+"T"+clock, zoneNone, nil)
		if !ok {
			return nil, fmt.Errorf("line %d: there is no time %s", n+1, m[2])
		}
		const night = 12 * time.Hour
		if m[1] == "" && last.Sub(wall.At) > night { // behind midnight
			day = day.AddDate(0, 0, 1)
			wall, _ = readTime(day.Format(time.DateOnly)+"T"+clock, zoneNone, nil)
		}
		last = wall.At
		at, err := zoned(wall, m[3], opts.Zone)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		messages = append(messages, Message{At: at, Text: say(m[4], line(m[5], maxLine))})
	}
	return messages, nil
}

// zoned gives a time of the clock its offset.
func zoned(wall field.Time, offset string, zone *time.Location) (string, error) {
	if offset != "" {
		at, ok := readTime(wall.Value+strings.Replace(offset, "UTC", "Z", 1), zoneNone, nil)
		if !ok {
			return "", fmt.Errorf("there is no offset %s", offset)
		}
		return at.Value, nil
	}
	if zone == nil {
		return "", errors.New("the time has no zone; say with --timezone in which zone the chat was read, such as --timezone Europe/Berlin")
	}
	wall.Resolve(zone)
	return wall.At.In(zone).Format(time.RFC3339), nil
}
