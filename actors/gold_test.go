package actors_test

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"chancery/actors"
	"chancery/annotate/coref"
	"chancery/annotate/depparse"
	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/ledger"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

// goldDoc is what the test reads of a document of the gold sets.
type goldDoc struct {
	ID, Text, Published string
	Entities            []struct {
		ID, Name, Kind  string
		Country, Sector string
		Mentions        []struct {
			T string
			N int
		}
	}
}

// engine returns a function that parses a text as far as the actors need it.
func engine(t testing.TB) func(*nlp.Document) {
	t.Helper()
	open := func(b []byte) *model.File {
		f, err := model.Open(b)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	tok := token.New()
	tags, err := tag.New(open(en.Tag))
	if err != nil {
		t.Fatal(err)
	}
	parse, err := depparse.New(open(en.Parse))
	if err != nil {
		t.Fatal(err)
	}
	names, err := ner.New(open(en.NER))
	if err != nil {
		t.Fatal(err)
	}
	return func(d *nlp.Document) {
		for _, f := range []func(*nlp.Document) error{tok.Annotate, tags.Annotate, parse.Annotate, names.Annotate, coref.Nominals} {
			if err := f(d); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// BenchmarkAnnotateParts annotates texts of 250 and of 2000 parts, whose names
// all differ and all recur: the words a second should not fall with the length.
func BenchmarkAnnotateParts(b *testing.B) {
	r, err := actors.Load(actors.Options{})
	if err != nil {
		b.Fatal(err)
	}
	run := engine(b)
	for _, n := range []int{250, 2000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var text strings.Builder
			for i := range n {
				name := "Mar" + string(rune('a'+i%26)) + "ton " + "Vel" + string(rune('a'+i/26%26)) + "mer" + string(rune('a'+i/676%26))
				text.WriteString("Peruvian Trade Minister " + name + " met the president in Quito on Monday. " + name[8:] + " said the army and the police of Chad had fired at protesters, and its government denied it.\n\n")
			}
			d := &nlp.Document{Text: text.String(), Published: time.Date(2016, 2, 1, 0, 0, 0, 0, time.UTC)}
			run(d)
			b.ReportAllocs()
			for b.Loop() {
				c := *d
				c.Mentions = slices.Clone(d.Mentions)
				if _, err := r.Annotate(&c); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// TestGold measures countries and sectors of the named mentions of the gold
// articles by the rules of the reference scorer, and holds them to a floor.
func TestGold(t *testing.T) {
	const path = "../../shared/gold/dev.json"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("%s is not there: the gold sets are kept beside the project", path)
	}
	var docs []goldDoc
	if err := json.Unmarshal(b, &docs); err != nil {
		t.Fatal(err)
	}
	r, err := actors.Load(actors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run := engine(t)
	var all, found, country, sectors, sector int
	for _, g := range docs {
		d := &nlp.Document{ID: g.ID, Text: g.Text}
		d.Published, _ = time.Parse(time.DateOnly, g.Published)
		run(d)
		cands, err := r.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		if err := coref.Annotate(d, cands); err != nil {
			t.Fatal(err)
		}
		refs := r.Referents(d, cands)
		for _, e := range g.Entities {
			if e.Country == "" {
				continue
			}
			for _, q := range e.Mentions {
				first, _ := firstRune(q.T)
				if !unicode.IsUpper(first) {
					continue
				}
				span, ok := locate(g.Text, q.T, q.N)
				if !ok {
					t.Fatalf("%s: %q is not in the text", g.ID, q.T)
				}
				all++
				var hits []ledger.Actor
				var texts []string
				for i := range d.Mentions {
					m := &d.Mentions[i]
					if over := min(m.End, span.End) - max(m.Start, span.Start); 2*over >= span.Len() {
						texts = append(texts, d.Slice(m.Span))
						if m.Chain >= 0 {
							hits = append(hits, refs[m.Chain].Actor)
						} else if m.Actor >= 0 {
							hits = append(hits, cands[m.Actor])
						} else {
							hits = append(hits, ledger.Actor{})
						}
					}
				}
				if len(hits) == 0 {
					if verbose {
						t.Logf("%s MISSED %q %s", g.ID, q.T, e.Country)
					}
					continue
				}
				found++
				right := false
				var got []string
				for _, h := range hits {
					right = right || h.Country == e.Country
					got = append(got, h.Country+"/"+h.Sector+" "+h.FoundBy)
				}
				if right {
					country++
				} else if verbose {
					t.Logf("%s COUNTRY %q (%s) want %s/%s, got %s of %q", g.ID, q.T, e.Name, e.Country, e.Sector, strings.Join(got, " | "), texts)
				}
				if e.Sector != "" && e.Sector != "GOV" || e.Kind == "person" {
					sectors++
					right := false
					for _, h := range hits {
						right = right || h.Sector == e.Sector
					}
					if right {
						sector++
					} else if verbose {
						t.Logf("%s SECTOR %q (%s) want %s/%s, got %s", g.ID, q.T, e.Name, e.Country, e.Sector, strings.Join(got, " | "))
					}
				}
			}
		}
	}
	if country*100 < all*80 {
		t.Errorf("the country of %d of %d named mentions is right; at least 80 %% must be", country, all)
	}
	t.Logf("mentions found %.3f, country right %.3f (n %d), sector right of found %.3f (n %d)",
		float64(found)/float64(all), float64(country)/float64(all), all, float64(sector)/float64(sectors), sectors)
}

// verbose lists the mentions that are wrong.
var verbose = os.Getenv("ACTORS_VERBOSE") != ""

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func locate(text, q string, n int) (nlp.Span, bool) {
	at := -1
	for range max(n, 1) {
		i := strings.Index(text[at+1:], q)
		if i < 0 {
			return nlp.Span{}, false
		}
		at += 1 + i
	}
	return nlp.Span{Start: at, End: at + len(q)}, true
}
