package source

import (
	"strings"

	"golang.org/x/net/html/charset"
)

// plain reads a text file, which is one article.
func (r *run) plain(in *input) bool {
	b, err := r.whole(in)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	a, err := parsePlain(b, in.contentType, in.url)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	return r.accept(in, "", a)
}

// parsePlain reads a text, whose first line may be its headline. contentType and
// url are as its server gave them, or "".
func parsePlain(b []byte, contentType, url string) (*Article, error) {
	if err := checkText(string(b)); err != nil {
		return nil, err
	}
	a := &Article{URL: url}
	text, from := string(b), ""
	if enc, name, certain := charset.DetermineEncoding(nil, contentType); certain && name != "utf-8" {
		if decoded, err := enc.NewDecoder().String(text); err == nil {
			text, from = decoded, name
		}
	}
	if from == "" {
		text, from = repair(text)
	}
	if from != "" {
		a.from("charset", from)
	}
	a.Text = strings.TrimPrefix(text, "\uFEFF")
	a.Furniture = findFurniture(a.Text, "", true)
	a.fromFurniture()
	return a, nil
}

// fromFurniture fills in what the lines above a story say: its title, its author
// and its date.
func (a *Article) fromFurniture() {
	for i, p := range a.Furniture {
		line := oneLine(a.Text[p.Start:p.End])
		switch p.Kind {
		case Headline:
			if i == 0 && a.Title == "" && strings.TrimSpace(a.Text[:p.Start]) == "" {
				a.Title = line
				a.from("title", "first line")
			}
		case Byline:
			if rest, ok := cutFold(line, "by "); ok && a.Author == "" {
				a.Author = rest
				a.from("author", "byline")
			}
		case Boilerplate:
			if date := dateOf(line); date != "" && a.Published.IsZero() {
				_ = a.publish(date, "date line")
			}
		}
	}
	if a.Published.IsZero() {
		if date := urlDate(a.URL); date != "" {
			_ = a.publish(date, "URL path")
		}
	}
}

// cutFold is [strings.CutPrefix] without regard to case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
