package history

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"taskscope/internal/task"
)

// Restored says what an archive brought.
type Restored struct {
	New, Known int64 // snapshots
	Notes      int64 // that were written or changed
	Pins       int64
	Renumbered []Renumbered // snapshots whose number was another one's here
}

// Renumbered is a snapshot that has another number here than in its archive.
type Renumbered struct{ From, To task.Ref }

// Restore takes in the snapshots of an archive, under their numbers, with their
// times, origins, notes and pins. What is there already stays; of two notes on
// a snapshot the one written later is kept. A snapshot whose number is here
// another state of the task gets the next one.
//
// The archive is read twice. The first time everything in it is checked, so
// that of a damaged one nothing is stored; the error is then an *ArchiveError.
// The second time it is stored in transactions of some hundred snapshots: cut
// short there, it can be restored again.
func (s *Store) Restore(ctx context.Context, from io.ReadSeeker, decode func([]byte) (task.Response, error)) (Restored, error) {
	if s.viewer != nil {
		return Restored{}, errForOne
	}
	err := readArchive(from, func(a *archived, body []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := decodeArchived(a, body, decode)
		return err
	})
	if err != nil {
		return Restored{}, err
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return Restored{}, fmt.Errorf("read the archive again: %w", err)
	}
	r := restoring{s: s, decode: decode}
	err = readArchive(from, func(a *archived, body []byte) error {
		r.batch = append(r.batch, batched{*a, body})
		r.bytes += len(body)
		if len(r.batch) < restoreBatch && r.bytes < restoreBytes {
			return nil
		}
		return r.flush(ctx)
	})
	if err == nil {
		err = r.flush(ctx)
	}
	return r.done, err
}

// How much is stored in one transaction: recording waits no longer than that.
const (
	restoreBatch = 200
	restoreBytes = 16 << 20
)

func decodeArchived(a *archived, body []byte, decode func([]byte) (task.Response, error)) (task.Response, error) {
	response, err := decode(body)
	if err == nil && response.Task.ID != a.Task {
		err = fmt.Errorf("the body is of task %s", response.Task.ID)
	}
	if err != nil {
		return response, &ArchiveError{Entry: a.file("body"), Err: err}
	}
	return response, nil
}

type batched struct {
	archived
	body []byte
}

// restoring is a Restore under way.
type restoring struct {
	s      *Store
	decode func([]byte) (task.Response, error)
	batch  []batched
	bytes  int
	done   Restored
	fresh  task.Ref // the task that this archive brought, while its snapshots come
}

// flush stores the batch.
func (r *restoring) flush(ctx context.Context) error {
	if len(r.batch) == 0 {
		return nil
	}
	before, fresh := r.done, r.fresh
	err := r.s.write(ctx, "restore", func(tx *sql.Tx) error {
		for i := range r.batch {
			if err := r.one(ctx, tx, &r.batch[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.done, r.fresh = before, fresh
	}
	r.batch, r.bytes = nil, 0
	return err
}

func (r *restoring) one(ctx context.Context, tx *sql.Tx, a *batched) error {
	response, err := decodeArchived(&a.archived, a.body, r.decode)
	if err != nil {
		return err
	}
	t, err := findTask(ctx, tx, a.Source, a.Task)
	if err != nil {
		return err
	}
	if t.key == 0 {
		r.fresh = a.ref().Newest()
	}
	fingerprint := response.Task.Fingerprint()
	at, known, err := r.place(ctx, tx, t, a, fingerprint)
	if err != nil {
		return err
	}
	ref := a.ref().At(at.number)
	if known {
		r.done.Known++
	} else {
		t.last = max(t.last, a.Last)
		e := Entry{Source: a.Source, Origin: a.Origin, Body: a.body, Response: response, ReceivedMS: a.RecordedMS}
		at.newest = t.newest == 0 || a.Newest && (ref.Newest() == r.fresh || max(asOf(&e), at.lastNow.MS) >= t.newestAsOfMS)
		if _, err := r.s.put(ctx, tx, t, &e, fingerprint, at); err != nil {
			return err
		}
		r.done.New++
		if ref != a.ref() {
			r.done.Renumbered = append(r.done.Renumbered, Renumbered{a.ref(), ref})
		}
	}
	return r.remarks(ctx, tx, ref, a)
}

// place is where a snapshot belongs, and whether it is there.
func (r *restoring) place(ctx context.Context, tx *sql.Tx, t taskRow, a *batched, fingerprint [sha256.Size]byte) (place, bool, error) {
	at := place{number: a.Number, seenMS: a.SeenMS}
	if a.LastNow != nil {
		at.lastNow = task.At(a.LastNow.MS, a.LastNow.Offset)
	}
	if t.key == 0 {
		return at, false, nil
	}
	var stood []byte // for what the number stood
	var dropped bool
	err := first(ctx, tx, stoodQuery, t.key, a.Number, t.key, a.Number).Scan(&stood, &dropped)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return at, false, nil // it was never given
	case err != nil:
		return at, false, err
	case bytes.Equal(stood, fingerprint[:]) && dropped:
		_, err := tx.ExecContext(ctx, `DELETE FROM dropped WHERE task = ? AND number = ?`, t.key, a.Number)
		return at, false, err
	case bytes.Equal(stood, fingerprint[:]):
		return at, true, nil
	}
	same, err := findSame(ctx, tx, t, task.OriginImport, fingerprint)
	if err != nil {
		return at, false, err
	}
	if at.number = same.Ref.Snapshot; same.key == 0 {
		at.number = t.last + 1
	}
	return at, same.key != 0, nil
}

const stoodQuery = `
	SELECT fingerprint, 0 FROM snapshot WHERE task = ? AND number = ? UNION ALL
	SELECT fingerprint, 1 FROM dropped WHERE task = ? AND number = ?`

// remarks adds the note and the pin.
func (r *restoring) remarks(ctx context.Context, tx *sql.Tx, ref task.Ref, a *batched) error {
	if a.Note == nil && a.Pin == nil {
		return nil
	}
	key, taskKey, err := r.s.snapshotKeys(ctx, tx, ref)
	if err != nil {
		return err
	}
	if n := a.Note; n != nil {
		here, err := noteOf(ctx, tx, key)
		if err != nil {
			return err
		}
		if n.MS > here.MS || here.Version == 0 {
			note := task.Note{Version: max(n.Version, here.Version+1), Title: n.Title, Text: n.Text, Author: n.Author, MS: n.MS}
			if err := setNote(ctx, tx, ref, key, taskKey, note); err != nil {
				return err
			}
			r.done.Notes++
		}
	}
	if a.Pin == nil {
		return nil
	}
	var pinned bool
	if err := first(ctx, tx, `SELECT EXISTS (SELECT 1 FROM pin WHERE snapshot = ?)`, key).Scan(&pinned); err != nil || pinned {
		return err
	}
	r.done.Pins++
	return setPin(ctx, tx, ref, key, taskKey, &task.Pin{Author: a.Pin.Author, MS: a.Pin.MS})
}
