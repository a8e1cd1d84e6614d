package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// TestWhyExplainsEachKind asks why for one record of each kind that the sample
// article gives.
func TestWhyExplainsEachKind(t *testing.T) {
	run := func(args ...string) string {
		t.Helper()
		var out, talk bytes.Buffer
		if code := Run(t.Context(), Env{Stdout: &out, Stderr: &talk}, args); code != OK {
			t.Fatalf("%q: exit code %d: %s", args, code, &talk)
		}
		return out.String()
	}
	seen := map[string]bool{"document": true}
	for line := range strings.Lines(run("code", "--sample")) {
		var r struct{ Kind, ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if seen[r.Kind] {
			continue
		}
		seen[r.Kind] = true
		got := run("why", "sample", r.ID)
		if !strings.HasPrefix(got, r.Kind+" "+r.ID) || strings.Contains(got, "no reasons") {
			t.Errorf("why %s:\n%s", r.ID, got)
		}
	}
	for _, kind := range []string{"entity", "event", "claim", "meeting", "agreement", "dispute"} {
		if !seen[kind] {
			t.Errorf("the sample article gives no %s", kind)
		}
	}
	// The first letters of an id are enough.
	if got := run("why", "sample", "sample#n1"); !strings.HasPrefix(got, "entity sample#n1") {
		t.Errorf("why sample#n1:\n%s", got)
	}
}
