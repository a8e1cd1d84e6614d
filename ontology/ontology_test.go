package ontology_test

import (
	"testing"

	"chancery/ontology"
)

func load(t *testing.T) *ontology.Ontology {
	t.Helper()
	o, err := ontology.Load()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestWhole(t *testing.T) {
	o := load(t)
	modes := 0
	for _, typ := range o.Types {
		modes += len(typ.Modes)
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"types", len(o.Types), 16}, {"modes", modes, 67}, {"contexts", len(o.Contexts), 37},
		{"sectors", len(o.Sectors), 25}, {"entities", len(o.Entities), 7}, {"CAMEO codes", len(o.Codes), 312},
	} {
		if c.got != c.want {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
}

func TestSignOfScoreFollowsQuad(t *testing.T) {
	o := load(t)
	for _, typ := range o.Types {
		for _, m := range append(typ.Modes, ontology.Mode{Name: "", Score: typ.Score}) {
			if conflict := typ.Quad > 2; conflict && m.Score > 0.5 || !conflict && m.Score < 0 {
				t.Errorf("%s %q of quad %d has score %v", typ.Name, m.Name, typ.Quad, m.Score)
			}
		}
	}
}

func TestClassicGoldstein(t *testing.T) {
	o := load(t)
	for code, want := range map[string]float64{"016": 3.4, "124": -5, "1246": -5, "163": -6.5, "164": -7, "166": -8, "042": 1.9, "195": -10, "0874": 10} {
		if got := o.CAMEO(code).Goldstein; got != want {
			t.Errorf("Goldstein(%s) = %v, want %v", code, got, want)
		}
	}
}

func TestCrosswalk(t *testing.T) {
	o := load(t)
	for _, c := range o.Codes {
		if statement := c.Code[:2] == "01"; statement != (c.Type == "") {
			t.Errorf("%s %s maps to type %q", c.Code, c.Name, c.Type)
		}
	}
	if host := o.CAMEO("043"); !host.Swap || host.Mode != "visit" {
		t.Errorf("043 = %+v, want a visit with actor and recipient swapped", host)
	}
	for _, typ := range o.Types {
		for _, m := range append(typ.Modes, ontology.Mode{}) {
			code := o.DefaultCAMEO(typ.Name, m.Name)
			if o.CAMEO(code) == nil {
				t.Errorf("DefaultCAMEO(%s, %q) = %q, which is no code", typ.Name, m.Name, code)
			}
		}
	}
	if got := o.DefaultCAMEO("NONE", ""); got != "" {
		t.Errorf("DefaultCAMEO of no type = %q, want none", got)
	}
}
