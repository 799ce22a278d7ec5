package main

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const isc = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`

func TestLicensesOf(t *testing.T) {
	for _, test := range []struct{ name, file, text, want, err string }{
		{"known", "LICENSE", "Copyright (c) 2020 Somebody\n\n" + isc, "ISC", ""},
		{"another name", "Copying.md", isc, "ISC", ""},
		{"mostly something else", "LICENSE", isc + strings.Repeat("Nobody may use this on a Sunday. ", 100), "", "known text"},
		{"none", "README", isc, "", "no license is found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, test.file), []byte(test.text), 0o644); err != nil {
				t.Fatal(err)
			}
			got, err := licensesOf(dir)
			if strings.Join(got, " ") != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("licensesOf = %q, %v, want %q, %q", got, err, test.want, test.err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	if err := refused([]string{"MIT", "Apache-2.0"}); err != nil {
		t.Errorf("refused(MIT, Apache-2.0) = %v, want nil", err)
	}
	if err := refused([]string{"MIT", "AGPL-3.0"}); err == nil || !strings.Contains(err.Error(), `"AGPL-3.0"`) {
		t.Errorf("refused(MIT, AGPL-3.0) = %v, want the second named", err)
	}
}

func TestModulesOf(t *testing.T) {
	got, err := modulesOf(`{}{"Module":{"Path":"a","Dir":"/m/a"}}{"Module":{"Path":"ours","Dir":"/o","Main":true}}{"Module":{"Path":"a","Dir":"/m/a"}}`)
	if want := map[string]string{"a": "/m/a"}; err != nil || !maps.Equal(got, want) {
		t.Errorf("modulesOf = %v, %v, want %v", got, err, want)
	}
	if _, err := modulesOf("{"); err == nil {
		t.Error("modulesOf of half an object has no error")
	}
}

func TestAnswers(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/list" {
			w.WriteHeader(http.StatusBadGateway)
		}
	}))
	defer s.Close()
	if err := answers(t.Context(), s.URL+"/list"); err != nil {
		t.Errorf("answers = %v, want nil", err)
	}
	if err := answers(t.Context(), s.URL+"/else"); err == nil || !strings.Contains(err.Error(), "502") {
		t.Errorf("answers = %v for status 502, want it", err)
	}
}
