package ocpsim

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// The vectors of OCP's manual (the first two), and two more of the same kind.
func TestSignatureVectors(t *testing.T) {
	const secret = "2fc0c299cc94c6be266f2ceece765d4d"
	for _, c := range []struct {
		name, method, path, body, contentType, date, ocpData, want string
	}{
		{"POST", "POST", "/api/v2/compute/idcs", `{"name":"test01","description":"test","regionId":1}`, "application/json",
			"Tue, 17 Jan 2023 09:13:57 GMT", "A,1", "XN8P+O+v3vUabB16ZCooq5wMJoY="},
		{"GET with query", "GET", "/api/v2/compute/idcs?size=100", "", "application/json;charset=utf-8",
			"Tue, 17 Jan 2023 04:14:02 GMT", "", "TsQD6HDOuZuJ409m0wdnZPmijlc="},
		{"task", "GET", "/api/v2/tasks/instances/35000312", "", "application/json", "Tue, 17 Jan 2023 04:14:02 GMT", "",
			"OR0OXtQTZt5LPnbYEbkltj2ZQP4="},
		{"no content type", "GET", "/api/v2/tasks/instances/35000312", "", "", "Tue, 17 Jan 2023 04:14:02 GMT", "",
			"UrqGEssid3849GlMfMB8ef0pd2g="},
	} {
		r := httptest.NewRequest(c.method, "http://ocp.alibaba.net:8080"+c.path, strings.NewReader(c.body))
		r.Header.Set("Date", c.date)
		if c.contentType != "" {
			r.Header.Set("Content-Type", c.contentType)
		}
		if c.ocpData != "" {
			r.Header.Set("x-ocp-data", c.ocpData)
		}
		if got := sign(secret, stringToSign(r)); got != c.want {
			t.Errorf("%s: signature %s of\n%s\nwant %s", c.name, got, stringToSign(r), c.want)
		}
	}
}

func TestQueryIsSortedAndEscaped(t *testing.T) {
	r := httptest.NewRequest("GET", "/api/v2/x?b=2&a=x%20y&b=1&c=%2F", nil)
	if got, want := pathAndQuery(r.URL), "/api/v2/x?a=x%20y&b=1,2&c=%2F"; got != want {
		t.Errorf("pathAndQuery = %s, want %s", got, want)
	}
}

func TestSignedRequests(t *testing.T) {
	s := serve(t, Config{})
	host := strings.TrimPrefix(s.url, "http://")
	for _, c := range []struct {
		name, key, secret string
		age               time.Duration
		tamper            func(*http.Request)
		status            int
	}{
		{"viewer", ViewerAccessKey, ViewerSecretKey, 0, nil, 200},
		{"nobody", NobodyAccessKey, NobodySecretKey, 0, nil, 403},
		{"14 minutes old", ViewerAccessKey, ViewerSecretKey, 14 * time.Minute, nil, 200},
		{"16 minutes old", ViewerAccessKey, ViewerSecretKey, 16 * time.Minute, nil, 401},
		{"16 minutes ahead", ViewerAccessKey, ViewerSecretKey, -16 * time.Minute, nil, 401},
		{"wrong secret", ViewerAccessKey, NobodySecretKey, 0, nil, 401},
		{"unknown key", "key", ViewerSecretKey, 0, nil, 401},
		{"no key", "", ViewerSecretKey, 0, nil, 401},
		{"other path", ViewerAccessKey, ViewerSecretKey, 0, func(r *http.Request) { r.URL.Path = taskPath(Succeeded + 1) }, 401},
		{"other date", ViewerAccessKey, ViewerSecretKey, 0, func(r *http.Request) {
			r.Header.Set("Date", epoch().Add(time.Second).Format(http.TimeFormat))
		}, 401},
		{"no date", ViewerAccessKey, ViewerSecretKey, 0, func(r *http.Request) { r.Header.Del("Date") }, 401},
		{"added header", ViewerAccessKey, ViewerSecretKey, 0, func(r *http.Request) { r.Header.Set("x-ocp-extra", "1") }, 401},
		{"other host", ViewerAccessKey, ViewerSecretKey, 0, func(r *http.Request) { r.Host = "ocp:8080" }, 401},
	} {
		date := epoch().Add(-c.age).Format(http.TimeFormat)
		// Written out once more, so that the server's idea of it is not its own witness.
		text := "GET\n\n\n" + date + "\n" + host + "\n\n" + taskPath(Succeeded)
		r := s.request(t, "GET", taskPath(Succeeded), "Date", date,
			"Authorization", "OCP-ACCESS-KEY-HMACSHA1 "+c.key+":"+sign(c.secret, text))
		if c.tamper != nil {
			c.tamper(r)
		}
		resp, err := s.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.status {
			t.Errorf("%s: HTTP %d, want %d", c.name, resp.StatusCode, c.status)
		}
	}
}
