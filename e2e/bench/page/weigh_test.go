package page

// weigh waits until the page is there and notes what it took; it returns the
// page's clock then.
func (t *tab) weigh(got sample, n int, s selectors) (float64, error) {
	var page struct {
		FCP, Ready, Now, FirstByte float64
		Elements, Timeline         float64
		Raw, Wire                  float64
		Assets                     float64
		BlockingJS, BlockingCSS    float64
	}
	if err := t.read(&page, "loaded", map[string]any{"root": s.Root}); err != nil {
		return 0, err
	}
	chromium, err := t.figures()
	if err != nil {
		return 0, err
	}
	since := func(name string) float64 { return (chromium[name] - t.before[name]) * 1000 }
	size := float64(n)
	got[fcp], got[ready], got[firstByte] = page.FCP, page.Ready, page.FirstByte
	got[jaeger] = page.Ready
	got[elements], got[perSubtask] = page.Elements, page.Timeline/size
	got[rawBytes], got[wireBytes] = page.Raw/size, page.Wire/size
	got[assets], got[blockingJS], got[blockingCSS] = page.Assets, page.BlockingJS, page.BlockingCSS
	got[heap] = chromium["JSHeapUsedSize"] / 1e6
	got[busy] = since("TaskDuration")
	got[scripts] = since("ScriptDuration")
	got[styles] = since("RecalcStyleDuration")
	got[layouts] = since("LayoutDuration")
	return page.Now, nil
}

// figures are Chromium's own of this page, by its names: seconds and bytes.
func (t *tab) figures() (map[string]float64, error) {
	answer, err := t.ask("Performance.getMetrics")
	if err != nil {
		return nil, err
	}
	all := map[string]float64{}
	list, _ := answer["metrics"].([]any)
	for _, m := range list {
		m, _ := m.(map[string]any)
		name, _ := m["name"].(string)
		switch v := m["value"].(type) {
		case float64:
			all[name] = v
		case int:
			all[name] = float64(v)
		}
	}
	return all, nil
}
