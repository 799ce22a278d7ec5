package web

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/fragment"
	"taskscope/views/taskpage"
	"taskscope/views/ui"
)

// drawing is a page of a task as those who follow it have it: rendered part by
// part, and taken apart, so that it can be held against the one before.
type drawing struct {
	at      string // what it shows, as permalink.Shown writes it
	tidings taskpage.Tidings
	parts   []*fragment.Part
	// whole renders the views anew for the range of the page, where parts has
	// them for the range that the stream's page draws its bars for; else nil.
	whole func() (*fragment.Part, error)
}

// units is how many pieces it has.
func (d *drawing) units() (n int) {
	for _, p := range d.parts {
		n += p.Units()
	}
	return n
}

// sums is the drawing without its HTML: what a page has that is told of a later
// one.
func (d *drawing) sums() *drawing {
	old := &drawing{at: d.at, tidings: d.tidings}
	for _, p := range d.parts {
		old.parts = append(old.parts, p.Sums())
	}
	return old
}

// ranged are the parts of a timeline that are drawn for the range shown, while
// its rows are drawn for another one.
var ranged = []taskpage.Region{taskpage.RegionAxis, taskpage.RegionGrid, taskpage.RegionMap, taskpage.RegionRange}

// draw renders the page of u for a view.
func (s *server) draw(ctx context.Context, topic live.Topic, u permalink.Live, view live.View, v *visit) (*drawing, error) {
	d := &drawing{at: permalink.Shown{Snapshot: view.Snapshot.Ref.Snapshot, NowMS: view.Now.MS}.String()}
	u.Ref = v.Reader.Short(u.Ref)
	in, err := s.input(ctx, topic, u.Task, view, v)
	if err != nil {
		return nil, err
	}
	in.ReadMS = view.Snapshot.SeenMS // followed is seen just now
	if view.Failure != nil || view.NotRecorded != nil {
		in.ReadMS = s.Now().UnixMilli()
	}
	in.Banners = s.banners(v, view)
	frame := ui.Page{Text: s.words.In(v.Lang), Static: s.static.Prefix(), Icon: task.Unknown}
	regions := taskpage.Followed()
	drawn := u.Drawn()
	apart := drawn.String() != u.Task.String() // rows and axis are drawn for two ranges
	if apart {
		regions = slices.DeleteFunc(regions, func(r taskpage.Region) bool { return r == taskpage.RegionViews })
		regions = append(regions, ranged...)
	}
	in.Regions = regions
	page := taskpage.New(frame, in)
	d.tidings = page.Tidings()
	for _, r := range regions {
		if err := d.add(ctx, page, r); err != nil {
			return nil, err
		}
	}
	views := in
	views.Regions = []taskpage.Region{taskpage.RegionViews}
	if apart {
		views.URL = drawn
		if err := d.add(ctx, taskpage.New(frame, views), taskpage.RegionViews); err != nil {
			return nil, err
		}
		for _, r := range ranged {
			d.parts[len(d.parts)-1].Drop(fragment.Key{Kind: fragment.Region, ID: string(r)})
		}
	}
	if apart {
		readMS, banners := in.ReadMS, in.Banners // the rest is let go of
		d.whole = func() (*fragment.Part, error) {
			again, err := s.input(ctx, topic, u.Task, view, v)
			if err != nil {
				return nil, err
			}
			again.ReadMS, again.Banners = readMS, banners
			again.Regions = []taskpage.Region{taskpage.RegionViews}
			return part(ctx, taskpage.New(frame, again), taskpage.RegionViews)
		}
	}
	return d, nil
}

func (d *drawing) add(ctx context.Context, page taskpage.Page, r taskpage.Region) error {
	p, err := part(ctx, page, r)
	if err != nil {
		return err
	}
	if len(p.HTML) == 0 { // a view without it
		return nil
	}
	d.parts = append(d.parts, p)
	return nil
}

// part renders one region.
func part(ctx context.Context, page taskpage.Page, r taskpage.Region) (*fragment.Part, error) {
	page.Regions = []taskpage.Region{r}
	var b bytes.Buffer
	if err := taskpage.Parts(page).Render(ctx, &b); err != nil {
		return nil, fmt.Errorf("render %s: %w", r, err)
	}
	return fragment.Split(string(r), bytes.TrimSpace(b.Bytes()), string(taskpage.RegionTimeline)), nil
}
