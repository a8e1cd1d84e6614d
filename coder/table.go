package coder

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/ontology"
)

// A frame is one row of the frame tables for one of its words.
type frame struct {
	id        string // class:word
	needs     []need
	event     string // PLOVER type, or "-" for nothing of its own
	mode      string
	cameo     string
	actor     []path
	recipient []path
	flags     flags
	content   string // name of the content table's rows; "" for none
	contentAt []path
	named     bool // the object is asked for by its words
	rank      int  // how specific: higher wins
	order     int  // row number: lower wins among equals
}

// flags say what is special about a frame.
type flags uint32

const (
	recip       flags = 1 << iota // all parties are actors
	objctl                        // the object is the subject of the complement
	negated                       // the frame is of the negated verb
	weak                          // needs a political recipient besides the actor
	visitFlag                     // the actor is a guest, the recipient a host
	travel                        // visiting by movement: needs an official
	meetFlag                      // meeting: the place tells the mode
	talksFlag                     // the noun is a meeting
	dealFlag                      // the noun is an agreement
	accuseFlag                    // the complement is what is alleged
	denyFlag                      // the complement is denied
	answer                        // answers a claim
	violent                       // force was used: the instrument tells the mode
	victim                        // the recipient is who suffered: counts as size
	casualty                      // needs an attack or an armed actor nearby
	legal                         // of the courts: needs a political party
	plural                        // one party alone is no event
	bare                          // a noun that may stand without party if tied to a place or time
	anaphor                       // a noun that refers back where it has no party
	people                        // the actor may be people of no known country
	held                          // "hold": only in the sense of captivity
	armedMove                     // movement of armed people
	explosive                     // a bomb: the actor may be unknown
	notAtTarget                   // fired at nobody
	weaponNoun                    // the noun must be of a weapon
	attackObj                     // the object says what attack
	courtSubj                     // the subject must be a court
	leave                         // of envoys only where they go
	officials                     // of officials only
	disapprove                    // an evaluation
	public                        // of those in power, where the text leaves them out
	coming                        // what it says is still to come
)

var flagNames = map[string]flags{
	"recip": recip, "objctl": objctl, "neg": negated, "weak": weak, "visit": visitFlag, "travel": travel,
	"meet": meetFlag, "talks": talksFlag, "deal": dealFlag, "accuse": accuseFlag, "deny": denyFlag, "answer": answer,
	"violent": violent, "victim": victim, "casualty": casualty, "legal": legal, "plural": plural, "bare": bare,
	"anaphor": anaphor, "people": people, "held": held, "armedmove": armedMove, "explosive": explosive,
	"notattarget": notAtTarget, "weaponnoun": weaponNoun, "attackobj": attackObj, "courtsubj": courtSubj,
	"leave": leave, "officials": officials, "disapprove": disapprove, "public": public, "coming": coming,
}

// ranks are the flags that put a frame before or after others of its word: a frame
// that is last is asked only where no other fits.
var ranks = map[string]int{"first": 4, "foremost": 10, "last": -100}

// A path is a slot, or a slot of a slot: "obj", "obj.of", "comp.subj".
type path []string

// A need is a condition on what stands in one of several slots.
type need struct {
	slots  []string
	not    bool
	unsaid bool // a passive of force or rule may leave it out: a political subject of any kind
	value  value
}

// A wordSet holds lemmas, each alone or only with one of some modifiers.
type wordSet struct {
	alone map[string]bool
	mods  map[string][]string // "agent": {"nerve"}
}

func newWordSet() *wordSet { return &wordSet{alone: map[string]bool{}, mods: map[string][]string{}} }

func (s *wordSet) add(word string) {
	i := strings.LastIndexByte(word, '_')
	if i < 0 {
		s.alone[word] = true
		return
	}
	s.mods[word[i+1:]] = append(s.mods[word[i+1:]], word[:i])
}

func (s *wordSet) join(t *wordSet) {
	for w := range t.alone {
		s.alone[w] = true
	}
	for w, m := range t.mods {
		s.mods[w] = append(s.mods[w], m...)
		sort.Strings(s.mods[w])
	}
}

// An entry is a frame under its head lemma, with the particle or modifier that the
// word has besides.
type entry struct {
	extra string // particle of a verb, modifier of a noun; "" for none
	*frame
}

type contentRow struct {
	inner, event, mode, cameo string
}

type lightRow struct {
	prt    string
	slots  []string
	effect string
}

