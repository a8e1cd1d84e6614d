package tag

// feats finds the morphological features of a word.
type feats struct {
	byForm map[string]string // universal tag, Penn tag, small form, parted by tabs
	byTags map[string]string // universal tag, Penn tag
}

// newFeats reads lines of universal tag, Penn tag, small form or "", features.
func newFeats(data []byte) *feats {
	f := &feats{byForm: map[string]string{}, byTags: map[string]string{}}
	_ = lines(data, func(c []string) error {
		if len(c) == 4 && c[2] == "" {
			f.byTags[c[0]+"\t"+c[1]] = c[3]
		} else if len(c) == 4 {
			f.byForm[c[0]+"\t"+c[1]+"\t"+c[2]] = c[3]
		}
		return nil
	})
	return f
}

// of returns the features of a small form with its tags, or "".
func (f *feats) of(upos, xpos, small string) string {
	var key [96]byte
	k := append(append(append(key[:0], upos...), '\t'), xpos...)
	n := len(k)
	k = append(append(k, '\t'), small...)
	if s, ok := f.byForm[string(k)]; ok {
		return s
	}
	return f.byTags[string(k[:n])]
}
