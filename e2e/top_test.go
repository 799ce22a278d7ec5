package e2e

import (
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestTheTopComesFirst: what a task is and how it stands is in the first frame,
// alone, though all the rest is there by then; and the next ones have that, too.
func TestTheTopComesFirst(t *testing.T) {
	t.Parallel()
	for view, rest := range map[string]string{"timeline": ".tl-names a", "overview": ".task-body"} {
		t.Run(view, func(t *testing.T) {
			t.Parallel()
			theTopComesFirst(t, view, rest)
		})
	}
}

func theTopComesFirst(t *testing.T, view, rest string) {
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	style, release := make(chan struct{}), make(chan struct{})
	p.Must(p.Route("**/app.css*", func(r pw.Route) {
		close(style)
		go func() {
			<-release
			if err := r.Continue(); err != nil {
				t.Error(err)
			}
		}()
	}))
	noted := `const frames = (globalThis.frames = []);
	const seen = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
	const note = () => { if (frames.push([seen(".diagnosis"), seen("` + rest + `")].join()) < 6) requestAnimationFrame(note); };
	requestAnimationFrame(note);`
	p.Must(p.AddInitScript(pw.Script{Content: &noted}))
	_, err := p.Goto("/tasks/"+failed+"?view="+view, pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	<-style
	until(p, `document.querySelector("`+rest+`") && document.readyState !== "loading"`)
	close(release)
	until(p, `frames.length === 6`)
	want := "true,false" + strings.Repeat(" true,true", 5)
	if got := p.Eval(`() => frames.join(" ")`); got != want {
		t.Errorf("top and rest are there by frame: %v, want %s", got, want)
	}
}
