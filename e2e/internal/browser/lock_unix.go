//go:build unix

package browser

import (
	"os"
	"syscall"
)

// lock takes the file for this process alone and returns what gives it back.
// The system gives it back too when the process dies, so nothing goes stale.
func lock(file string) (unlock func(), err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
