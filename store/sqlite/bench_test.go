package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"chancery/store"
	"chancery/store/storetest"
)

// benchStore opens a new store, or the file that CHANCERY_BENCH_DB names, which is kept
// for the next run.
func benchStore(b *testing.B) store.Store {
	file := os.Getenv("CHANCERY_BENCH_DB")
	if file == "" {
		file = filepath.Join(b.TempDir(), "l.db")
	}
	s, err := Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func BenchmarkPut(b *testing.B) { storetest.BenchmarkPut(b, benchStore(b)) }

func BenchmarkMillion(b *testing.B) { storetest.BenchmarkMillion(b, benchStore(b)) }
