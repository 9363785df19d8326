package importer

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/pir-cli/pir/internal/source"
)

// readTOML reads front matter between lines of +++, as Hugo and Zola have it. pir reads YAML alone, so it is written
// again as YAML with the same keys and values; both tools read that too.
func (d *Draft) readTOML() string {
	f := d.File
	start := 0
	if bytes.HasPrefix(f.Bytes, []byte(source.BOM)) {
		start = len(source.BOM)
	}
	rest := f.Bytes[start:]
	skipped := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	first := f.Position(start + skipped).Line
	opener := strings.TrimSpace(f.Line(first))
	if opener != "+++" && opener != "---toml" {
		return ""
	}
	closer := strings.TrimSuffix(opener, "toml")
	for n := first + 1; n <= f.Lines(); n++ {
		if strings.TrimRight(f.Line(n), " \t\r") != closer {
			continue
		}
		d.front = front{
			kind: frontTOML, values: map[string]frontValue{},
			open:  source.Span{Start: f.LineSpan(first).Start, End: f.LineSpan(first + 1).Start},
			inner: source.Span{Start: f.LineSpan(first + 1).Start, End: f.LineSpan(n).Start},
		}
		d.body = source.Span{Start: len(f.Bytes), End: len(f.Bytes)}
		if n < f.Lines() {
			d.body.Start = f.LineSpan(n + 1).Start
		}
		return d.decode(first)
	}
	return "the TOML front matter that opens it is never closed"
}

// decode reads the keys in the order of the file.
func (d *Draft) decode(first int) string {
	text := string(d.File.Bytes[d.front.inner.Start:d.front.inner.End])
	values := map[string]any{}
	meta, err := toml.Decode(text, &values)
	if err != nil {
		return "its TOML front matter cannot be read: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	for _, key := range meta.Keys() {
		name := key[0]
		if d.front.has(name) {
			continue
		}
		d.front.keys = append(d.front.keys, frontKey{name: name, line: yamlOf(values[name])})
		no := first
		for i, l := range strings.Split(text, "\n") {
			if k, _, ok := strings.Cut(l, "="); ok && strings.Trim(strings.TrimSpace(k), `"'`) == name {
				no = first + 1 + i
				break
			}
		}
		switch v := values[name].(type) {
		case string:
			d.front.values[name] = frontValue{[]string{v}, no}
		case time.Time:
			d.front.values[name] = frontValue{[]string{moment(v)}, no}
		case []any:
			var all []string
			for _, item := range v {
				if s, ok := item.(string); ok {
					all = append(all, s)
				}
			}
			d.front.values[name] = frontValue{all, no}
		}
	}
	return ""
}

// tomlLines writes the keys as YAML. Comments of the TOML stay in front of them.
func (d *Draft) tomlLines(renamed map[string]bool) []string {
	var lines []string
	for l := range strings.Lines(string(d.File.Bytes[d.front.inner.Start:d.front.inner.End])) {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "#") {
			lines = append(lines, l)
		}
	}
	for _, k := range d.front.keys {
		name := scalar(k.name)
		if renamed[k.name] {
			name = scalar("original_" + k.name)
		}
		lines = append(lines, name+": "+k.line)
	}
	return lines
}

// yamlOf writes a value of TOML as YAML on one line.
func yamlOf(v any) string {
	switch v := v.(type) {
	case string:
		return scalar(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		s := strconv.FormatFloat(v, 'g', -1, 64)
		switch s {
		case "NaN":
			return ".nan"
		case "+Inf", "-Inf":
			return strings.ToLower(strings.TrimPrefix(strings.Replace(s, "Inf", ".inf", 1), "+"))
		}
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return s
	case time.Time:
		return moment(v)
	case []any:
		return yamlList(v)
	case []map[string]any:
		items := make([]any, 0, len(v))
		for _, m := range v {
			items = append(items, m)
		}
		return yamlList(items)
	case map[string]any:
		var pairs []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			pairs = append(pairs, scalar(k)+": "+yamlOf(v[k]))
		}
		return "{" + strings.Join(pairs, ", ") + "}"
	default:
		return scalar(fmt.Sprint(v))
	}
}

func yamlList(v []any) string {
	items := make([]string, 0, len(v))
	for _, item := range v {
		items = append(items, yamlOf(item))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// moment writes a time of TOML, which may have no zone, no date, or no time of day.
func moment(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format(time.DateOnly)
	case "time-local":
		return scalar(t.Format("15:04:05.999999999"))
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	default:
		return t.Format(time.RFC3339Nano)
	}
}
