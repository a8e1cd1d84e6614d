package cli

import (
	"context"
	"errors"

	"chancery/fuse"
	"chancery/store"
)

// The bounds of clustering a ledger: how many documents are put at once, and how
// many are kept in memory before those of other times are forgotten.
const (
	fuseBatch = 256
	fuseKept  = 40_000
)

// shelf reads notes from a store.
type shelf struct{ store.Store }

// Near returns the notes of stretches of time.
func (s shelf) Near(ctx context.Context, stretches []int32) ([]*fuse.Note, error) {
	list, err := s.Notes(ctx, stretches)
	if err != nil {
		return nil, err
	}
	out := make([]*fuse.Note, len(list))
	for i, data := range list {
		out[i] = new(fuse.Note)
		if err := out[i].UnmarshalBinary(data); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cluster puts the documents of a ledger that are new, or coded again, among its
// clusters. Each step is stored whole, so that it can end at any moment.
func cluster(ctx context.Context, s store.Store) error {
	for {
		done, err := clusterSome(ctx, s)
		switch {
		case errors.Is(err, store.ErrMoved): // another program did some of it
		case errors.Is(err, fuse.ErrNote): // of another version: all are made anew
			if err := s.Unfuse(ctx); err != nil {
				return err
			}
		case err != nil || done:
			return err
		}
	}
}

// recluster clusters a whole ledger anew.
func recluster(ctx context.Context, s store.Store) error {
	if err := s.Unfuse(ctx); err != nil {
		return err
	}
	return cluster(ctx, s)
}

// clusterSome clusters until all documents are among the clusters, or those in
// memory are too many.
func clusterSome(ctx context.Context, s store.Store) (done bool, err error) {
	generation, err := s.Generation(ctx)
	if err != nil {
		return false, err
	}
	owners := map[string]string{}
	sources, err := s.Sources(ctx)
	if err != nil {
		return false, err
	}
	for _, r := range sources {
		if r.Owner != "" {
			owners[r.Name] = r.Owner
		}
	}
	f, err := fuse.NewFuser(shelf{s}, owners)
	if err != nil {
		return false, err
	}
	for f.Len() < fuseKept {
		loose, err := s.Loose(ctx, fuseBatch)
		if err != nil || len(loose) == 0 {
			return err == nil, err
		}
		change, err := step(ctx, s, f, loose)
		if err != nil {
			return false, err
		}
		change.Generation = generation
		if err := s.Fuse(ctx, change); err != nil {
			return false, err
		}
		generation++
	}
	return false, nil
}

// step puts documents among the clusters.
func step(ctx context.Context, s store.Store, f *fuse.Fuser, loose []store.Loose) (*store.Fusing, error) {
	out := &store.Fusing{}
	var put, drop []*fuse.Note
	for _, l := range loose {
		e, err := s.Get(ctx, l.Doc)
		if err != nil {
			return nil, err
		}
		d := fusable(e.Document(), e.Text, e.Records)
		n, err := fuse.NewNote(&d)
		if err != nil {
			return nil, err
		}
		if l.Noted {
			data, err := s.Note(ctx, l.Doc)
			if err != nil {
				return nil, err
			}
			was := new(fuse.Note)
			if err := was.UnmarshalBinary(data); err != nil {
				return nil, err
			}
			drop = append(drop, was)
		}
		data, err := n.MarshalBinary()
		if err != nil {
			return nil, err
		}
		put = append(put, n)
		out.Notes = append(out.Notes, store.Note{Doc: l.Doc, Coding: l.Coding, Again: l.Noted, Stretches: n.Stretches(), Data: data})
	}
	u, err := f.Update(ctx, put, drop)
	if err != nil {
		return nil, err
	}
	out.CopyOf = u.CopyOf
	for _, c := range u.Clusters {
		k := store.Cluster{ID: c.ID, Members: c.Members, Documents: c.Documents, Sources: c.Sources, Affirming: c.Affirming}
		for _, x := range c.Disputes {
			if x.Documents > 1 { // those of one are among its records
				k.Disputes = append(k.Disputes, x)
			}
		}
		out.Clusters = append(out.Clusters, k)
	}
	return out, nil
}
