package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licenses of what we ship: they ask for no more than to be
// named, and MPL-2.0 for the source of its own files.
func allowed() []string {
	return []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD-0-Clause", "0BSD", "Apache-2.0", "ISC", "MPL-2.0"}
}

// licenses lists the license of each module that the program is built of and of
// each library that its pages load, from the files that came with them, and
// complains of what is not allowed. It needs no network.
func licenses(ctx context.Context, root string, said io.Writer) error {
	out, err := output(ctx, root, nil, "go", "list", "-deps", "-json=Module", "./cmd/taskscope")
	if err != nil {
		return err
	}
	modules, err := modulesOf(out)
	if err != nil {
		return err
	}
	by := map[string][]string{}
	var wrong []error
	for name, dir := range modules {
		ids, err := licensesOf(dir)
		if err == nil {
			err = refused(ids)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
		}
		by[strings.Join(ids, " and ")] = append(by[strings.Join(ids, " and ")], name)
	}
	libraries, err := readManifest(os.DirFS(filepath.Join(root, filepath.FromSlash(vendorDir))))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // there need be none
		wrong = append(wrong, err)
	}
	for _, v := range libraries.Files {
		if err := refused([]string{v.License}); err != nil {
			wrong = append(wrong, fmt.Errorf("%s/%s: %w", vendorDir, v.Path, err))
		}
		by[v.License] = append(by[v.License], "npm:"+v.Package)
	}
	for _, license := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[license])
		fmt.Fprintf(said, "%s: %s\n", license, strings.Join(slices.Compact(by[license]), ", "))
	}
	return errors.Join(wrong...)
}

// modulesOf reads `go list -deps -json=Module`: the folder of each module but
// ours, by its path. The standard library has none.
func modulesOf(list string) (map[string]string, error) {
	modules := map[string]string{}
	d := json.NewDecoder(strings.NewReader(list))
	for {
		var p struct {
			Module *struct {
				Path, Dir string
				Main      bool
			}
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return modules, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if p.Module != nil && !p.Module.Main {
			modules[p.Module.Path] = p.Module.Dir
		}
	}
}

// licensesOf recognises the licenses of a module in the files that hold them.
func licensesOf(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	named := regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)`)
	ids := map[string]bool{}
	for _, e := range entries {
		if e.IsDir() || !named.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		found := licensecheck.Scan(text)
		if found.Percent < 75 { // the rest is more than names and years
			return nil, fmt.Errorf("%s is only %.0f %% known text", e.Name(), found.Percent)
		}
		for _, m := range found.Match {
			ids[m.ID] = true
		}
	}
	if len(ids) == 0 {
		return nil, errors.New("no license is found")
	}
	return slices.Sorted(maps.Keys(ids)), nil
}

// refused complains of licenses that are not allowed.
func refused(ids []string) error {
	for _, id := range ids {
		if !slices.Contains(allowed(), id) {
			return fmt.Errorf("license %q is not one of %s", id, strings.Join(allowed(), ", "))
		}
	}
	return nil
}
