// Package fuse tells events from reports: it groups articles that are copies of
// one another, and clusters the mentions of one event across documents. The order
// in which documents arrive does not change the result.
package fuse

import (
	"cmp"
	"context"
	"slices"

	"chancery/ledger"
)

// A Doc is a document as the coder left it.
type Doc struct {
	ledger.Document
	Text     string
	Entities []*ledger.Entity
	Events   []*ledger.Event
	Claims   []*ledger.Claim
	Disputes []*ledger.Dispute
	// Owner is who owns the outlet; Document.Source stands in where it is empty.
	Owner string
}

// A Cluster is the mentions of one event.
type Cluster struct {
	Kind    string   `json:"kind"` // "cluster"
	ID      string   `json:"id"`   // "k_" and a hash of the members
	Event   string   `json:"event"`
	Members []string `json:"members"` // ids of events, sorted
	// Documents is how many documents have a member, Sources how many owners among
	// them, copies of one article counted once.
	Documents int `json:"documents"`
	Sources   int `json:"independent_sources"`
	// Affirming is how many of these say that the act was, is or will be: those that
	// only deny it are left out.
	Affirming int `json:"affirming_sources"`
	// Disputes are what is said against one another of the event, in one of the
	// documents or in several.
	Disputes []*ledger.Dispute `json:"-"`
}

// Result is what a collection of documents comes to.
type Result struct {
	Clusters []Cluster  // sorted by the first member's id
	Copies   [][]string // ids of documents that are copies of one another, two or more, sorted
}

// Fuse groups and clusters docs.
func Fuse(docs []Doc) (*Result, error) {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Doc) int { return cmp.Compare(a.ID, b.ID) })
	owners := map[string]string{}
	notes := make([]*Note, len(docs))
	for i := range docs {
		var err error
		if notes[i], err = NewNote(&docs[i]); err != nil {
			return nil, err
		}
		if d := &docs[i]; d.Owner != "" {
			owners[d.Source] = d.Owner
		}
	}
	f, err := NewFuser(nil, owners)
	if err != nil {
		return nil, err
	}
	u, err := f.Update(context.Background(), notes, nil)
	if err != nil {
		return nil, err
	}
	r := &Result{Clusters: u.Clusters}
	byFirst := map[string][]string{}
	for i := range docs {
		first := cmp.Or(u.CopyOf[docs[i].ID], docs[i].ID)
		byFirst[first] = append(byFirst[first], docs[i].ID)
	}
	for i := range docs {
		if ids := byFirst[docs[i].ID]; len(ids) > 1 {
			r.Copies = append(r.Copies, ids)
		}
	}
	return r, nil
}
