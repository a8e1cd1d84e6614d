package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"chancery/ledger"
)

// brat writes each document as a pair of files, the text and its standoff
// annotation (https://brat.nlplab.org/standoff.html). Attributions have the form
// of PolNeAR: an event of type Attribution at the cue, with Source, Cue and
// Content, or of type Attribution-no-source. [ReadBrat] reads them back.
type brat struct {
	root *os.Root
	keep func(ledger.Record) bool
	seen map[string]bool
}

func newBrat(o Options) (*brat, error) {
	if o.Folder == "" {
		return nil, errors.New("export: brat standoff is two files a document, so it needs a folder")
	}
	if err := os.MkdirAll(o.Folder, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.Folder)
	if err != nil {
		return nil, err
	}
	return &brat{root: root, keep: keeper(o.Kinds), seen: map[string]bool{}}, nil
}

func (b *brat) Close() error { return b.root.Close() }

func (b *brat) Write(d *Document) error {
	name := b.name(d.Head().ID)
	if err := b.root.WriteFile(name+".txt", []byte(d.Text), 0o644); err != nil {
		return err
	}
	return b.root.WriteFile(name+".ann", []byte(b.standoff(d)), 0o644)
}

// name returns a name of a file for a document: its id where that is plain, and
// else what is plain of it with a hash. An id comes from the world, and could
// name a path.
func (b *brat) name(id string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '_'
	}, id)
	if len(plain) > 60 || plain != id || b.seen[strings.ToLower(plain)] {
		sum := sha256.Sum256([]byte(id))
		plain = plain[:min(len(plain), 40)] + "-" + hex.EncodeToString(sum[:6])
	}
	b.seen[strings.ToLower(plain)] = true
	return plain
}

// annotations are the lines of one .ann file.
type annotations struct {
	strings.Builder
	t, e, a, n, r, ref int
	spans              map[string]string // T by type and offsets
	events             map[string]string // E by the id of the record
}

// span adds a text-bound annotation over one or more pieces, and returns its id.
func (a *annotations) span(typ string, quotes ...ledger.Quote) string {
	var at, words []string
	for _, q := range quotes {
		if q.End > q.Start && q.Start >= 0 {
			at = append(at, fmt.Sprintf("%d %d", q.Start, q.End))
			words = append(words, strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(q.Text))
		}
	}
	if len(at) == 0 {
		return ""
	}
	key := typ + " " + strings.Join(at, ";")
	if id := a.spans[key]; id != "" {
		return id
	}
	a.t++
	id := fmt.Sprintf("T%d", a.t)
	a.spans[key] = id
	fmt.Fprintf(a, "%s\t%s\t%s\n", id, key, strings.Join(words, " "))
	return id
}

// event adds an event with its arguments, "Role:T1", and returns its id.
func (a *annotations) event(typ, trigger string, args []string) string {
	a.e++
	fmt.Fprintf(a, "E%d\t%s\n", a.e, strings.Join(append([]string{typ + ":" + trigger}, args...), " "))
	return fmt.Sprintf("E%d", a.e)
}

func (a *annotations) attribute(name, of, value string) {
	if value == "" {
		return
	}
	a.a++
	fmt.Fprintf(a, "A%d\t%s %s %s\n", a.a, name, of, value)
}

// relation joins two events, or does nothing where one of them has none.
func (a *annotations) relation(typ, one, other string) {
	if one == "" || other == "" {
		return
	}
	a.r++
	fmt.Fprintf(a, "R%d\t%s Arg1:%s Arg2:%s\n", a.r, typ, one, other)
}

// reference says what a text-bound annotation refers to: "Entity:d1#n3".
func (a *annotations) reference(of, resource, id, name string) {
	a.ref++
	fmt.Fprintf(a, "N%d\tReference %s %s:%s\t%s\n", a.ref, of, resource, bratID.Replace(id), flat(name))
}

// bratID and its inverse keep white space out of an id, which comes from the world.
var (
	bratID   = strings.NewReplacer("%", "%25", " ", "%20", "\t", "%09", "\n", "%0A", "\r", "%0D")
	bratIDOf = strings.NewReplacer("%25", "%", "%20", " ", "%09", "\t", "%0A", "\n", "%0D", "\r")
)

