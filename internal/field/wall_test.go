package field

import (
	"testing"
	"time"
)

func TestWall(t *testing.T) {
	for text, want := range map[string]Wall{
		"2026-03-02T23:30:00-05:00": {At: time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC), HasTime: true},
		"2026-03-02T23:30:00Z":      {At: time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC), HasTime: true, UTC: true},
		"2026-03-02 00:05 +00:00":   {At: time.Date(2026, 3, 2, 0, 5, 0, 0, time.UTC), HasTime: true, UTC: true},
		"2026-03-02 09:15":          {At: time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC), HasTime: true},
		"2026-03-02":                {At: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
	} {
		v := Time{Text: Text{Value: text}}
		if err := v.read(); err != nil {
			t.Fatal(err)
		}
		if got, ok := v.Wall(); !ok || got != want {
			t.Errorf("%s: got %+v %v, want %+v", text, got, ok, want)
		}
	}
	for _, v := range []Time{{}, {Text: Text{Value: "unknown"}, Precision: Unclear}, {Text: Text{Value: "soon"}, Precision: Exact}} {
		if got, ok := v.Wall(); ok {
			t.Errorf("%+v: got %+v", v, got)
		}
	}
}
