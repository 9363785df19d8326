package pack

import (
	"bytes"
	"errors"
	"testing"
)

// endless never ends, and says that it is small.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// TestReadSomeIsBounded shows that neither what a file says of its size nor what it has fills the memory.
func TestReadSomeIsBounded(t *testing.T) {
	left := int64(1 << 20)
	if _, err := readSome(endless{}, &left, 10); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	left = 100
	b, err := readSome(bytes.NewReader([]byte("short")), &left, 1<<60)
	if err != nil || string(b) != "short" || cap(b) > 2<<20 || left != 95 {
		t.Errorf("%q, room for %d, %d left, %v", b, cap(b), left, err)
	}
}
