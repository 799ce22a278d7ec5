package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"taskscope/e2e/internal/browser"
	"taskscope/e2e/internal/pw"
)

// Browser is a Chromium that runs, and what came with it.
type Browser struct {
	pw.Browser
	Path string // of the executable; "" is Playwright's own
	Axe  string // the text of axe's script
	Hint string // something about this machine worth saying; mostly ""

	driver *pw.Driver
}

// Launch sets the machine up as far as it is not (see package browser) and
// starts a Chromium. dir is any folder of the module. What takes a while is
// told to log.
func Launch(ctx context.Context, dir string, log io.Writer) (*Browser, error) {
	root, err := browser.Root(dir)
	if err != nil {
		return nil, err
	}
	node, err := browser.Node(ctx)
	if err != nil {
		return nil, err
	}
	modules, err := browser.InstallModules(ctx, filepath.Join(root, "e2e"), log)
	if err != nil {
		return nil, err
	}
	axe, err := os.ReadFile(modules.Axe)
	if err != nil {
		return nil, fmt.Errorf("e2e: %w", err)
	}
	driver, err := pw.Start(node, modules.Dir, log)
	if err != nil {
		return nil, err
	}
	b := &Browser{Axe: string(axe), driver: driver}
	choose := browser.Chooser{
		Launch: func(path string) (err error) {
			b.Browser, err = driver.Launch(path)
			return err
		},
		Installed:  browser.Installed,
		Installers: []browser.Installer{browser.FromPlaywright(node, modules), browser.FromApt(log)},
		Getenv:     os.Getenv,
		Log:        log,
	}
	if b.Path, err = choose.Choose(ctx); err != nil {
		return nil, errors.Join(err, driver.Stop())
	}
	b.Hint = browser.FontHint(ctx)
	return b, nil
}

// Close ends the browser and the driver.
func (b *Browser) Close() error {
	return errors.Join(b.Browser.Close(), b.driver.Stop())
}
