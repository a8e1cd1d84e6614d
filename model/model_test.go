package model_test

import (
	"bytes"
	"errors"
	"testing"

	"chancery/model"
)

// TestSequenceLearns trains a chain on sequences in which "b" starts a run that
// "i" continues, and wants it to read them back, after a trip through a file.
func TestSequenceLearns(t *testing.T) {
	labels := []string{"O", "B-x", "I-x"}
	code := map[byte]uint8{'o': 0, 'b': 1, 'i': 2}
	var examples []model.Example
	for _, s := range []string{"obio", "bioob", "ooo", "biiib", "obo"} {
		var ex model.Example
		for i := range s {
			ex.Features = append(ex.Features, []uint64{model.Hash(1, s[i:i+1])})
			ex.Labels = append(ex.Labels, code[s[i]])
		}
		examples = append(examples, ex)
	}
	h := &model.Header{Name: "test", Labels: labels, Bits: 10, Seed: 7}
	model.TrainSequence(h, examples, 10, nil)
	var buf bytes.Buffer
	if err := h.Write(&buf); err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	s, err := model.NewSequence(f)
	if err != nil {
		t.Fatal(err)
	}
	var d model.Decoder
	for _, ex := range examples {
		got := s.Decode(&d, len(ex.Labels), nil, func(i int, buf []uint64) []uint64 { return append(buf, ex.Features[i]...) })
		if !bytes.Equal(got, ex.Labels) {
			t.Errorf("got %v, want %v", got, ex.Labels)
		}
	}
	// "i" alone can not start a run.
	got := s.Decode(&d, 1, nil, func(int, []uint64) []uint64 { return []uint64{model.Hash(1, "i")} })
	if got[0] == 2 {
		t.Error("I-x without B-x before it")
	}
}

func TestOpenRejects(t *testing.T) {
	h := &model.Header{Name: "test"}
	h.Add("a", []byte("1234"))
	var buf bytes.Buffer
	if err := h.Write(&buf); err != nil {
		t.Fatal(err)
	}
	good := buf.Bytes()
	for name, data := range map[string][]byte{
		"empty":   nil,
		"other":   []byte("GIF89a"),
		"cut":     good[:len(good)-1],
		"header":  good[:20],
		"damaged": append(bytes.Clone(good[:len(good)-1]), '5'),
	} {
		if _, err := model.Open(data); !errors.Is(err, model.ErrFormat) {
			t.Errorf("%s: got %v, want ErrFormat", name, err)
		}
	}
	if _, err := model.Open(good); err != nil {
		t.Error(err)
	}
}
