//go:build linux || darwin

package history

import "syscall"

// freeSpace is how many bytes of the disk a directory is on are left for this
// user; false when the system does not say.
func freeSpace(dir string) (uint64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return st.Bavail * uint64(st.Bsize), true
}
