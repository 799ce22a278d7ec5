package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"path/filepath"
	"syscall"

	"taskscope/internal/access"
	"taskscope/internal/history"
)

// Free space on the history's disk: a task of a thousand subtasks takes some
// 50 KB, and SQLite needs room for its log besides.
const (
	roomTight = 512 << 20
	roomNone  = 16 << 20
)

// checkHistory looks at the file without opening it for use.
func (cmd *doctorCmd) checkHistory(ctx context.Context, f *findings) {
	e, err := history.Examine(ctx, cmd.Db, lockPatience)
	if err != nil {
		f.add(finding{stateFailed, "history", err.Error(), "check --db"})
		return
	}
	dir := filepath.Dir(e.Path)
	switch {
	case e.Missing && e.Write == nil:
		f.ok("history", "%s is not there yet; serve makes it", e.Path)
	case e.Missing:
		f.add(finding{stateFailed, "history", fmt.Sprintf("no file can be made in %s: %v", dir, errors.Unwrap(e.Write)), "make the directory, and give it to the user that runs Taskscope"})
	default:
		checkFile(f, e)
	}
	checkRoom(f, e, dir)
}

// checkFile tells of a file that is there.
func checkFile(f *findings, e history.Examined) {
	const restore = "restore a backup; or move the file away, and serve begins a new one"
	switch {
	case errors.Is(e.Read, history.ErrNewerSchema):
		f.add(finding{stateFailed, "history", fmt.Sprintf("%s was written by a newer Taskscope (schema %d, this one knows %d)", e.Path, e.Version, e.Newest), "run that version, or give another --db"})
	case e.Read != nil:
		f.add(finding{stateFailed, "history", e.Read.Error(), unreadable(e.Read, restore)})
	case e.Damage != "":
		f.add(finding{stateFailed, "history", e.Path + " is damaged: " + e.Damage, restore})
	case e.Version < e.Newest:
		f.add(finding{stateWarning, "history", fmt.Sprintf("%s has schema %d; serve brings it to %d when it starts, and an older Taskscope cannot read it then", e.Path, e.Version, e.Newest), "copy the file first, with all Taskscopes stopped"})
	default:
		f.ok("history", "%s is sound: schema %d, %d snapshots, %s", e.Path, e.Version, e.Snapshots, mib(uint64(max(0, e.Bytes))))
	}
	if e.Write != nil && e.Read == nil {
		f.add(finding{stateFailed, "history: writing", e.Write.Error(), unwritable(e.Write)})
	} else if e.Read == nil {
		f.ok("history: writing", "possible")
	}
}

func unreadable(err error, restore string) string {
	if reason(err) == history.ReasonCorrupt {
		return restore
	}
	return unwritable(err)
}

func unwritable(err error) string {
	switch reason(err) {
	case history.ReasonLocked:
		return "another process holds the file: look with `fuser`, and end it or wait"
	case history.ReasonReadOnly, history.ReasonOpen:
		return "give the file and its directory to the user that runs Taskscope, on a file system that is not mounted read-only"
	case history.ReasonFull:
		return "make room on the disk"
	}
	return "look at the disk: the system's log may say more"
}

func reason(err error) history.Reason {
	if e := (*history.Error)(nil); errors.As(err, &e) {
		return e.Reason
	}
	return history.ReasonOther
}

func checkRoom(f *findings, e history.Examined, dir string) {
	const toDo = "make room: without it tasks are shown but not kept"
	switch {
	case !e.FreeKnown:
		f.add(finding{stateNotChecked, "disk", "how much is free in " + dir + " is not known", "look yourself"})
	case e.Free < roomNone:
		f.add(finding{stateFailed, "disk", mib(e.Free) + " free in " + dir, toDo})
	case e.Free < roomTight:
		f.add(finding{stateWarning, "disk", mib(e.Free) + " free in " + dir, toDo})
	default:
		f.ok("disk", "%s free in %s", mib(e.Free), dir)
	}
}

func mib(bytes uint64) string { return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20)) }

// checkListen sees whether serve would be let listen, and could.
func (cmd *doctorCmd) checkListen(ctx context.Context, f *findings, policy access.Policy) {
	if cmd.TlsCertFile != "" {
		pair, err := tls.LoadX509KeyPair(cmd.TlsCertFile, cmd.TlsKeyFile)
		if err != nil {
			f.add(finding{stateFailed, "own certificate", fmt.Sprintf("%s with %s: %v", cmd.TlsCertFile, cmd.TlsKeyFile, cause(err)), "give the PEM files of a certificate and its key"})
		} else {
			f.add(lasts("own certificate", "good", pair.Leaf.NotAfter, "renew "+cmd.TlsCertFile))
		}
	}
	if err := access.CheckListen(ctx, cmd.Listen, policy); err != nil {
		f.add(finding{stateFailed, "listen", err.Error(), "do one of these, or correct --listen"})
		return
	}
	l, err := listen(ctx, cmd.Listen)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		f.add(finding{stateWarning, "listen", cmd.Listen + " is taken", "well, if a Taskscope is running; else give another --listen"})
	case err != nil:
		f.add(finding{stateFailed, "listen", err.Error(), "give an address of this machine, and a port from 1024 on unless it may take lower ones"})
	default:
		_ = l.Close() // nobody was let in
		f.ok("listen", "%s is free", cmd.Listen)
	}
}
