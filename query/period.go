package query

import "time"

// Period returns the days that an ISO 8601 day, month or year spans, as bounds of
// a filter, and false if s is none of these.
func Period(s string) (from, to string, ok bool) {
	for _, f := range []struct {
		layout  string
		y, m, d int
	}{{time.DateOnly, 0, 0, 0}, {"2006-01", 0, 1, -1}, {"2006", 1, 0, -1}} {
		if t, err := time.Parse(f.layout, s); err == nil {
			return t.Format(time.DateOnly), t.AddDate(f.y, f.m, f.d).Format(time.DateOnly), true
		}
	}
	return "", "", false
}

// Steps returns the days, months or years from one day to another, both included,
// as the groups of a panel name them. by is ByDay, ByMonth or ByYear.
func Steps(from, to string, by Field) ([]string, error) {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return nil, errorf("%q is no day", from)
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return nil, errorf("%q is no day", to)
	}
	layout, step := time.DateOnly, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	switch by {
	case ByDay:
	case ByMonth:
		layout, step = "2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
		a = time.Date(a.Year(), a.Month(), 1, 0, 0, 0, 0, time.UTC)
	case ByYear:
		layout, step = "2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }
		a = time.Date(a.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	default:
		return nil, errorf("%q is no step of time; they are day, month and year", by)
	}
	var out []string
	for ; !a.After(b); a = step(a) {
		out = append(out, a.Format(layout))
	}
	return out, nil
}
