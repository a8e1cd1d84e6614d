package claims

import "chancery/nlp"

// Quoted returns what stands between quotation marks in text, without the marks,
// in text order; quotations inside quotations are part of those. A quotation that
// runs over several paragraphs is one span a paragraph.
func Quoted(text string) []nlp.Span {
	var out []nlp.Span
	for _, q := range quotations(text) {
		if q.Depth == 0 {
			out = append(out, q.Inner)
		}
	}
	return out
}
