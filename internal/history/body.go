package history

import (
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// codecZstd is the only codec so far; the column is there for a dictionary,
// which would make the bodies of small tasks three times smaller.
const codecZstd = "zstd"

// maxBody is the largest body that is unpacked, in bytes: well above what a
// client takes (64 MiB), and a bound for what a damaged row can ask for.
const maxBody = 256 << 20

// packer compresses bodies. Both directions may be used at the same time.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (*packer, error) {
	// The fastest level is as good as the default one on OCP's JSON, and there
	// is one writer. The checksum of each frame is what finds a damaged body.
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxBody), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		return nil, errors.Join(err, enc.Close())
	}
	return &packer{enc: enc, dec: dec}, nil
}

func (p *packer) pack(body []byte) []byte {
	return p.enc.EncodeAll(body, make([]byte, 0, len(body)/8+64))
}

// unpack gives back a body of size bytes, or errCorrupt.
func (p *packer) unpack(codec string, size int64, data []byte) ([]byte, error) {
	if codec != codecZstd {
		return nil, fmt.Errorf("%w: codec %q", errCorrupt, codec)
	}
	if size < 0 || size > maxBody {
		return nil, fmt.Errorf("%w: a body of %d bytes", errCorrupt, size)
	}
	body, err := p.dec.DecodeAll(data, make([]byte, 0, size))
	if err != nil {
		return nil, fmt.Errorf("%w: unpack body: %w", errCorrupt, err)
	}
	if int64(len(body)) != size {
		return nil, fmt.Errorf("%w: body has %d bytes, want %d", errCorrupt, len(body), size)
	}
	return body, nil
}

func (p *packer) close() {
	p.dec.Close()
	_ = p.enc.Close() // has nothing to flush: EncodeAll keeps no state
}
