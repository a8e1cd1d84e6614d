package nlp

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Check returns an error, naming the first fault, if the layers that d has break
// the rules of this package: spans lie inside the text, in order, and cut no
// rune; white space alone lies outside the tokens; heads form one tree a
// sentence; indices are in range.
func (d *Document) Check() error {
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("document %s: text is not valid UTF-8", d.ID)
	}
	if d.Have&Tokens != 0 {
		if err := d.checkTokens(); err != nil {
			return err
		}
	}
	if d.Have&Deps != 0 {
		if err := d.checkTrees(); err != nil {
			return err
		}
	}
	for i, m := range d.Mentions {
		if err := d.checkSpan(m.Span); err != nil {
			return fmt.Errorf("mention %d: %w", i, err)
		}
		if m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens) || m.Head < m.First || m.Head >= m.Last {
			return fmt.Errorf("document %s: mention %d %q has tokens %d to %d, head %d", d.ID, i, d.Slice(m.Span), m.First, m.Last, m.Head)
		}
	}
	for i, t := range d.Times {
		if err := d.checkSpan(t.Span); err != nil {
			return fmt.Errorf("time %d: %w", i, err)
		}
	}
	for i, p := range d.Places {
		if err := d.checkSpan(p.Span); err != nil {
			return fmt.Errorf("place %d: %w", i, err)
		}
	}
	return nil
}

func (d *Document) checkSpan(s Span) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
		return fmt.Errorf("document %s: span %v lies outside the text of %d bytes", d.ID, s, len(d.Text))
	}
	for _, at := range []int{s.Start, s.End} {
		if at < len(d.Text) && !utf8.RuneStart(d.Text[at]) {
			return fmt.Errorf("document %s: span %v cuts a rune", d.ID, s)
		}
	}
	return nil
}

func (d *Document) checkTokens() error {
	at, tok := 0, 0
	for i, s := range d.Sentences {
		if s.First != tok || s.Last < s.First || s.Last > len(d.Tokens) {
			return fmt.Errorf("document %s: sentence %d has tokens %d to %d, want them to start at %d", d.ID, i, s.First, s.Last, tok)
		}
		tok = s.Last
		for j := s.First; j < s.Last; j++ {
			t := d.Tokens[j]
			if err := d.checkSpan(t.Span); err != nil {
				return fmt.Errorf("token %d: %w", j, err)
			}
			if t.Start < at || t.Empty() || t.Form != d.Slice(t.Span) || t.Sent != i || !s.Contains(t.Span) {
				return fmt.Errorf("document %s: token %d %q at %v of sentence %d at %v is out of place", d.ID, j, t.Form, t.Span, i, s.Span)
			}
			if gap := d.Text[at:t.Start]; strings.IndexFunc(gap, notSpace) >= 0 {
				return fmt.Errorf("document %s: %q before token %d is in no token", d.ID, gap, j)
			}
			at = t.End
		}
	}
	if tok != len(d.Tokens) {
		return fmt.Errorf("document %s: %d tokens, but the sentences hold %d", d.ID, len(d.Tokens), tok)
	}
	if rest := d.Text[at:]; strings.IndexFunc(rest, notSpace) >= 0 {
		return fmt.Errorf("document %s: text from byte %d on is in no token", d.ID, at)
	}
	return nil
}

// notSpace reports whether r needs a token: white space, control and format
// characters (a byte order mark, a bidi mark) may lie between tokens.
func notSpace(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf)
}

func (d *Document) checkTrees() error {
	for i, s := range d.Sentences {
		roots := 0
		for j := s.First; j < s.Last; j++ {
			h := d.Tokens[j].Head
			if h == -1 {
				roots++
				continue
			}
			if h < s.First || h >= s.Last || h == j {
				return fmt.Errorf("document %s: token %d of sentence %d has head %d", d.ID, j, i, h)
			}
			for steps := 0; h != -1; h = d.Tokens[h].Head {
				if steps++; steps > s.Last-s.First {
					return fmt.Errorf("document %s: sentence %d has a cycle at token %d", d.ID, i, j)
				}
			}
		}
		if s.Last > s.First && roots != 1 {
			return fmt.Errorf("document %s: sentence %d has %d roots", d.ID, i, roots)
		}
	}
	return nil
}
