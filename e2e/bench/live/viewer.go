package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// viewer is a page that is open.
type viewer struct {
	task        int
	query, lang string
	shown       string // what it shows, as its streams name it
	drawn       string // the range for which it draws its bars, likewise
}

// looks are how people look at a task: most as it opens.
func looks() []viewer {
	return []viewer{
		{}, {}, {}, {}, {lang: "zh-CN"}, {query: "view=timeline"}, {query: "view=timeline"}, {query: "view=subtasks&sort=-start"},
		{query: "view=graph"}, {query: "view=timeline&tz=utc", lang: "zh-CN"},
	}
}

// client keeps as many connections as it is asked to.
func client() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}}
}

// arrive has each viewer open a page and follow it at once, as a browser does,
// eight at a time, and returns when the last has come; the group is done when
// all have left.
func arrive(ctx context.Context, base string, n, tasks int, f *figures) *sync.WaitGroup {
	c := client()
	var opening errgroup.Group
	opening.SetLimit(8)
	all := new(sync.WaitGroup)
	for k := range n {
		v := looks()[k/tasks%len(looks())]
		v.task = firstID + k%tasks
		opening.Go(func() error {
			if err := open(ctx, c, base, &v); err != nil {
				f.failed(err)
				return nil
			}
			all.Go(func() { f.failed(follow(ctx, base, &v, f)) })
			return nil
		})
	}
	_ = opening.Wait() // what failed is among the figures
	return all
}

func open(ctx context.Context, c *http.Client, base string, v *viewer) error {
	body, err := get(ctx, c, fmt.Sprintf("%s/tasks/%d?%s", base, v.task, v.query), v.lang)
	if err != nil {
		return err
	}
	defer body.Close()
	page, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	_, after, ok := strings.Cut(string(page), `data-at="`)
	if !ok {
		return fmt.Errorf("the page of task %d does not say of what moment it is", v.task)
	}
	v.shown, _, _ = strings.Cut(after, `"`)
	if _, pane, ok := strings.Cut(string(page), `<div class="tl"`); ok {
		start, to := number(pane, `data-start="`), number(pane, `data-to="`)
		v.drawn = fmt.Sprintf("0-%d", to-start)
	}
	return nil
}

// number is the first one behind some text.
func number(html, before string) (n int64) {
	_, after, _ := strings.Cut(html, before)
	text, _, _ := strings.Cut(after, `"`)
	n, _ = strconv.ParseInt(text, 10, 64) // 0 says it too
	return n
}

// stream is the address of what the page follows.
func (v *viewer) stream(base string) string {
	q := v.query + "&since=" + v.shown
	if v.drawn != "" {
		q += "&drawn=" + v.drawn
	}
	return fmt.Sprintf("%s/tasks/%d/live?%s", base, v.task, strings.TrimPrefix(q, "&"))
}

func get(ctx context.Context, c *http.Client, url, lang string) (io.ReadCloser, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Language", lang)
	if strings.Contains(url, "/live?") {
		r.Header.Set("Accept-Encoding", "gzip")
	}
	resp, err := c.Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("%s: %s", url, resp.Status)
	}
	return resp.Body, nil
}

// figures are what all viewers have seen together.
type figures struct {
	mu      sync.Mutex
	delays  []time.Duration // from OCP's answer until a viewer has the update
	joins   []time.Duration // from asking to follow until it has what was seen before
	updates int
	bytes   int64
	errors  map[string]int
}

func (f *figures) failed(err error) {
	if err == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.errors == nil {
		f.errors = map[string]int{}
	}
	f.errors[err.Error()]++
}

// follow reads the stream of a page until the time is over.
func follow(ctx context.Context, base string, v *viewer, f *figures) error {
	c := client()
	squeezed := &counted{f: f}
	asked := time.Now()
	body, err := get(ctx, c, v.stream(base), v.lang)
	if err != nil {
		return err
	}
	defer body.Close()
	squeezed.r = body
	plain, err := gzip.NewReader(squeezed)
	if err != nil {
		return fmt.Errorf("begin a stream: %w", err)
	}
	lines := bufio.NewReaderSize(plain, 16<<10)
	for {
		line, err := lines.ReadSlice('\n')
		for errors.Is(err, bufio.ErrBufferFull) { // data is of no interest
			_, err = lines.ReadSlice('\n')
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("a stream ended: %w", err)
		}
		if id, ok := bytes.CutPrefix(line, []byte("id: ")); ok {
			now := time.Now()
			if answered, ok := moment(string(bytes.TrimSpace(id))); ok {
				f.told(answered, asked, now)
			}
		}
	}
}

// counted counts what comes over the wire.
type counted struct {
	r io.Reader
	f *figures
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.f.read(int64(n))
	return n, err
}

// moment is when OCP gave the answer that an event is of.
func moment(id string) (time.Time, bool) {
	_, ms, _ := strings.Cut(id, ".")
	n, err := strconv.ParseInt(ms, 10, 64)
	return time.UnixMilli(n), err == nil
}

// told counts an update. One of an answer that came before the page asked to
// follow is no delay of the answer's way: how old it is says when the page came.
// It counts from that moment, by itself.
func (f *figures) told(answered, asked, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.updates++
	if answered.Before(asked) {
		f.joins = append(f.joins, now.Sub(asked))
		return
	}
	f.delays = append(f.delays, now.Sub(answered))
}

func (f *figures) read(bytes int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes += bytes
}
