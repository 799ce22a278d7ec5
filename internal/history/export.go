package history

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Export writes everything that the history has at one moment as an archive,
// and says how many snapshots those were. Recording goes on meanwhile.
func (s *Store) Export(ctx context.Context, to io.Writer) (int64, error) {
	op := "export " + s.path
	if s.viewer != nil {
		return 0, errForOne
	}
	packed, err := zstd.NewWriter(to, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return 0, wrap(ctx, op, false, err)
	}
	w := &archiveWriter{tar: tar.NewWriter(packed), now: s.now(), sums: sha256.New()}
	err = s.read(ctx, op, func(tx *sql.Tx) error { return s.export(ctx, tx, w) })
	if err == nil && w.count == 0 {
		err = w.head(0) // of a history without tables nothing was read
	}
	if err == nil {
		err = w.json(endName, archiveEnd{w.count, hex.EncodeToString(w.sums.Sum(nil))})
	}
	if err == nil {
		err = w.tar.Close()
	}
	if closeErr := packed.Close(); err == nil {
		err = closeErr
	}
	return w.count, wrap(ctx, op, false, err)
}

const exportQuery = `
	SELECT t.source, t.task_id, s.number, s.number = t.newest, t.last, s.origin, s.recorded_ms, s.seen_ms, s.last_now_ms, s.last_now_offset,
		b.codec, b.size, b.data, n.version, n.title, n.text, n.author, n.written_ms, p.author, p.pinned_ms
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key CROSS JOIN body b ON b.snapshot = s.key
	LEFT JOIN note n ON n.snapshot = s.key LEFT JOIN pin p ON p.snapshot = s.key
	ORDER BY t.key, s.number`

func (s *Store) export(ctx context.Context, tx *sql.Tx, w *archiveWriter) error {
	var count int64
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM snapshot`).Scan(&count); err != nil {
		return err
	}
	if count > 0 {
		if err := w.head(count); err != nil {
			return err
		}
	}
	return each(ctx, tx, exportQuery, nil, func(row *sql.Rows) error {
		var a archived
		var codec string
		var data []byte
		var lastMS, lastOffset, version, writtenMS, pinnedMS sql.NullInt64
		var title, text, author, pinAuthor sql.NullString
		err := row.Scan(&a.Source, &a.Task, &a.Number, &a.Newest, &a.Last, &a.Origin, &a.RecordedMS, &a.SeenMS, &lastMS, &lastOffset,
			&codec, &a.Bytes, &data, &version, &title, &text, &author, &writtenMS, &pinAuthor, &pinnedMS)
		if err != nil {
			return err
		}
		if lastMS.Valid {
			a.LastNow = &archivedTime{lastMS.Int64, int(lastOffset.Int64)}
		}
		if version.Valid {
			a.Note = &archivedNote{int(version.Int64), title.String, text.String, author.String, writtenMS.Int64}
		}
		if pinnedMS.Valid {
			a.Pin = &archivedPin{pinAuthor.String, pinnedMS.Int64}
		}
		body, err := s.pack.unpack(codec, a.Bytes, data)
		if err != nil {
			return errors.Join(errors.New(a.ref().String()), err)
		}
		return w.snapshot(&a, body)
	})
}

// archiveWriter writes the entries of an archive.
type archiveWriter struct {
	tar   *tar.Writer
	now   time.Time
	sums  hash.Hash
	count int64
}

func (w *archiveWriter) head(snapshots int64) error {
	return w.json(headName, archiveHead{archiveFormat, archiveVersion, w.now.UnixMilli(), snapshots})
}

func (w *archiveWriter) snapshot(a *archived, body []byte) error {
	sum := sha256.Sum256(body)
	a.SHA256 = hex.EncodeToString(sum[:])
	w.sums.Write(sum[:])
	w.count++
	if err := w.json(a.file("json"), a); err != nil {
		return err
	}
	return w.file(a.file("body"), body)
}

func (w *archiveWriter) json(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return w.file(name, append(b, '\n'))
}

func (w *archiveWriter) file(name string, b []byte) error {
	h := &tar.Header{Name: name, Mode: 0o600, Size: int64(len(b)), ModTime: w.now.Truncate(time.Second), Format: tar.FormatPAX}
	if err := w.tar.WriteHeader(h); err != nil {
		return err
	}
	_, err := w.tar.Write(b)
	return err
}
