package ocp

import (
	"crypto/hmac"
	"crypto/md5"  // what OCP's signature is made of
	"crypto/sha1" // ditto
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// SignRequest is what OCP's AK/SK signature covers of a request.
type SignRequest struct {
	Method      string
	Body        []byte // empty: none
	ContentType string // exactly as sent
	Date        string // exactly as sent: RFC 1123 in GMT; OCP accepts 15 minutes either way
	Host        string // exactly as sent, with the port if there is one
	Header      http.Header
	Path        string // escaped, as sent
	Query       url.Values
}

// Signature is Base64(HMAC-SHA1(secret, StringToSign)).
func (r SignRequest) Signature(secret string) string {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(r.StringToSign()))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// StringToSign is the text that OCP, too, puts together from what it received.
// Of Header only the x-ocp-* fields count.
func (r SignRequest) StringToSign() string {
	digest := ""
	if len(r.Body) > 0 {
		digest = fmt.Sprintf("%X", md5.Sum(r.Body))
	}
	resource := r.Path
	if query := canonicalQuery(r.Query); query != "" {
		resource += "?" + query
	}
	return strings.Join([]string{strings.ToUpper(r.Method), digest, r.ContentType, r.Date, r.Host,
		canonicalHeader(r.Header), resource}, "\n")
}

// canonicalHeader is the x-ocp-* fields, one per line, in order of their names.
func canonicalHeader(header http.Header) string {
	var lines []string
	for name, values := range header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-ocp-") {
			lines = append(lines, name+":"+strings.Join(values, ","))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// canonicalQuery is the parameters in order of their names; the values of one
// that repeats are sorted and joined by comma.
func canonicalQuery(query url.Values) string {
	var pairs []string
	for name, values := range query {
		escaped := make([]string, len(values))
		for i, v := range slices.Sorted(slices.Values(values)) {
			escaped[i] = escape(v)
		}
		pairs = append(pairs, escape(name)+"="+strings.Join(escaped, ","))
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

// escape is RFC 3986's, where a space is not a plus sign.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
