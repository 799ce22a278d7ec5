package ocpsim

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// OCP's signature of a request by an access key, as its manual describes it:
//
//	Authorization: OCP-ACCESS-KEY-HMACSHA1 {AccessKey}:{Signature}
//	Signature = Base64(HMAC-SHA1(SecretKey, StringToSign))
const signScheme = "OCP-ACCESS-KEY-HMACSHA1"

// skew is how far the request's date may lie from the server's clock.
const skew = 15 * time.Minute

func sign(secret, text string) string {
	h := hmac.New(sha1.New, []byte(secret))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// fresh says whether the request's Date (or x-ocp-date) is near now.
func fresh(r *http.Request, now time.Time) bool {
	date := r.Header.Get("x-ocp-date")
	if date == "" {
		date = r.Header.Get("Date")
	}
	t, err := http.ParseTime(date)
	if err != nil {
		return false
	}
	return now.Sub(t).Abs() <= skew
}

// stringToSign is what the client has to have signed: method, MD5 of the body,
// content type, date, host, x-ocp headers and the path with its query.
func stringToSign(r *http.Request) string {
	return strings.Join([]string{
		strings.ToUpper(r.Method), bodySum(r), r.Header.Get("Content-Type"), r.Header.Get("Date"), r.Host,
		ocpHeaders(r.Header), pathAndQuery(r.URL),
	}, "\n")
}

// bodySum is the MD5 of the body in upper-case hex, "" if there is none. The
// body stays readable.
func bodySum(r *http.Request) string {
	if r.Body == nil {
		return ""
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil || len(body) == 0 {
		return ""
	}
	return fmt.Sprintf("%X", md5.Sum(body))
}

func ocpHeaders(h http.Header) string {
	var lines []string
	for name, values := range h {
		if name := strings.ToLower(name); strings.HasPrefix(name, "x-ocp-") {
			lines = append(lines, name+":"+strings.Join(values, ","))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func pathAndQuery(u *url.URL) string {
	query := u.Query()
	if len(query) == 0 {
		return u.EscapedPath()
	}
	var pairs []string
	for name, values := range query {
		slices.Sort(values)
		for i := range values {
			values[i] = rfc3986(values[i])
		}
		pairs = append(pairs, rfc3986(name)+"="+strings.Join(values, ","))
	}
	slices.Sort(pairs)
	return u.EscapedPath() + "?" + strings.Join(pairs, "&")
}

// rfc3986 is url.QueryEscape with a space as %20.
func rfc3986(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
