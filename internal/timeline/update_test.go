package timeline_test

import "flag"

var update = flag.Bool("update", false, "write the goldens of testdata anew")
