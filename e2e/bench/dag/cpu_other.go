//go:build !unix

package main

import "time"

var start = time.Now()

// cpu is the time on the wall, for want of a better one.
func cpu() time.Duration { return time.Since(start) }
