package ocpsim

import (
	"encoding/json"
	"strings"
	"testing"
)

// seenTree is a response with nothing presumed.
func seenTree(t *testing.T, s *Sim, id int64) map[string]any {
	t.Helper()
	var doc struct{ Data map[string]any }
	dec := json.NewDecoder(strings.NewReader(string(mustBody(t, s, id, epoch()))))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		t.Fatalf("task %d: %v", id, err)
	}
	return doc.Data
}

func texts(v any) []string {
	var texts []string
	for _, x := range list(v) {
		texts = append(texts, x.(json.Number).String())
	}
	return texts
}

func count(all []string, one string) int {
	n := 0
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// Each odd response has its oddity, looked for without the code that made it.
func TestOddities(t *testing.T) {
	s := newSim(t, Config{})
	checks := map[int64]func(data map[string]any, subs []map[string]any) bool{
		OddCycle:      func(_ map[string]any, subs []map[string]any) bool { return !ordered(subs) },
		OddEverything: func(_ map[string]any, subs []map[string]any) bool { return !ordered(subs) },
		OddSelfEdge: func(_ map[string]any, subs []map[string]any) bool {
			return some(subs, func(s map[string]any) bool {
				id := s["id"].(json.Number).String()
				return count(texts(s["upstreams"]), id) == 1 && count(texts(s["downstreams"]), id) == 1
			})
		},
		OddDuplicateEdge: func(_ map[string]any, subs []map[string]any) bool {
			return some(subs, func(s map[string]any) bool {
				up := texts(s["upstreams"])
				return len(up) > 1 && count(up, up[0]) == 2
			})
		},
		OddUnknownNeighbour: func(_ map[string]any, subs []map[string]any) bool {
			return some(subs, func(s map[string]any) bool {
				return count(texts(s["upstreams"]), "77") == 1 && count(texts(s["downstreams"]), "78") == 1
			})
		},
		OddOneSided: func(_ map[string]any, subs []map[string]any) bool {
			ends := map[[2]string]int{}
			for _, s := range subs {
				id := s["id"].(json.Number).String()
				for _, u := range texts(s["upstreams"]) {
					ends[[2]string{u, id}] |= 1
				}
				for _, d := range texts(s["downstreams"]) {
					ends[[2]string{id, d}] |= 2
				}
			}
			seen := map[int]bool{}
			for _, e := range ends {
				seen[e] = true
			}
			return seen[1] && seen[2] && seen[3]
		},
		OddFinishBeforeStart: func(_ map[string]any, subs []map[string]any) bool {
			return some(subs, func(s map[string]any) bool {
				return unix(t, s["finishTime"].(string)) < unix(t, s["startTime"].(string))
			})
		},
		OddClockSkew: func(_ map[string]any, subs []map[string]any) bool {
			ends := map[string]int64{}
			executors := map[string]string{}
			for _, s := range subs {
				ends[s["id"].(json.Number).String()] = unix(t, s["finishTime"].(string))
				executors[s["id"].(json.Number).String()] = s["executor"].(string)
			}
			return some(subs, func(s map[string]any) bool {
				for _, u := range texts(s["upstreams"]) {
					if unix(t, s["startTime"].(string)) < ends[u] && executors[u] != s["executor"] {
						return true
					}
				}
				return false
			})
		},
		OddDuplicateID: func(_ map[string]any, subs []map[string]any) bool {
			seen := map[string]int{}
			for _, s := range subs {
				seen[s["id"].(json.Number).String()]++
			}
			return len(seen) == len(subs)-1
		},
		OddEpochTimes: func(d map[string]any, subs []map[string]any) bool {
			ms, ok := d["startTime"].(json.Number)
			_, sub := subs[0]["finishTime"].(json.Number)
			return ok && sub && len(ms.String()) == 13
		},
		OddCreatorString: func(d map[string]any, _ []map[string]any) bool { return d["creator"] == "admin" },
		OddTenantInfo: func(d map[string]any, _ []map[string]any) bool {
			return d["tenant"] == nil && d["tenantInfo"].(map[string]any)["name"] == "orders"
		},
		OddDownstreamKey: func(_ map[string]any, subs []map[string]any) bool {
			return subs[0]["downstream"] != nil && subs[0]["downstreams"] == nil
		},
		OddParalleKey: func(_ map[string]any, subs []map[string]any) bool {
			return subs[0]["paralleIdx"] != nil && subs[0]["parallelIdx"] == nil
		},
		OddIntegerStatus: func(d map[string]any, subs []map[string]any) bool {
			return d["status"] == json.Number("2") && some(subs, func(s map[string]any) bool { return s["status"] == json.Number("3") })
		},
		OddUnknownFields: func(d map[string]any, subs []map[string]any) bool {
			return d["progress"] != nil && some(subs, func(s map[string]any) bool { return s["context"] != nil })
		},
		OddNoTimes: func(d map[string]any, subs []map[string]any) bool {
			return !some(append(subs, d), func(s map[string]any) bool {
				return s["createTime"] != nil || s["startTime"] != nil || s["finishTime"] != nil
			})
		},
		OddEmpty: func(d map[string]any, subs []map[string]any) bool {
			_, ok := d["subtasks"].([]any)
			return ok && len(subs) == 0
		},
		OddNoSubtasksKey: func(d map[string]any, _ []map[string]any) bool { _, ok := d["subtasks"]; return !ok },
		OddNulls: func(d map[string]any, subs []map[string]any) bool {
			v, ok := d["tenant"]
			return ok && v == nil && some(subs, func(s map[string]any) bool { v, ok := s["timeout"]; return ok && v == nil })
		},
		OddStrings: func(d map[string]any, subs []map[string]any) bool {
			up, _ := subs[0]["upstreams"].([]any)
			_, isText := d["id"].(string)
			return isText && subs[0]["runTime"] == "1" && (len(up) == 0 || up[0].(string) != "")
		},
		OddLowerCase: func(d map[string]any, subs []map[string]any) bool {
			return d["status"] == "successful" && subs[0]["operation"] == "execute"
		},
		OddOutsideTask: func(d map[string]any, subs []map[string]any) bool {
			return some(subs, func(s map[string]any) bool {
				return unix(t, s["startTime"].(string)) < unix(t, d["startTime"].(string))
			}) && some(subs, func(s map[string]any) bool {
				return unix(t, s["finishTime"].(string)) > unix(t, d["finishTime"].(string))
			})
		},
	}
	for _, o := range oddities() {
		data := seenTree(t, s, o.id)
		check := checks[o.id]
		if check == nil {
			t.Errorf("%s: nothing checks it", o.key)
			continue
		}
		if !check(data, subtasksOf(data)) {
			t.Errorf("%s: its oddity is not there", o.key)
		}
		plain := seenTree(t, s, Succeeded)
		delete(plain, "tenant")
		if o.id != OddTenantInfo && check(plain, subtasksOf(plain)) {
			t.Errorf("%s: the check finds the oddity in an orderly task", o.key)
		}
	}
}

func some(subs []map[string]any, is func(map[string]any) bool) bool {
	for _, s := range subs {
		if is(s) {
			return true
		}
	}
	return false
}

// ordered says whether the edges, of either end's telling, have no cycle.
func ordered(subs []map[string]any) bool {
	ups := map[string]map[string]bool{}
	for _, s := range subs {
		ups[s["id"].(json.Number).String()] = map[string]bool{}
	}
	for _, s := range subs {
		id := s["id"].(json.Number).String()
		for _, u := range texts(s["upstreams"]) {
			ups[id][u] = true
		}
		for _, key := range []string{"downstream", "downstreams"} {
			for _, d := range texts(s[key]) {
				if ups[d] != nil {
					ups[d][id] = true
				}
			}
		}
	}
	for len(ups) > 0 {
		before := len(ups)
		for id, waits := range ups {
			if len(waits) > 0 {
				continue
			}
			delete(ups, id)
			for _, others := range ups {
				delete(others, id)
			}
		}
		if len(ups) == before {
			return false
		}
	}
	return true
}
