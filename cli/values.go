package cli

import (
	"fmt"
	"strings"

	"chancery/lang/en"
	"chancery/ontology"
	"chancery/query"
)

// The values of filters that are few.
var (
	statuses     = []string{"happened", "ongoing", "planned", "hypothetical", "not_happened"}
	stances      = []string{"assert", "deny", "confirm", "question", "decline"}
	disputeTypes = []string{"event", "number", "date", "responsibility", "meaning"}
)

// oneOf returns the values of an option as records have them, in whatever case they
// were given, or an error that lists those that there are: a misspelt one would
// silently find nothing.
func oneOf(option string, given, allowed []string) ([]string, error) {
	out := make([]string, len(given))
	for i, v := range given {
		for _, a := range allowed {
			if strings.EqualFold(strings.TrimSpace(v), a) {
				out[i] = a
			}
		}
		if out[i] == "" {
			return nil, usagef("%s: there is no %q; there are %s", option, v, strings.Join(allowed, ", "))
		}
	}
	return out, nil
}

// check puts the values of a filter's lists in the form of records; see [oneOf].
func check(kind query.Kind, w *query.Filter) error {
	o, err := ontology.Load()
	if err != nil {
		return fmt.Errorf("reading the ontology: %w", err)
	}
	types, modes, contexts := disputeTypes, []string(nil), []string(nil)
	if kind != query.Disputes {
		types = nil
		for _, t := range o.Types {
			types = append(types, t.Name)
			for _, m := range t.Modes {
				modes = append(modes, m.Name)
			}
		}
	}
	for _, c := range o.Contexts {
		contexts = append(contexts, c.Name)
	}
	for _, f := range []struct {
		option  string
		values  *[]string
		allowed []string
	}{
		{"--type", &w.Types, types}, {"--mode", &w.Modes, modes}, {"--context", &w.Contexts, contexts}, {"--status", &w.Statuses, statuses},
		{"--stance", &w.Stances, stances}, {"--cue", &w.Cues, en.CueClasses},
	} {
		if len(*f.values) == 0 {
			continue
		}
		if *f.values, err = oneOf(f.option, *f.values, f.allowed); err != nil {
			return err
		}
	}
	return nil
}
