package parallel_test

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/pir-cli/pir/internal/parallel"
)

// TestDo counts how often each piece of work is done, with fewer, as many and more pieces than cores.
func TestDo(t *testing.T) {
	for _, cores := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(cores)
		for _, n := range []int{0, 1, 7, 8, 1000} {
			done := make([]atomic.Int64, n)
			parallel.Do(n, func(i int) { done[i].Add(1) })
			for i := range done {
				if times := done[i].Load(); times != 1 {
					t.Errorf("%d cores: piece %d of %d was done %d times", cores, i, n, times)
				}
			}
		}
		runtime.GOMAXPROCS(before)
	}
}
