//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpu is the processor time that this process has used so far, all its threads
// together: on a busy machine it says more than the clock on the wall.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
