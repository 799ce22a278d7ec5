package page

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// cpu is the processor time that a process has used so far, all its threads
// together, in ms. The kernel counts it in nanoseconds here and in hundredths
// of a second elsewhere.
func cpu(pid int) float64 {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil || len(threads) == 0 {
		return math.NaN()
	}
	total := 0.0
	for _, file := range threads {
		b, err := os.ReadFile(file)
		if err != nil { // a thread that has ended since
			continue
		}
		ran, _, _ := strings.Cut(string(b), " ")
		ns, err := strconv.ParseFloat(ran, 64)
		if err != nil {
			return math.NaN()
		}
		total += ns
	}
	return total / 1e6
}
