package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// sealer encrypts passwords under keys that are made with it and leave the
// process nowhere: a copy of the sessions alone, in a swap file or a core dump
// of another moment, gives no password away.
type sealer struct {
	aead cipher.AEAD
	mark []byte
}

func newSealer() *sealer {
	var key [64]byte
	rand.Read(key[:]) // never fails
	block, err := aes.NewCipher(key[:32])
	if err != nil {
		panic(err) // 32 bytes are a key
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES is a block cipher
	}
	clear(key[:32])
	return &sealer{aead: aead, mark: key[32:]}
}

// owner binds a password to whose it is: put into another's place it does not
// open.
func owner(source, user string) []byte { return []byte(source + "\x00" + user) }

func (s *sealer) seal(source, user, password string) []byte {
	return s.aead.Seal(nil, nil, []byte(password), owner(source, user))
}

func (s *sealer) open(source, user string, sealed []byte) (string, error) {
	b, err := s.aead.Open(nil, nil, sealed, owner(source, user))
	if err != nil {
		return "", errors.New("a kept password does not open")
	}
	password := string(b)
	clear(b)
	return password, nil
}

// key tells accounts apart, and one account with two passwords, without telling
// the password.
func (s *sealer) key(source, user, password string) string {
	h := hmac.New(sha256.New, s.mark)
	h.Write(owner(source, user))
	h.Write([]byte("\x00" + password))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
