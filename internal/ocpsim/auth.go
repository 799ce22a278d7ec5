package ocpsim

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// user is who sent the request: HTTP Basic or an access key's signature.
func (s *Sim) user(r *http.Request) (User, bool) {
	if name, password, ok := r.BasicAuth(); ok {
		for _, u := range s.cfg.Users {
			if u.Name == name && equal(u.Password, password) {
				return u, true
			}
		}
		return User{}, false
	}
	credentials, ok := strings.CutPrefix(r.Header.Get("Authorization"), signScheme+" ")
	if !ok {
		return User{}, false
	}
	key, signature, ok := strings.Cut(credentials, ":")
	if !ok || key == "" {
		return User{}, false
	}
	for _, u := range s.cfg.Users {
		if u.AccessKey == key {
			return u, fresh(r, s.cfg.Now()) && equal(sign(u.SecretKey, stringToSign(r)), signature)
		}
	}
	return User{}, false
}

// sees says whether the user may see this task, having TASK_VIEWER.
func (u User) sees(t *task) bool {
	if u.Cluster == 0 {
		return true
	}
	on := t.cluster()
	return on != nil && int64(on.ID) == u.Cluster
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
