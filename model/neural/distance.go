package neural

// Near bounds the distances between words that are told apart.
const Near = 20

// Distance returns the index of the distance between a dependent and its head, from 0
// to 2*Near.
func Distance(dep, head int) int { return min(max(head-dep, -Near), Near) + Near }
