package taskpage

import (
	"slices"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/views/gantt"
)

// Region is a part of the page that a script can have by itself: an element
// that carries its name in data-region.
type Region string

// The regions. Those of the timeline are inside it, and it is inside the views.
const (
	RegionBanners  Region = "banners"  // what the reader has to know first
	RegionHead     Region = "head"     // what the task is and how it went
	RegionLive     Region = "live"     // in the head: of what moment the page is
	RegionPanel    Region = "panel"    // the selected subtask
	RegionChips    Region = "chips"    // the filters
	RegionViews    Region = "views"    // tabs and what they show
	RegionTimeline Region = "timeline" // all of it
	RegionAxis     Region = "axis"     // on top of the timeline
	RegionGrid     Region = "grid"     // its ticks as lines under the bars
	RegionMap      Region = "map"      // its minimap
	RegionRange    Region = "range"    // what happened in the range asked for
	RegionOver     Region = "over"     // the lines across its rows
	RegionMore     Region = "more"     // below it all: problems of the data, other runs
	RegionTip      Region = "tip"      // of the selected subtask, for the pointer; on no page
)

// Regions are all regions.
func Regions() []Region {
	return []Region{RegionBanners, RegionHead, RegionLive, RegionMore, RegionPanel, RegionChips, RegionViews, RegionTimeline, RegionAxis, RegionGrid, RegionMap, RegionRange, RegionOver, RegionTip}
}

// Followed are the regions that make up the page of a task that is followed;
// the others are in one of them.
func Followed() []Region {
	return []Region{RegionBanners, RegionHead, RegionChips, RegionPanel, RegionMore, RegionViews}
}

// ParseRegions reads a list with commas; ok is false for a name that is no
// region. An empty list is the whole page.
func ParseRegions(list string) (regions []Region, ok bool) {
	if strings.TrimSpace(list) == "" {
		return nil, true
	}
	for word := range strings.SplitSeq(list, ",") {
		r := Region(strings.TrimSpace(word))
		if !slices.Contains(Regions(), r) {
			return nil, false
		}
		if !slices.Contains(regions, r) {
			regions = append(regions, r)
		}
	}
	return regions, true
}

// wants says whether a region is to be made.
func (b *pageOf) wants(r Region) bool { return len(b.Regions) == 0 || slices.Contains(b.Regions, r) }

// timeline is the whole timeline.
func (b *pageOf) timeline() *gantt.View { return gantt.New(b.gantt(), gantt.Only{}) }

// hasTimeline says whether the page's view has one.
func (b *pageOf) hasTimeline() bool {
	return b.URL.View == permalink.Timeline || b.URL.View == permalink.Overview
}

// timelineParts are those regions of it that were asked for, when the page's
// view has a timeline.
func (b *pageOf) timelineParts() *gantt.View {
	if !b.hasTimeline() {
		return nil
	}
	if b.wants(RegionTimeline) {
		return b.timeline()
	}
	only := gantt.Only{Axis: b.wants(RegionAxis) || b.wants(RegionGrid), Map: b.wants(RegionMap), Range: b.wants(RegionRange), Over: b.wants(RegionOver)}
	if only == (gantt.Only{}) {
		return nil
	}
	return gantt.New(b.gantt(), only)
}

func (b *pageOf) gantt() gantt.Input {
	return gantt.Input{
		URL: b.URL, Text: b.text, Task: b.task, Graph: b.Graph, Analysis: b.Analysis, Seen: b.Seen, Usual: &b.Usual,
		Groups: b.groups, Rows: b.rows, Dimmed: b.dim, Hit: b.hit, Excerpt: b.excerpt(),
	}
}

// An overview shows so many lines of a timeline that has more than the second
// number, so that the graph and the table are not far below.
const (
	overviewLines = 20
	overviewWhole = 30
)

// excerpt is how much of the timeline the view shows: of an overview what a
// person would look at first, which on a task that went well is what took longest.
func (b *pageOf) excerpt() gantt.Excerpt {
	if b.URL.View != permalink.Overview {
		return gantt.Excerpt{}
	}
	around := b.diagnosed.First
	if hop := b.diagnosed.LongestHop; around < 0 && hop >= 0 {
		around = b.Analysis.Path[hop].Subtask
	}
	return gantt.Excerpt{Most: overviewLines, Whole: overviewWhole, Around: around}
}
