package static

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The scripts are many small modules and the sheets many small files, for those
// who read them. A browser gets one of each, without comments: some forty
// requests less, a third of the bytes. It is done when the program starts, so
// that no made file lies beside its sources and could be older than they are.

// entry is the module that pages load.
const entry = "js/app.js"

// script joins the entry's modules; the map leads a debugger back to them.
func script(tree fs.FS) (code, sourceMap []byte, err error) {
	built := api.Build(api.BuildOptions{
		EntryPoints: []string{entry}, Outdir: "/", Outbase: ".", Bundle: true, Write: false,
		Format: api.FormatESModule, Target: api.ES2022, Sourcemap: api.SourceMapLinked,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Charset: api.CharsetUTF8,
		Plugins: []api.Plugin{{Name: "tree", Setup: func(b api.PluginBuild) { readFrom(b, tree) }}},
	})
	if err := firstOf(built.Errors); err != nil {
		return nil, nil, fmt.Errorf("join the scripts: %w", err)
	}
	for _, f := range built.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap, nil
}

// readFrom has a build read its modules from a tree instead of the disk.
func readFrom(b api.PluginBuild, tree fs.FS) {
	const space = "tree"
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		name := path.Join(path.Dir(a.Importer), a.Path) // of the entry the importer is ""
		return api.OnResolveResult{Path: name, Namespace: space}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		source, err := fs.ReadFile(tree, a.Path)
		text := string(source)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
	})
}

// sheet is a style sheet of these files, without what only its readers need.
func sheet(tree fs.FS, name string, parts []string) ([]byte, error) {
	var css strings.Builder
	for _, part := range parts {
		b, err := fs.ReadFile(tree, "css/"+part+".css")
		if err != nil {
			return nil, fmt.Errorf("join %s: %w", name, err)
		}
		css.Write(b)
	}
	made := api.Transform(css.String(), api.TransformOptions{
		Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true, Charset: api.CharsetUTF8, Sourcefile: name,
	})
	if err := firstOf(made.Errors); err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	if err := firstOf(made.Warnings); err != nil { // a rule that browsers would leave out
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	return made.Code, nil
}

func firstOf(found []api.Message) error {
	if len(found) == 0 {
		return nil
	}
	m := found[0]
	if m.Location == nil {
		return fmt.Errorf("%s", m.Text)
	}
	return fmt.Errorf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text)
}
