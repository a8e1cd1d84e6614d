package train

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"chancery/model"
	"chancery/model/bag"
)

// toys returns items of three labels: one of nothing, one that a feature tells, and one
// that the vector of a word tells; items of the last have one of two labels more.
func toys() []BagExample {
	var out []BagExample
	for i := range 600 {
		e := BagExample{Item: bag.Item{Words: []string{"table", ""}, Features: []uint32{uint32(100 + i%7)}}, About: []string{"chair"}, Label: 0, Sub: -1}
		switch i % 3 {
		case 1:
			e.Label = 1
			e.Features = append(e.Features, 1)
		case 2:
			e.Label = 2
			e.Words = []string{[]string{"attack", "assault", "raid"}[i/3%3], ""}
			e.Sub = 3 + i/3%2
			e.Features = append(e.Features, uint32(10+i/3%2))
		}
		out = append(out, e)
	}
	return out
}

var toyOptions = BagOptions{
	Seed: 1, Labels: []string{"-", "A", "B", "B.x", "B.y"}, Kinds: 3, Subs: func(int) []int { return []int{3, 4} },
	Hidden: 16, Epochs: 30, Batch: 32, Rate: 1e-2, Drop: 0.1, Lose: 0.1, Blur: 0.1, Least: 2, Words: 20000,
	Log: func(int, float64) {},
}

func toyModel(t testing.TB) ([]byte, *bag.Model) {
	v, err := LoadVectors()
	if err != nil {
		t.Fatal(err)
	}
	h := &model.Header{Name: "toy", Settings: map[string]any{}}
	Bag(h, toys(), v, toyOptions)
	var buf bytes.Buffer
	if err := h.Write(&buf); err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	m, err := bag.New(f)
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes(), m
}

// TestBag trains a small model and wants the labels of its examples back, the label of a
// word that was not seen but whose vector is like those that were, and the same bytes when
// it is trained again.
func TestBag(t *testing.T) {
	first, m := toyModel(t)
	wrong := 0
	for _, e := range toys() {
		m.Judge([]bag.Item{e.Item}, e.About, func(_ int, s []int32) {
			if top(s[:3]) != e.Label || e.Sub >= 0 && 3+top(s[3:5]) != e.Sub {
				wrong++
			}
		})
	}
	if wrong > 6 {
		t.Errorf("%d of 600 examples are judged wrong", wrong)
	}
	m.Judge([]bag.Item{{Words: []string{"offensive", ""}, Features: []uint32{7777}}}, []string{"chair"}, func(_ int, s []int32) {
		if top(s[:3]) != 2 {
			t.Errorf("an offensive is judged %v, not as an attack", s)
		}
	})
	if again, _ := toyModel(t); !bytes.Equal(first, again) {
		t.Error("the same examples and seed give other bytes")
	}
}

// TestBagTogether wants the scores of an item not to depend on what is judged with it.
func TestBagTogether(t *testing.T) {
	_, m := toyModel(t)
	var items []bag.Item
	for _, e := range toys()[:9] {
		items = append(items, e.Item)
	}
	alone := map[int][]int32{}
	for i := range items {
		m.Judge(items[i:i+1], nil, func(_ int, s []int32) { alone[i] = slices.Clone(s) })
	}
	m.Judge(items, nil, func(i int, s []int32) {
		if !slices.Equal(s, alone[i]) {
			t.Errorf("item %d scores %v with others and %v alone", i, s, alone[i])
		}
	})
}

// TestBagExplain wants the feature or word that decides to be named first.
func TestBagExplain(t *testing.T) {
	_, m := toyModel(t)
	for _, tc := range []struct {
		e    BagExample
		want string
	}{{toys()[1], "feature 1"}, {toys()[2], "slot 0"}} {
		p := m.Explain(tc.e.Item, tc.e.About, tc.e.Label, 0)[0]
		got := fmt.Sprint("slot ", p.Slot)
		if p.Feature >= 0 {
			got = fmt.Sprint("feature ", p.Feature)
		}
		if got != tc.want || p.Weight <= 0 {
			t.Errorf("label %d: %s with %.2f comes first, not %s", tc.e.Label, got, p.Weight, tc.want)
		}
	}
}

func top(s []int32) int { return slices.Index(s, slices.Max(s)) }
