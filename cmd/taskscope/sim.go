package main

import (
	"fmt"

	"taskscope/internal/ocpsim"
)

// simCmd is taskscope sim.
type simCmd struct {
	Listen string `help:"Address to listen on (${default})." default:"127.0.0.1:9090" placeholder:"HOST:PORT"`
}

// Run serves the simulated OCP.
func (cmd *simCmd) Run(p *program, c *cli) error {
	sim, err := ocpsim.New(ocpsim.Config{})
	if err != nil {
		return fmt.Errorf("start the simulated OCP: %w", err)
	}
	l, err := listen(p.ctx, cmd.Listen)
	if err != nil {
		return err
	}
	// What hangs on purpose must not hold up the end.
	go func() { <-p.ctx.Done(); sim.Close() }()
	return p.serve(l, sim.Handler(), func() {}, c.logger(p.stderr))
}
