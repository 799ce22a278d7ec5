package taskpage

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"unicode/utf8"

	"taskscope/internal/permalink"
)

// rawShown is how much of the answer the page itself shows; the link beside it
// has all of it.
const rawShown = 256 << 10

// Raw is the answer as it was received.
type Raw struct {
	Text   string // indented for reading; the bytes themselves where it is not JSON
	Cut    bool   // Text is only the beginning
	Bytes  string // size
	Digest string // SHA-256 of the bytes
	URL    string // of the bytes
}

func (b *pageOf) raw() *Raw {
	body := b.Snapshot.Body
	sum := sha256.Sum256(body)
	r := &Raw{Bytes: b.text.Count(len(body)), Digest: hex.EncodeToString(sum[:]), URL: permalink.RawJSON(b.URL.Ref)}
	var indented bytes.Buffer
	if err := json.Indent(&indented, body, "", "  "); err != nil {
		indented.Reset()
		indented.Write(body)
	}
	text := indented.Bytes()
	if len(text) > rawShown {
		text, r.Cut = text[:rawShown], true
		for len(text) > 0 && !utf8.Valid(text[max(0, len(text)-utf8.UTFMax):]) && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
	}
	r.Text = string(bytes.ToValidUTF8(text, []byte("�")))
	return r
}
