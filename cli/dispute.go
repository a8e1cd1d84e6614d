package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/export"
	"chancery/ledger"
	"chancery/store"
)

// A saying is what one side of a dispute rests on: a claim, or an event that a
// document tells of in its own voice.
type saying struct {
	id   string
	doc  *ledger.Document
	text string // "the mayor: “nine died”"
}

// sayingOf finds the claim or event with an id.
func sayingOf(ctx context.Context, s store.Store, id string) (*saying, error) {
	h, err := s.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &saying{id: id, doc: h.Doc, text: "(the article) "}
	switch r := h.Record.(type) {
	case *ledger.Claim:
		names := &neighbours{s: s}
		if _, err := names.of(ctx, h); err != nil {
			return nil, err
		}
		out.text = names.source(r) + ": " + words(r)
	case *ledger.Event:
		out.text += "“" + r.EventText.Text + "”"
		if r.Size.Dead != nil {
			out.text += fmt.Sprintf(", %d dead", *r.Size.Dead)
		}
	}
	return out, nil
}

// sayings finds what a side rests on. What was coded again since is left out.
func sayings(ctx context.Context, s store.Store, ids []string) ([]*saying, error) {
	var out []*saying
	for _, id := range ids {
		x, err := sayingOf(ctx, s, id)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			out = append(out, x)
		}
	}
	return out, nil
}

// disputeRow returns a dispute in the columns of its table.
func disputeRow(ctx context.Context, s store.Store, d *ledger.Document, x *ledger.Dispute) ([]any, error) {
	cells := []any{d.Published[:min(10, len(d.Published))], x.Type}
	var outlets []string
	for _, ids := range [2][]string{x.For, x.Against} {
		list, err := sayings(ctx, s, ids)
		if err != nil {
			return nil, err
		}
		texts := make([]string, len(list))
		for i, y := range list {
			texts[i] = y.text
			if o := cmp.Or(y.doc.Source, y.doc.ID); !slices.Contains(outlets, o) {
				outlets = append(outlets, o)
			}
		}
		cells = append(cells, strings.Join(slices.Compact(texts), "; "))
	}
	return append(cells, strings.Join(outlets, ", "), x.ID), nil
}

// explainDispute prints the sides of a dispute of several documents, and the numbers
// that they give.
func explainDispute(ctx context.Context, w io.Writer, s store.Store, x *ledger.Dispute) error {
	var b strings.Builder
	fmt.Fprintf(&b, "dispute %s: %s, of %d documents that tell of the events of cluster %s\n", x.ID, x.Type, x.Documents, x.Cluster)
	fmt.Fprintf(&b, "  about “%s”\n", strings.Join(strings.Fields(x.About), " "))
	values := map[string]int{}
	for _, v := range x.Values {
		values[v.By] = v.Value
	}
	for i, ids := range [2][]string{x.For, x.Against} {
		list, err := sayings(ctx, s, ids)
		if err != nil {
			return err
		}
		for _, y := range list {
			fmt.Fprintf(&b, "  %-7s  %s  %s, %s  %s", [2]string{"for", "against"}[i], y.id, cmp.Or(y.doc.Source, y.doc.ID), y.doc.Published[:min(10, len(y.doc.Published))], oneLine(y.text))
			if n, ok := values[y.id]; ok {
				fmt.Fprintf(&b, "  [%d]", n)
			}
			b.WriteString("\n")
		}
	}
	_, err := io.WriteString(w, export.Clean(b.String()))
	return err
}