func (a *annotations) note(of, text string) {
	if text == "" {
		return
	}
	a.n++
	fmt.Fprintf(a, "#%d\tAnnotatorNotes %s\t%s\n", a.n, of, flat(text))
}

// role names the n-th argument of a role, as brat does: Actor, Actor2 …
func role(name string, n int) string {
	if n == 0 {
		return name
	}
	return fmt.Sprintf("%s%d", name, n+1)
}

func (b *brat) standoff(d *Document) string {
	a := &annotations{spans: map[string]string{}, events: map[string]string{}}
	for _, r := range d.Records {
		if !b.keep(r) {
			continue
		}
		switch r := r.(type) {
		case *ledger.Entity:
			typ := strings.ToUpper(r.Type[:min(1, len(r.Type))]) + r.Type[min(1, len(r.Type)):]
			if typ == "" {
				typ = "Entity"
			}
			for _, m := range r.Mentions {
				if id := a.span(typ, m.Quote); id != "" {
					a.reference(id, "Entity", r.ID, r.Name)
					a.attribute("Mention", id, m.Type)
					a.attribute("Code", id, deref(r.Code))
				}
			}
		case *ledger.Event:
			a.ledgerEvent(r)
		case *ledger.Claim:
			a.claim(r)
		}
	}
	for _, r := range d.Records {
		if c, ok := r.(*ledger.Claim); ok && b.keep(r) {
			a.relations(c)
		}
	}
	return a.String()
}

// relations joins a claim to the claim it lies in, those it denies and confirms, and
// the events it is about.
func (a *annotations) relations(r *ledger.Claim) {
	id := a.events[r.ID]
	a.relation("In", id, a.events[deref(r.In)])
	for _, x := range []struct {
		typ string
		ids []string
	}{{"Denies", r.Denies}, {"Confirms", r.Confirms}, {"About", r.About}} {
		for _, other := range x.ids {
			a.relation(x.typ, id, a.events[other])
		}
	}
}

func (a *annotations) ledgerEvent(r *ledger.Event) {
	trigger := a.span(r.Event, r.EventText)
	if trigger == "" {
		return
	}
	var args []string
	side := func(name string, l []ledger.Participant) {
		n := 0
		for _, p := range l {
			if id := a.span("Party", ledger.Quote{Text: p.Text, Start: p.Start, End: p.End}); id != "" {
				args = append(args, role(name, n)+":"+id)
				n++
			}
		}
	}
	side("Actor", r.Actor)
	side("Recipient", r.Recipient)
	if r.Date != nil && r.Date.Quote != nil {
		args = append(args, "Date:"+a.span("Date", *r.Date.Quote))
	}
	if r.EventLoc != nil && r.EventLoc.Quote != nil {
		args = append(args, "Place:"+a.span("Place", *r.EventLoc.Quote))
	}
	id := a.event(r.Event, trigger, args)
	a.events[r.ID] = id
	a.attribute("Status", id, r.Status)
	a.attribute("Mode", id, deref(r.Mode))
	a.note(id, r.ID)
}

func (a *annotations) claim(r *ledger.Claim) {
	content := a.span("Content", r.Content...)
	cue := ""
	anchor := r.Content
	if r.Cue != nil {
		cue = a.span("Cue", r.Cue.Quote)
		anchor = []ledger.Quote{r.Cue.Quote}
	}
	source := a.source(r)
	typ := "Attribution"
	if source == "" {
		typ = "Attribution-no-source"
	}
	trigger := a.span(typ, anchor...)
	if trigger == "" {
		return
	}
	var args []string
	for _, x := range []struct{ role, id string }{{"Content", content}, {"Cue", cue}, {"Source", source}} {
		if x.id != "" {
			args = append(args, x.role+":"+x.id)
		}
	}
	id := a.event(typ, trigger, args)
	a.events[r.ID] = id
	a.attribute("Stance", id, r.Stance)
	a.attribute("Quotation", id, r.Quote)
	if r.Cue != nil {
		a.attribute("Class", id, r.Cue.Class)
	}
	a.note(id, r.ID)
}

func (a *annotations) source(r *ledger.Claim) string {
	if r.Source == nil {
		return ""
	}
	return a.span("Source", r.Source.Quote)
}
