package train

import (
	"math"
	"strings"

	"chancery/annotate/depparse"
	"chancery/model"
	"chancery/model/neural"
	"chancery/train/nn"
)

// shorts returns weights with bits after the point.
func shorts(v []float32, bits int) []byte {
	out := make([]int16, len(v))
	for i, x := range v {
		out[i] = neural.Fixed(x, bits)
	}
	return neural.PutInt16s(out)
}

// ints returns numbers with bits after the point, of 32 bits.
func ints(v []float32, bits int) []byte {
	out := make([]int32, len(v))
	for i, x := range v {
		out[i] = int32(math.RoundToEven(float64(x) * float64(int(1)<<bits)))
	}
	return model.PutInt32s(out)
}

// bytesTable returns a table of eight-bit numbers with its shift before it: the smallest
// by which all but one number in ten thousand fit.
func bytesTable(v []float32) []byte {
	shift := 0
	for ; shift < 10; shift++ {
		limit := 127 * float64(int(1)<<shift) / (1 << neural.ActBits)
		over := 0
		for _, x := range v {
			if math.Abs(float64(x)) > limit {
				over++
			}
		}
		if over*10000 <= len(v) {
			break
		}
	}
	unit := float64(int(1)<<neural.ActBits) / float64(int(1)<<shift)
	out := append(make([]byte, 0, len(v)+1), byte(shift))
	for _, x := range v {
		out = append(out, byte(int8(min(max(math.RoundToEven(float64(x)*unit), -127), 127))))
	}
	return out
}

// add adds the tables of the encoder to h. The given vectors are projected, and what
// was learned for their words is added to them.
func (e *encoder) add(h *model.Header) {
	names := make([]string, len(e.often)-1)
	for w, i := range e.words {
		names[i-1] = w
	}
	h.Add(neural.WordSection, []byte(strings.Join(names, "\n")+"\n"))
	n := len(e.often)
	word := append([]float32(nil), e.forms[neural.Word].V...)
	nn.MatMul(word, e.given, e.proj.V, n, e.gdim, e.dim)
	h.Add(neural.TableSection(0), bytesTable(word))
	for i, t := range append(e.forms[1:neural.FormTables:neural.FormTables], e.tags...) {
		h.Add(neural.TableSection(i+1), bytesTable(t.V))
	}
}

// addLayers adds the sections of the layers to h, with prefix before their names.
func (e *encoder) addLayers(h *model.Header, prefix string) {
	for i, l := range e.layers {
		h.Add(neural.WeightSection(prefix, i), shorts(l.W.V, neural.WeightBits))
		h.Add(neural.StateSection(prefix, i), shorts(l.V.V, neural.WeightBits))
		h.Add(neural.BiasSection(prefix, i), shorts(l.B.V, neural.ActBits))
	}
}

// addLayer adds a projection to h.
func addLayer(h *model.Header, name string, w, b *nn.Tensor) {
	h.Add(name+".w", shorts(w.V, neural.WeightBits))
	h.Add(name+".b", ints(b.V, neural.ActBits+neural.WeightBits))
}

// export returns the model of the parser.
func (t *treeNet) export() *model.Header {
	settings := t.sizes().Settings()
	settings["epochs"], settings["batch"], settings["rate"], settings["dropout"], settings["folds"] = t.o.Epochs, t.o.Batch, t.o.Rate, t.o.Drop, t.o.Folds
	h := &model.Header{
		Name: "parse", Version: Version, Labels: t.labels, Licence: Licence, Seed: t.o.Seed, Settings: settings,
		Corpora: append(append([]string(nil), Treebanks...), VectorSource),
	}
	t.encoder.add(h)
	h.Add(depparse.SectionXPOS, []byte(strings.Join(t.xtags, "\n")+"\n"))
	h.Add(depparse.SectionUPOS, []byte(strings.Join(t.utags, "\n")+"\n"))
	t.addNetwork(h, "")
	return h
}

// exportFast adds the network to the model whose tables it reads, as the one for haste.
func (t *treeNet) exportFast(h *model.Header) {
	for k, v := range t.sizes().Settings() {
		h.Settings[depparse.Fast+k] = v
	}
	t.addNetwork(h, depparse.Fast)
}

func (t *treeNet) sizes() depparse.Sizes {
	return depparse.Sizes{Sizes: neural.Sizes{Dim: t.dim, Hidden: t.o.Hidden, Layers: t.o.Layers}, Arc: t.o.Arc, Label: t.o.Label}
}

// addNetwork adds all sections but the tables to h, with prefix before their names.
func (t *treeNet) addNetwork(h *model.Header, prefix string) {
	t.encoder.addLayers(h, prefix)
	addLayer(h, prefix+depparse.SectionProject, t.w, t.b)
	h.Add(prefix+depparse.SectionArc, shorts(t.u.V, neural.WeightBits))
	h.Add(prefix+depparse.SectionHead, shorts(t.hb.V, neural.ActBits))
	h.Add(prefix+depparse.SectionRoot, shorts(t.root.V, neural.ActBits))
	h.Add(prefix+depparse.SectionDistance, ints(t.far.V, 2*neural.ActBits))
	addLayer(h, prefix+depparse.SectionRelation, t.lw, t.lb)
}
