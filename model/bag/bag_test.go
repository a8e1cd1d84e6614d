package bag

import (
	"bytes"
	"errors"
	"testing"

	"chancery/model"
)

// TestBroken wants an error, and no panic, of models whose parts do not fit.
func TestBroken(t *testing.T) {
	whole := func() *model.Header {
		h := &model.Header{Name: "x", Labels: []string{"-", "A"}, Settings: map[string]any{"slots": 0, "dim": 0, "hidden": 16}}
		h.Add(SectionFeatures, []byte{1, 0, 0, 0})
		h.Add(SectionRows, make([]byte, 17))
		h.Add(SectionGiven+".b", make([]byte, 64))
		h.Add(SectionOut+".w", make([]byte, 2*16*16))
		h.Add(SectionOut+".b", make([]byte, 64))
		return h
	}
	for _, tc := range []struct {
		name  string
		spoil func(*model.Header)
		ok    bool
	}{
		{"whole", func(*model.Header) {}, true},
		{"no hidden layer", func(h *model.Header) { h.Settings["hidden"] = 0 }, false},
		{"another size", func(h *model.Header) { h.Settings["hidden"] = 32 }, false},
		{"slots without vectors", func(h *model.Header) { h.Settings["slots"] = 2 }, false},
		{"negative", func(h *model.Header) { h.Settings["slots"] = -1 }, false},
		{"too many labels", func(h *model.Header) { h.Labels = make([]string, 17) }, false},
	} {
		h := whole()
		tc.spoil(h)
		var buf bytes.Buffer
		if err := h.Write(&buf); err != nil {
			t.Fatal(err)
		}
		f, err := model.Open(buf.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if _, err = New(f); (err == nil) != tc.ok || err != nil && !errors.Is(err, model.ErrFormat) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}