type governRow struct {
	prt       string
	kind      byte // v, n, a
	act       string
	effect    string
	certainty string
}

type hedge struct{ effect, certainty string }

type contextRow struct {
	name  string
	words *wordSet
	acts  map[string]bool // TYPE or TYPE/mode, with * if only across borders
	story int             // how often its words make it the story's, 0 for never
}

type gate struct {
	name  string
	scope string
	min   int
	types map[string]bool
	spare string
	words *wordSet
}

// tables are what the coder knows, read once and never changed.
type tables struct {
	onto       *ontology.Ontology
	classes    map[string]*wordSet
	verbs      map[string][]entry // by lemma
	nouns      map[string][]entry
	adjectives map[string][]entry
	learned    map[string][]entry // by part of speech: of what the model of triggers finds
	pasts      map[string]string  // irregular past form: lemma
	content    map[string][]contentRow
	light      map[string][]lightRow
	govern     map[string][]governRow
	hedges     map[string]hedge
	contexts   []contextRow
	gates      []gate
	relevance  *relevance
	// the slots and the kinds that needs name
	slotFinders map[string]func(*run, int) []int
	clauseKinds map[string]func(*run, int) bool
	partyKinds  map[string]func(*run, int, *ledger.Actor) bool
}

func loadTables(files fs.FS, o *ontology.Ontology) (*tables, error) {
	t := &tables{
		onto: o, classes: map[string]*wordSet{}, verbs: map[string][]entry{}, nouns: map[string][]entry{}, adjectives: map[string][]entry{}, learned: map[string][]entry{},
		content: map[string][]contentRow{}, light: map[string][]lightRow{}, govern: map[string][]governRow{},
		hedges: map[string]hedge{}, pasts: map[string]string{}, slotFinders: slotFinders(), clauseKinds: clauseKinds(), partyKinds: partyKinds(),
	}
	for _, f := range []struct {
		name    string
		columns []string
		read    func([]tsv.Row) error
	}{
		{"frames-classes.tsv", []string{"class", "words"}, t.readClasses},
		{"frames-pasts.tsv", []string{"form", "lemma"}, t.readPasts},
		{"frames-content.tsv", []string{"name", "inner", "event", "mode", "cameo"}, t.readContent},
		{"frames-light.tsv", []string{"words", "slot", "effect"}, t.readLight},
		{"frames-verbs.tsv", frameColumns, func(rows []tsv.Row) error { return t.readFrames(rows, t.verbs, verbDefaults) }},
		{"frames-nouns.tsv", frameColumns, func(rows []tsv.Row) error { return t.readFrames(rows, t.nouns, nounDefaults) }},
		{"frames-adjectives.tsv", frameColumns, func(rows []tsv.Row) error { return t.readFrames(rows, t.adjectives, verbDefaults) }},
		{"frames-learned.tsv", frameColumns, func(rows []tsv.Row) error { return t.readFrames(rows, t.learned, verbDefaults) }},
		{"status.tsv", []string{"words", "pos", "act", "effect", "certainty"}, t.readGovernors},
		{"status-hedges.tsv", []string{"words", "effect", "certainty"}, t.readHedges},
		{"contexts.tsv", []string{"context", "story", "acts", "words"}, t.readContexts},
		{"gates.tsv", []string{"name", "scope", "min", "types", "spare", "words"}, t.readGates},
		{"gates-relevance.tsv", []string{"what", "name", "weight", "words"}, t.readRelevance},
	} {
		file, err := files.Open(f.name)
		if err != nil {
			return nil, fmt.Errorf("coder: %w", err)
		}
		rows, err := tsv.Read(file, f.name, f.columns...)
		file.Close()
		if err == nil {
			err = f.read(rows)
		}
		if err != nil {
			return nil, fmt.Errorf("coder: %w", err)
		}
	}
	return t, nil
}

func (t *tables) readClasses(rows []tsv.Row) error {
	for _, r := range rows {
		set := newWordSet()
		for _, w := range strings.Fields(r.Get("words")) {
			if name, ok := strings.CutPrefix(w, "@"); ok {
				other := t.classes[name]
				if other == nil {
					return r.Errorf("class %s holds @%s, which no row above defines", r.Get("class"), name)
				}
				set.join(other)
				continue
			}
			set.add(w)
		}
		t.classes[r.Get("class")] = set
	}
	return nil
}

