package source_test

import (
	"strings"
	"testing"

	"chancery/source"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		head, name string
		want       source.Format
	}{
		{"", "", source.Empty},
		{" \n\t", "a.jsonl", source.Empty},
		{"Norway met Peru.", "", source.Plain},
		{"Norway met Peru.", "a.html", source.Plain},
		{"{Norway} met Peru.", "", source.Plain},
		{"[Norway met Peru.]", "", source.Plain},
		{"<jane@example.org> wrote:", "", source.Plain},
		{"< 5 per cent of ships", "", source.Plain},
		{"Norway, which met Peru, left the text of the treaty, and the date, open.\n", "", source.Plain},
		{`{"text":"a"}`, "", source.JSONL},
		{`{"id":"a","text":"` + strings.Repeat("a", 5000), "a.txt", source.JSONL},
		{"{\"text\":\n\"a\"}", "", source.JSON},
		{" [ {\"text\":\"a\"}]", "", source.JSON},
		{"[]", "", source.JSON},
		{`{"version":"https://jsonfeed.org/version/1.1","items":[]}`, "", source.Feed},
		{"<!DOCTYPE html><html>", "", source.HTML},
		{"<!-- a --><HTML lang=en>", "", source.HTML},
		{"\uFEFF\n<p>Norway", "", source.HTML},
		{`<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="z">`, "", source.HTML},
		{`<?xml version="1.0"?><html xmlns="z">`, "", source.HTML},
		{"x<html>", "", source.HTML},
		{`<?xml version="1.0"?><!-- a --><rss version="2.0">`, "", source.Feed},
		{`<?xml-stylesheet href="a"?><feed xmlns="b">`, "", source.Feed},
		{`<rdf:RDF xmlns="x">`, "", source.Feed},
		{`<!DOCTYPE rss [<!ENTITY a "b">]><rss>`, "", source.Feed},
		{`<?xml version="1.0"?><nitf>`, "", source.XML},
		{"id,text\n1,a", "", source.CSV},
		{"\"ID\";\"Full text\"\n", "", source.CSV},
		{"date\ttitle\turl\n", "", source.CSV},
		{"text\nNorway met Peru.\n", "", source.Plain},
		{"text\nNorway met Peru.\n", "a.csv", source.CSV},
		{"WARC/1.0\r\n", "", source.WARC},
		{"\x1f\x8b\x08\x00", "a.txt", source.Gzip},
		{"%PDF-1.7", "a.txt", source.Binary},
		{"a\x00b", "a.txt", source.Binary},
	} {
		if got, _ := source.Detect([]byte(c.head), c.name); got != c.want {
			t.Errorf("%.40q (%s) is %s, want %s", c.head, c.name, got, c.want)
		}
	}
}
