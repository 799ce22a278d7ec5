package main

import (
	"context"
	"sync"
)

// background is what goes on beside serving.
type background struct {
	ctx    context.Context
	cancel context.CancelFunc
	under  sync.WaitGroup
}

func newBackground(ctx context.Context) *background {
	b := &background{}
	b.ctx, b.cancel = context.WithCancel(ctx)
	return b
}

// run starts something that ends when its context does.
func (b *background) run(f func(context.Context)) { b.under.Go(func() { f(b.ctx) }) }

// stop ends all of it, and returns when it has ended.
func (b *background) stop() {
	b.cancel()
	b.under.Wait()
}
