package gantt

// Apart are subtasks that have no place in a lane, told in few words, for where
// there are no links: "Make dir for ob × 12", "Wait node".
type Apart struct {
	Words string // how many there are, and why
	Names []string
}

// apart tells of subtasks: the copies of a stage are named as its row names them,
// in the order of the first of each.
func (v *drawing) apart(words string, subtasks []int) Apart {
	a := Apart{Words: words}
	group := map[int]int{}
	for g := range v.in.Groups {
		for _, i := range v.in.Groups[g].Members {
			group[i] = g
		}
	}
	copies := map[int][]int{}
	for _, i := range subtasks {
		if g, is := group[i]; is {
			copies[g] = append(copies[g], i)
		}
	}
	for _, i := range subtasks {
		g, is := group[i]
		switch members := copies[g]; {
		case !is || len(members) == 1:
			a.Names = append(a.Names, v.words.name(i))
		case members[0] == i:
			a.Names = append(a.Names, v.groupName(&line{Group: g, Members: members}))
		}
	}
	return a
}
