package ocpsim

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// failing is one answer that goes wrong.
type failing struct {
	s    *Sim
	w    http.ResponseWriter
	r    *http.Request
	user User
	id   int64
	turn int    // answers given before
	body []byte // what would have been right
}

func (f *failing) answer(fault Fault) {
	s, w, r := f.s, f.w, f.r
	switch fault {
	case FaultInternal:
		s.refuse(w, r, errInternal())
	case FaultUnavailable:
		s.refuse(w, r, errBusy())
	case FaultBadGateway:
		proxyPage(w, http.StatusBadGateway)
	case FaultGatewayTimeout:
		proxyPage(w, http.StatusGatewayTimeout)
	case FaultProxyNotFound:
		proxyPage(w, http.StatusNotFound)
	case FaultFlap:
		if f.turn%2 == 0 {
			proxyPage(w, http.StatusBadGateway)
			return
		}
		s.send(w, http.StatusOK, f.body)
	case FaultThrottled:
		f.throttle(7)
	case FaultThrottledOnce:
		if f.turn == 0 {
			f.throttle(1)
			return
		}
		s.send(w, http.StatusOK, f.body)
	case FaultRevoked:
		s.refuse(w, r, errUnauthorized())
	case FaultForbidden:
		s.refuse(w, r, errForbidden(f.user.Name))
	case FaultGone:
		if f.turn > 0 {
			s.refuse(w, r, errNotFound(f.id))
			return
		}
		s.send(w, http.StatusOK, f.body)
	case FaultRedirectLogin:
		http.Redirect(w, r, "/login", http.StatusFound)
	case FaultRedirectHost:
		http.Redirect(w, r, strings.TrimSuffix(s.cfg.RedirectTo, "/")+r.URL.Path, http.StatusFound)
	case FaultRedirectLoop:
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	case FaultReset, FaultResetMidBody, FaultTruncated, FaultTruncatedChunked, FaultLengthShort, FaultLengthLong:
		f.breakWire(fault)
	case FaultHang, FaultHangMidBody, FaultDrip, FaultTooLarge, FaultTooLargeLength, FaultGzipBomb, FaultDeep:
		f.stream(fault)
	default:
		f.wrongBody(fault)
	}
}

// wrongBody answers 200 with something that is not the task.
func (f *failing) wrongBody(fault Fault) {
	s, w := f.s, f.w
	var body []byte
	switch fault {
	case FaultLoginPage:
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		_, _ = io.WriteString(w, loginPage)
		return
	case FaultNotJSON:
		w.Header().Set("Content-Type", "text/plain")
		_, _ = io.WriteString(w, "upstream connect error or disconnect/reset before headers\n")
		return
	case FaultEmptyBody:
	case FaultCutJSON:
		body = f.body[:len(f.body)/2]
	case FaultNoData:
		body = s.wrap(nil, s.cfg.Now().In(chinaTime()), s.trace(f.r))
	case FaultNullData:
		body = s.wrap([]byte("null"), s.cfg.Now().In(chinaTime()), s.trace(f.r))
	case FaultListData:
		body = s.wrap([]byte(`{"contents":[],"page":{"number":1,"size":10,"totalElements":0,"totalPages":0}}`),
			s.cfg.Now().In(chinaTime()), s.trace(f.r))
	case FaultUnsuccessful:
		body = s.refusalBody(f.r, errInternal(), s.trace(f.r))
	case FaultOtherTask:
		body = f.otherTask()
	case FaultBadUTF8:
		body = bytes.Replace(f.body, []byte("JAVA_TASK"), []byte("JAVA_\xff\xfeTASK"), 1)
	default:
		s.refuse(w, f.r, errInternal())
		return
	}
	s.send(w, http.StatusOK, body)
}

// otherTask is an orderly answer, but not about the task that was asked for.
func (f *failing) otherTask() []byte {
	id := Succeeded
	if f.id == id {
		id = Retried
	}
	return f.s.envelope(f.s.byID[id], f.s.cfg.Now(), f.s.trace(f.r))
}

// throttle is OCP's 429: no trace id, and how many seconds to wait.
func (f *failing) throttle(seconds int) {
	f.w.Header().Set("RateLimit-Limit", "100")
	f.w.Header().Set("RateLimit-Remaining", "0")
	f.w.Header().Set("RateLimit-Reset", strconv.Itoa(seconds))
	f.s.send(f.w, http.StatusTooManyRequests, f.s.refusalBody(f.r, errThrottled(), ""))
}

// proxyPage is the error page of a proxy in front of OCP.
func proxyPage(w http.ResponseWriter, status int) {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Server", "nginx")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<html>\r\n<head><title>"+title+"</title></head>\r\n<body>\r\n<center><h1>"+title+
		"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
}
