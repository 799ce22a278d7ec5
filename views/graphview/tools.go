package graphview

import (
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
)

// Tool is one question about the drawing and its answers, each a link. Sets is
// the parameter that answers it.
type Tool struct {
	Name    string
	Sets    string
	Choices []Choice
}

// Choice is one answer; the present one leads nowhere new, and says so.
type Choice struct {
	Text string
	URL  string
	On   bool
	Key  string // that clicks it, see the KeyGroups of the page
}

// tools are the questions that this graph raises: no chains, no question.
func (b *builder) tools(g *Graph) []Tool {
	u := b.URL
	var all []Tool
	choice := func(key string, on bool, change func(*permalink.Task)) Choice {
		to := u
		change(&to)
		return Choice{Text: b.Text.T(key), URL: b.address(to), On: on}
	}
	dir := func(key string, d permalink.Direction) Choice {
		return choice(key, u.Dir == d, func(t *permalink.Task) { t.Dir = d })
	}
	all = append(all, Tool{b.Text.T("graph.tool_dir"), "dir", []Choice{
		dir("graph.dir_lr", permalink.LeftToRight), dir("graph.dir_tb", permalink.TopToBottom),
	}})
	stages, open, chains := b.foldable()
	if stages > 0 {
		fold := func(key string, f permalink.Fold, on bool, press string) Choice {
			c := choice(key, on, func(t *permalink.Task) { *t = t.FoldAll(f) })
			if b.Merged == nil { // these keys step through the differences there
				c.Key = press
			}
			return c
		}
		all = append(all, Tool{b.Text.T("graph.tool_fold"), "fold", []Choice{
			fold("graph.fold_all", permalink.FoldAll, open == 0, "]"), fold("graph.fold_none", permalink.FoldNone, open == stages, "["),
		}})
	}
	if chains {
		set := func(key string, c permalink.Chains) Choice {
			return choice(key, u.Chains == c, func(t *permalink.Task) { t.Chains = c })
		}
		all = append(all, Tool{b.Text.T("graph.tool_chains"), "chains", []Choice{
			set("graph.chains_folded", permalink.ChainsFolded), set("graph.chains_open", permalink.ChainsOpen),
		}})
	}
	heat := Tool{Name: b.Text.T("graph.tool_heat"), Sets: "heat"}
	for _, h := range permalink.Heats() {
		heat.Choices = append(heat.Choices, choice("graph.heat_"+string(h), u.Heat == h, func(t *permalink.Task) { t.Heat = h }))
	}
	if b.Analysis.OK && b.Merged == nil { // colours tell of the differences
		all = append(all, heat)
	}
	links := func(key string, l permalink.Links) Choice {
		return choice(key, u.Links == l, func(t *permalink.Task) { t.Links = l })
	}
	all = append(all, Tool{b.Text.T("graph.tool_links"), "links", []Choice{
		links("graph.links_all", permalink.LinksAll), links("graph.links_dimmed", permalink.LinksDimmed),
	}})
	if id, name := b.selectedName(); id != 0 && id != u.Focus && len(g.Nodes) > 1 {
		all = append(all, Tool{b.Text.T("graph.tool_focus"), "focus", []Choice{{Text: middle(name, nameChars), URL: b.address(u.FocusOn(id))}}})
	}
	return all
}

// foldable counts the stages, and those of them that are open, and says whether
// there is a chain to fold.
func (b *builder) foldable() (stages, open int, chains bool) {
	for _, s := range b.stacks {
		if s.Kind == dag.Chain {
			chains = true
			continue
		}
		stages++
		if !b.isFolded(s) {
			open++
		}
	}
	return stages, open, chains
}
