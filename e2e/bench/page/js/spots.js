(selector) => JSON.stringify(bench.spots(selector))
