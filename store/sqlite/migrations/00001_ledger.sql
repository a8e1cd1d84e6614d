-- +goose Up
-- Times and days are text in ISO 8601, UTC; no value is ''.
CREATE TABLE documents (
	seq INTEGER PRIMARY KEY, -- in the order of arrival
	id TEXT NOT NULL UNIQUE,
	added TEXT NOT NULL,
	coding INTEGER NOT NULL, -- the current one
	text INTEGER NOT NULL,   -- the current one
	published TEXT NOT NULL, day TEXT NOT NULL, month TEXT NOT NULL, year TEXT NOT NULL,
	title TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL, lang TEXT NOT NULL, genre TEXT NOT NULL,
	copy_of INTEGER          -- the first document of those it is a copy of
);
CREATE INDEX documents_day ON documents (day);
CREATE INDEX documents_source ON documents (source);

CREATE TABLE texts (
	seq INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	furniture TEXT NOT NULL -- parts that are not the story, as JSON
);
CREATE VIRTUAL TABLE search USING fts5 (title, body, content = 'texts', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2');
-- A batch of documents makes one segment, and segments are merged by eights.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO search (search, rank) VALUES ('automerge', 8);

-- One row each time a document was coded; the last one has no until.
CREATE TABLE codings (
	seq INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL,
	text INTEGER NOT NULL,
	input TEXT NOT NULL,    -- hash of the text and what was known of it
	coder TEXT NOT NULL,
	version INTEGER NOT NULL,
	since TEXT NOT NULL,
	until TEXT,
	head TEXT NOT NULL      -- the document's record, as JSON
);
CREATE INDEX codings_doc ON codings (doc);

-- Every record of every coding, as JSON; live is 1 for those of current codings.
CREATE TABLE records (
	seq INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	doc INTEGER NOT NULL,
	coding INTEGER NOT NULL,
	live INTEGER NOT NULL,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,    -- where it begins in the text, in code points
	json TEXT NOT NULL,
	why TEXT NOT NULL       -- [[what, by, path, start, end], …] with bytes of the text
);
CREATE INDEX records_id ON records (id);
CREATE INDEX records_coding ON records (coding);

-- The tables below have one row for a record of their kind, by its seq.
CREATE TABLE events (
	seq INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL,
	live INTEGER NOT NULL,
	type TEXT NOT NULL, mode TEXT NOT NULL, quad INTEGER NOT NULL, cameo TEXT NOT NULL, goldstein REAL NOT NULL, scale REAL NOT NULL,
	status TEXT NOT NULL, certainty TEXT NOT NULL, historical INTEGER NOT NULL, disputed INTEGER NOT NULL,
	contexts TEXT NOT NULL, -- ' military diplomatic '
	day TEXT NOT NULL, last TEXT NOT NULL, month TEXT NOT NULL, year TEXT NOT NULL, -- of its date, or else of publication; '' where it is wider or not known
	dated INTEGER NOT NULL, -- 1 if the text dates it
	place TEXT NOT NULL, place_fold TEXT NOT NULL, place_country TEXT NOT NULL, lat REAL, lon REAL,
	dead INTEGER, injured INTEGER, arrested INTEGER,
	words TEXT NOT NULL,
	cluster INTEGER NOT NULL, -- the seq of the first event of its cluster; its own if alone
	sources INTEGER NOT NULL  -- independent ones
);
CREATE INDEX events_day ON events (day);
CREATE INDEX events_type ON events (type, day);

CREATE TABLE parties (
	event INTEGER NOT NULL,
	n INTEGER NOT NULL,
	role TEXT NOT NULL,     -- actor, recipient
	country TEXT NOT NULL, sector TEXT NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL,
	PRIMARY KEY (event, n)
) WITHOUT ROWID;
CREATE INDEX parties_country ON parties (country, role, event);
CREATE INDEX parties_fold ON parties (fold, role, event);

-- Who acts on whom, by country; a reciprocal act goes both ways. What is asked of
-- dyads most is here again, so that the rows of one lie together.
CREATE TABLE pairs (
	actor TEXT NOT NULL,
	recipient TEXT NOT NULL,
	seq INTEGER NOT NULL, -- of the event
	doc INTEGER NOT NULL,
	live INTEGER NOT NULL,
	type TEXT NOT NULL, quad INTEGER NOT NULL, status TEXT NOT NULL, historical INTEGER NOT NULL, disputed INTEGER NOT NULL,
	day TEXT NOT NULL, last TEXT NOT NULL, month TEXT NOT NULL, year TEXT NOT NULL,
	cluster INTEGER NOT NULL,
	sources INTEGER NOT NULL,
	PRIMARY KEY (actor, recipient, seq)
) WITHOUT ROWID;
CREATE INDEX pairs_seq ON pairs (seq);

CREATE TABLE claims (
	seq INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL,
	live INTEGER NOT NULL,
	country TEXT NOT NULL, sector TEXT NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL, -- of who makes it
	cue TEXT NOT NULL, class TEXT NOT NULL, stance TEXT NOT NULL, quote TEXT NOT NULL,
	inside INTEGER,         -- the claim that holds it
	words TEXT NOT NULL
);
CREATE INDEX claims_country ON claims (country);
CREATE INDEX claims_fold ON claims (fold);
CREATE INDEX claims_doc ON claims (doc);

-- Meetings, agreements and disputes, with the event that they are about.
CREATE TABLE matters (
	seq INTEGER PRIMARY KEY,
	doc INTEGER NOT NULL,
	live INTEGER NOT NULL,
	kind TEXT NOT NULL,
	type TEXT NOT NULL,     -- of a dispute
	status TEXT NOT NULL,   -- of an agreement
	event INTEGER
);
CREATE INDEX matters_kind ON matters (kind);

CREATE TABLE clusters (
	seq INTEGER PRIMARY KEY, -- of its first event
	id TEXT NOT NULL,
	mentions INTEGER NOT NULL, documents INTEGER NOT NULL, sources INTEGER NOT NULL
);

CREATE TABLE sources (
	name TEXT PRIMARY KEY,
	owner TEXT NOT NULL,
	collection TEXT NOT NULL
);

CREATE TABLE rejects (
	seq INTEGER PRIMARY KEY,
	file TEXT NOT NULL, record TEXT NOT NULL, reason TEXT NOT NULL,
	at TEXT NOT NULL,
	UNIQUE (file, record, reason)
);

CREATE TABLE feeds (
	url TEXT PRIMARY KEY,
	title TEXT NOT NULL,
	etag TEXT NOT NULL, modified TEXT NOT NULL,
	checked TEXT NOT NULL, next TEXT NOT NULL,
	errors INTEGER NOT NULL, error TEXT NOT NULL
);
CREATE TABLE feed_items (
	feed TEXT NOT NULL,
	item TEXT NOT NULL,
	PRIMARY KEY (feed, item)
) WITHOUT ROWID;
