// Package fuse tells events from reports: it groups articles that are copies of
// one another, and clusters the mentions of one event across documents. The order
// in which documents arrive does not change the result.
package fuse

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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
}

// Result is what a collection of documents comes to.
type Result struct {
	Clusters []Cluster  // sorted by the first member's id
	Copies   [][]string // ids of documents that are copies of one another, two or more, sorted
	Disputes []Dispute  // sorted by id
}

// Fuse groups and clusters docs.
func Fuse(docs []Doc) (*Result, error) {
	m, err := pairModel()
	if err != nil {
		return nil, err
	}
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Doc) int { return cmp.Compare(a.ID, b.ID) })
	group := copies(docs)
	var all []mention
	at := map[string]int{}
	for i := range docs {
		list, err := mentions(&docs[i], docs[group[i]].ID)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		at[docs[i].ID] = i
	}
	slices.SortFunc(all, func(a, b mention) int { return cmp.Compare(a.ID, b.ID) })
	root := cluster(all, edges(all, m), m)

	r := &Result{}
	members := map[int][]int{}
	var order []int
	for i := range all {
		if members[root[i]] == nil {
			order = append(order, root[i])
		}
		members[root[i]] = append(members[root[i]], i)
	}
	for _, first := range order {
		c := Cluster{Kind: "cluster", Event: all[first].Type}
		docsOf, owners, affirming := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, i := range members[first] {
			c.Members = append(c.Members, all[i].ID)
			docsOf[all[i].Doc] = true
			// A copy counts for the owner of the group's first document.
			doc := &docs[group[at[all[i].Doc]]]
			owner := cmp.Or(doc.Owner, doc.Source, doc.ID)
			owners[owner] = true
			if !all[i].Denied {
				affirming[owner] = true
			}
		}
		c.Documents, c.Sources, c.Affirming = len(docsOf), len(owners), len(affirming)
		sum := sha256.New()
		for _, id := range c.Members {
			sum.Write([]byte(id + "\n"))
		}
		c.ID = "k_" + hex.EncodeToString(sum.Sum(nil)[:8])
		r.Clusters = append(r.Clusters, c)
	}
	byGroup := map[int][]string{}
	for i := range docs {
		byGroup[group[i]] = append(byGroup[group[i]], docs[i].ID)
	}
	for i := range docs {
		if ids := byGroup[i]; len(ids) > 1 {
			r.Copies = append(r.Copies, ids)
		}
	}
	r.Disputes, err = findDisputes(docs, group, r.Clusters)
	return r, err
}
