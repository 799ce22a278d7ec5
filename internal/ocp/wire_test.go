package ocp

import (
	"fmt"
	"strings"
	"testing"
)

// What is known of large values is what passing over them finds.
func TestLargeValues(t *testing.T) {
	long := strings.Repeat(`{"name":"a \"]}\\","ups":[1,2]},`, 300)
	body := []byte(fmt.Sprintf(`{"small":[1,{"x":[]}],"data":{"subtasks":[%s{}],"more":[[%q]]},"end":{}}`, long, strings.Repeat("]}", largeValue)))
	deep, large := nesting(body)
	if deep != -1 || len(large) != 5 {
		t.Errorf("nesting = %d and %d large values, want -1 and 5: all of it, data, subtasks, more and what is in it", deep, len(large))
	}
	for from, end := range large {
		if want := skip(body, from); end != want {
			t.Errorf("the value at %d ends at %d, want %d", from, end, want)
		}
	}
}

func TestTooDeep(t *testing.T) {
	open := strings.Repeat("[", maxDepth)
	for body, want := range map[string]int{
		open: -1, open + strings.Repeat("]", maxDepth): -1, open + "{": maxDepth, "]]]" + open + "[": 3 + maxDepth, `"` + open + `["`: -1,
	} {
		if got, _ := nesting([]byte(body)); got != want {
			t.Errorf("nesting(%.80s…) = %d, want %d", body, got, want)
		}
	}
}
