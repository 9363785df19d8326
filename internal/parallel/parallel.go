// Package parallel does pieces of work that know nothing of each other, on all cores.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Do calls work with each number from 0 up to but not including n, several at once, and returns when all are done. Work i
// that puts its result into slot i needs no lock, and gives the same on any number of cores.
func Do(n int, work func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
}
