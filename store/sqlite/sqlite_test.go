package sqlite

import (
	"path/filepath"
	"testing"

	"chancery/store"
	"chancery/store/storetest"
)

func TestAcceptance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ledger ?%&.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
