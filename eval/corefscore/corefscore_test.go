package corefscore_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"chancery/eval/corefscore"
)

type span = corefscore.Span

func chains(lists ...string) (out [][]span) {
	for _, l := range lists {
		var c []span
		for i := range l {
			c = append(c, span{int(l[i]), int(l[i]) + 1})
		}
		out = append(out, c)
	}
	return out
}

// The values are those of the worked examples of the CoNLL scorer's paper
// (Pradhan et al., 2014, figure 2).
func TestScore(t *testing.T) {
	for _, test := range []struct {
		name       string
		gold, pred [][]span
		muc, b3    [2]float64 // recall, precision
		ceafe      [2]float64
	}{
		{"same", chains("abc", "de"), chains("de", "cab"), [2]float64{1, 1}, [2]float64{1, 1}, [2]float64{1, 1}},
		{"none", chains("abc"), nil, [2]float64{0, 0}, [2]float64{0, 0}, [2]float64{0, 0}},
		// Gold {a,b,c} {d,e,f,g}; system {a,b} {c,d} {f,g,h,i}.
		{"paper", chains("abc", "defg"), chains("ab", "cd", "fghi"), [2]float64{0.4, 0.4}, [2]float64{1.0 / 7 * (2*2.0/3 + 1.0/3 + 1.0/4 + 2*2.0/4), 1.0 / 8 * (2*2.0/2 + 1.0/2 + 1.0/2 + 2*2.0/4)}, [2]float64{0.65, 1.3 / 3}},
	} {
		s := corefscore.Score(test.gold, test.pred)
		for _, c := range []struct {
			name string
			m    corefscore.Measure
			want [2]float64
		}{{"MUC", s.MUC, test.muc}, {"B3", s.B3, test.b3}, {"CEAFe", s.CEAFe, test.ceafe}} {
			if math.Abs(c.m.Recall()-c.want[0]) > 1e-9 || math.Abs(c.m.Precision()-c.want[1]) > 1e-9 {
				t.Errorf("%s: %s recall %.4f precision %.4f, want %.4f %.4f", test.name, c.name, c.m.Recall(), c.m.Precision(), c.want[0], c.want[1])
			}
		}
	}
}

func TestReadCoNLL(t *testing.T) {
	got, words, err := corefscore.ReadCoNLL(strings.NewReader("# begin\n0\tAna\t(1\n1\tSouza\t1)\n2\tand\t_\n3\ther\t(2(1)\n4\tson\t2)\n"), "x")
	want := [][]span{{{0, 2}, {3, 4}}, {{3, 5}}}
	if err != nil || len(words) != 5 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, %v; want %v", got, words, err, want)
	}
	for _, bad := range []string{"0\ta\t1)", "0\ta\t(x)"} {
		if _, _, err := corefscore.ReadCoNLL(strings.NewReader(bad), "x"); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
