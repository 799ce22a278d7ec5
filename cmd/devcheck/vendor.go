package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// vendorDir holds the libraries that pages use, as npm has them, and their
// manifest.
const vendorDir = "static/vendor"

// manifest is static/vendor/manifest.json.
type manifest struct {
	Files []vendored `json:"files"`
}

// vendored is one file of a library.
type vendored struct {
	Path    string `json:"path"`    // from static/vendor
	Package string `json:"package"` // of npm
	Version string `json:"version"` // exact
	From    string `json:"from"`    // the path inside the package
	License string `json:"license"` // SPDX
	SHA256  string `json:"sha256"`  // of the content, in lower-case hex
}

// vendor checks the folder against its manifest, without a network.
func vendor(_ context.Context, root string, _ io.Writer) error {
	dir := filepath.Join(root, filepath.FromSlash(vendorDir))
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no %s", errSkip, vendorDir)
	}
	return checkVendor(os.DirFS(dir))
}

// checkVendor complains of each file that is missing, changed or not listed.
func checkVendor(dir fs.FS) error {
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	var wrong []error
	listed := []string{"manifest.json"}
	for _, v := range m.Files {
		if slices.Contains(listed, v.Path) {
			wrong = append(wrong, fmt.Errorf("%s: listed twice", v.Path))
		}
		listed = append(listed, v.Path)
		wrong = append(wrong, v.check(dir))
	}
	err = fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !slices.Contains(listed, name) {
			wrong = append(wrong, fmt.Errorf("%s: not in the manifest", name))
		}
		return err
	})
	return errors.Join(append(wrong, err)...)
}

// readManifest reads the list of what is in the folder.
func readManifest(dir fs.FS) (manifest, error) {
	var m manifest
	content, err := fs.ReadFile(dir, "manifest.json")
	if err != nil {
		return m, fmt.Errorf("%s: %w", vendorDir, err)
	}
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, fmt.Errorf("%s/manifest.json: %w", vendorDir, err)
	}
	return m, nil
}

// check complains of a file that is not what its entry says.
func (v vendored) check(dir fs.FS) error {
	for field, value := range map[string]string{"package": v.Package, "version": v.Version, "from": v.From, "license": v.License} {
		if value == "" {
			return fmt.Errorf("%s: the manifest gives no %s", v.Path, field)
		}
	}
	if strings.ContainsAny(v.Version, "^~*x <>") {
		return fmt.Errorf("%s: %q is not an exact version", v.Path, v.Version)
	}
	content, err := fs.ReadFile(dir, path.Clean(v.Path))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	if got := hex.EncodeToString(sum[:]); got != v.SHA256 {
		return fmt.Errorf("%s: sha256 %s, want %s of %s@%s", v.Path, got, v.SHA256, v.Package, v.Version)
	}
	return nil
}
