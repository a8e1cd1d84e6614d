package tsv

import (
	"maps"
	"strings"
	"testing"
)

func TestReadSets(t *testing.T) {
	s, err := ReadSets(strings.NewReader("set\twords\texample\ngiving\tgive sell=to\tSweden gives Kyiv jets.\ngiving\tlend\tBelgium lent it none, and is lending none.\n"), "x.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Of("giving"), map[string]bool{"give": true, "sell": true, "lend": true}; !maps.Equal(got, want) {
		t.Errorf("the set is %v, not %v", got, want)
	}
	if s.Values("giving")["sell"] != "to" {
		t.Errorf("sell has the value %q", s.Values("giving")["sell"])
	}
}

func TestReadSetsBad(t *testing.T) {
	for table, want := range map[string]string{
		"set\twords\texample\na\tgive give\tHe gives.\n":   "x.tsv:2: a holds give twice",
		"set\twords\texample\na\tgive sell\tNo example.\n": "x.tsv:2: the example \"No example.\" has none of the words of a",
		"set\twords\n": "x.tsv:1: the first row must name the column \"example\"",
	} {
		if _, err := ReadSets(strings.NewReader(table), "x.tsv"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q gives the error %v, not %s", table, err, want)
		}
	}
}