func (t *tables) readContent(rows []tsv.Row) error {
	for _, r := range rows {
		c := contentRow{r.Get("inner"), r.Get("event"), r.Get("mode"), r.Get("cameo")}
		if c.event != "-" && c.event != "=" && t.onto.Type(c.event) == nil {
			return r.Errorf("%q is no event type", c.event)
		}
		if c.mode != "" && t.onto.Mode(c.event, c.mode) == nil {
			return r.Errorf("%s has no mode %q", c.event, c.mode)
		}
		if c.cameo != "" && t.onto.CAMEO(c.cameo) == nil {
			return r.Errorf("%q is no CAMEO code", c.cameo)
		}
		t.content[r.Get("name")] = append(t.content[r.Get("name")], c)
	}
	return nil
}

// verbWord parts "call+off" into lemma and particle.
func verbWord(w string) (lemma, prt string) {
	lemma, prt, _ = strings.Cut(w, "+")
	return lemma, prt
}

func (t *tables) readLight(rows []tsv.Row) error {
	for _, r := range rows {
		for _, w := range strings.Fields(r.Get("words")) {
			for _, w := range spellings(w) {
				lemma, prt := verbWord(w)
				t.light[lemma] = append(t.light[lemma], lightRow{prt, r.List("slot"), r.Get("effect")})
			}
		}
	}
	return nil
}

func (t *tables) readGovernors(rows []tsv.Row) error {
	for _, r := range rows {
		pos := r.Get("pos")
		if pos != "v" && pos != "n" && pos != "a" {
			return r.Errorf("pos must be v, n or a; it is %q", pos)
		}
		for _, w := range strings.Fields(r.Get("words")) {
			for _, w := range spellings(w) {
				lemma, prt := verbWord(w)
				t.govern[lemma] = append(t.govern[lemma], governRow{prt, pos[0], r.Get("act"), r.Get("effect"), r.Get("certainty")})
			}
		}
	}
	return nil
}

func (t *tables) readHedges(rows []tsv.Row) error {
	for _, r := range rows {
		for _, w := range strings.Fields(r.Get("words")) {
			t.hedges[w] = hedge{r.Get("effect"), r.Get("certainty")}
		}
	}
	return nil
}

func (t *tables) readPasts(rows []tsv.Row) error {
	for _, r := range rows {
		t.pasts[r.Get("form")] = r.Get("lemma")
	}
	return nil
}

func (t *tables) readContexts(rows []tsv.Row) error {
	for _, r := range rows {
		if !t.onto.IsContext(r.Get("context")) {
			return r.Errorf("no context %q", r.Get("context"))
		}
		set := newWordSet()
		for _, w := range strings.Fields(r.Get("words")) {
			set.add(w)
		}
		c := contextRow{name: r.Get("context"), words: set, acts: map[string]bool{}}
		for _, a := range strings.Fields(r.Get("acts")) {
			typ, mode, _ := strings.Cut(strings.TrimSuffix(a, "*"), "/")
			if t.onto.Type(typ) == nil || mode != "" && t.onto.Mode(typ, mode) == nil {
				return r.Errorf("%q is no type of event, or no mode of it", a)
			}
			c.acts[a] = true
		}
		if n := r.Get("story"); n != "" {
			if _, err := fmt.Sscan(n, &c.story); err != nil || c.story < 1 {
				return r.Errorf("story must be a number from 1; it is %q", n)
			}
		}
		t.contexts = append(t.contexts, c)
	}
	return nil
}

func (t *tables) readGates(rows []tsv.Row) error {
	for _, r := range rows {
		g := gate{name: r.Get("name"), scope: r.Get("scope"), min: 1, spare: r.Get("spare"), words: newWordSet()}
		switch g.scope {
		case "sentence", "document", "subject", "object", "root":
		default:
			return r.Errorf("no scope %q", g.scope)
		}
		if n := r.Get("min"); n != "" {
			if _, err := fmt.Sscan(n, &g.min); err != nil || g.min < 1 {
				return r.Errorf("min must be a number from 1; it is %q", n)
			}
		}
		for _, typ := range r.List("types") {
			if t.onto.Type(typ) == nil {
				return r.Errorf("%q is no event type", typ)
			}
			if g.types == nil {
				g.types = map[string]bool{}
			}
			g.types[typ] = true
		}
		for _, w := range strings.Fields(r.Get("words")) {
			g.words.add(w)
		}
		t.gates = append(t.gates, g)
	}
	return nil
}
