package export

import (
	"strings"
	"testing"
)

func TestWriteRows(t *testing.T) {
	heads := []Heading{{"who", 0}, {"n", 5}, {"x", 0}}
	rows := [][]any{{"=A\x1b \"b\"\nc", int64(3), nil}, {"<d>", 1.5, true}}
	for format, want := range map[string]string{
		"table": "who        n    x\n=A� \"b\" c  3\n<d>        1.5  true\n",
		"csv":   "who,n,x\n\"'=A\x1b \"\"b\"\"\nc\",3,\n<d>,1.5,true\n",
		"jsonl": `{"who":"=A\u001b \"b\"\nc","n":3,"x":null}` + "\n" + `{"who":"<d>","n":1.5,"x":true}` + "\n",
		"json":  "[\n " + `{"who":"=A\u001b \"b\"\nc","n":3,"x":null}` + ",\n " + `{"who":"<d>","n":1.5,"x":true}` + "\n]\n",
	} {
		var b strings.Builder
		if err := WriteRows(&b, format, heads, rows, Options{FormulaSafe: true}); err != nil || b.String() != want {
			t.Errorf("%s: %v\n got %q\nwant %q", format, err, b.String(), want)
		}
	}
	for format, want := range map[string]string{"jsonl": "", "json": "[\n]\n", "csv": "who,n,x\n"} {
		var b strings.Builder
		if err := WriteRows(&b, format, heads, nil, Options{}); err != nil || b.String() != want {
			t.Errorf("%s of nothing: %v, %q", format, err, b.String())
		}
	}
	if err := WriteRows(&strings.Builder{}, "poem", heads, rows, Options{}); err == nil {
		t.Error("a poem was written")
	}
}
