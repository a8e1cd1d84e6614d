package source

// plain reads a text file, which is one article.
func (r *run) plain(in *input) bool {
	b, err := r.whole(in)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	a := &Article{URL: in.url}
	text, charset := repair(string(b))
	if charset != "" {
		a.from("charset", charset)
	}
	a.Text = text
	return r.accept(in, "", a)
}
