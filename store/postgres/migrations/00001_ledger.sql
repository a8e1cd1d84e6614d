-- +goose Up
-- Text is ordered by its bytes. Times and days are text in ISO 8601, UTC; no value is ''.
CREATE TABLE documents (
	seq BIGINT PRIMARY KEY, -- in the order of arrival
	id TEXT COLLATE "C" NOT NULL UNIQUE,
	added TEXT COLLATE "C" NOT NULL,
	coding BIGINT NOT NULL, -- the current one
	text BIGINT NOT NULL,   -- the current one
	published TEXT COLLATE "C" NOT NULL, day TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL, year TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL, url TEXT COLLATE "C" NOT NULL, source TEXT COLLATE "C" NOT NULL, author TEXT COLLATE "C" NOT NULL, lang TEXT COLLATE "C" NOT NULL, genre TEXT COLLATE "C" NOT NULL,
	copy_of BIGINT          -- the first document of those it is a copy of
);
CREATE INDEX documents_day ON documents (day);
CREATE INDEX documents_source ON documents (source);

-- Stemmed as the search of the other store, without stop words.
CREATE TEXT SEARCH DICTIONARY chancery_stem (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION chancery (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION chancery ALTER MAPPING FOR asciiword, word, hword, hword_part, hword_asciipart, asciihword WITH chancery_stem;
CREATE TABLE texts (
	seq BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	body TEXT COLLATE "C" NOT NULL,
	furniture TEXT COLLATE "C" NOT NULL, -- parts that are not the story, as JSON
	-- For search. The words of a text that is much longer than this do not fit into
	-- what PostgreSQL keeps of them.
	words tsvector GENERATED ALWAYS AS (to_tsvector('chancery', left(title || ' ' || body, 400000))) STORED
);
CREATE INDEX texts_words ON texts USING gin (words);

-- One row each time a document was coded; the last one has no until.
CREATE TABLE codings (
	seq BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL,
	text BIGINT NOT NULL,
	input TEXT COLLATE "C" NOT NULL,    -- hash of the text and what was known of it
	coder TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	since TEXT COLLATE "C" NOT NULL,
	until TEXT COLLATE "C",
	head TEXT COLLATE "C" NOT NULL      -- the document's record, as JSON
);
CREATE INDEX codings_doc ON codings (doc);

-- Every record of every coding, as JSON; live is 1 for those of current codings.
CREATE TABLE records (
	seq BIGINT PRIMARY KEY,
	id TEXT COLLATE "C" NOT NULL,
	doc BIGINT NOT NULL,
	coding BIGINT NOT NULL,
	live BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	at BIGINT NOT NULL,    -- where it begins in the text, in code points
	json TEXT COLLATE "C" NOT NULL,
	why TEXT COLLATE "C" NOT NULL       -- [[what, by, path, start, end], …] with bytes of the text
);
CREATE INDEX records_id ON records (id);
CREATE INDEX records_coding ON records (coding);

-- The tables below have one row for a record of their kind, by its seq.
CREATE TABLE events (
	seq BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL,
	live BIGINT NOT NULL,
	type TEXT COLLATE "C" NOT NULL, mode TEXT COLLATE "C" NOT NULL, quad BIGINT NOT NULL, cameo TEXT COLLATE "C" NOT NULL, goldstein DOUBLE PRECISION NOT NULL, scale DOUBLE PRECISION NOT NULL,
	status TEXT COLLATE "C" NOT NULL, certainty TEXT COLLATE "C" NOT NULL, historical BIGINT NOT NULL, disputed BIGINT NOT NULL,
	contexts TEXT COLLATE "C" NOT NULL, -- ' military diplomatic '
	day TEXT COLLATE "C" NOT NULL, last TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL, year TEXT COLLATE "C" NOT NULL, -- of its date, or else of publication; '' where it is wider or not known
	dated BIGINT NOT NULL, -- 1 if the text dates it
	place TEXT COLLATE "C" NOT NULL, place_fold TEXT COLLATE "C" NOT NULL, place_country TEXT COLLATE "C" NOT NULL, lat DOUBLE PRECISION, lon DOUBLE PRECISION,
	dead BIGINT, injured BIGINT, arrested BIGINT,
	words TEXT COLLATE "C" NOT NULL,
	cluster BIGINT NOT NULL, -- the seq of the first event of its cluster; its own if alone
	sources BIGINT NOT NULL  -- independent ones
);
CREATE INDEX events_day ON events (day);
CREATE INDEX events_type ON events (type, day);

CREATE TABLE parties (
	event BIGINT NOT NULL,
	n BIGINT NOT NULL,
	role TEXT COLLATE "C" NOT NULL,     -- actor, recipient
	country TEXT COLLATE "C" NOT NULL, sector TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, fold TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (event, n)
);
CREATE INDEX parties_country ON parties (country, role, event);
CREATE INDEX parties_fold ON parties (fold, role, event);

-- Who acts on whom, by country; a reciprocal act goes both ways. What is asked of
-- dyads most is here again, so that the rows of one lie together.
CREATE TABLE pairs (
	actor TEXT COLLATE "C" NOT NULL,
	recipient TEXT COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL, -- of the event
	doc BIGINT NOT NULL,
	live BIGINT NOT NULL,
	type TEXT COLLATE "C" NOT NULL, quad BIGINT NOT NULL, status TEXT COLLATE "C" NOT NULL, historical BIGINT NOT NULL, disputed BIGINT NOT NULL,
	day TEXT COLLATE "C" NOT NULL, last TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL, year TEXT COLLATE "C" NOT NULL,
	cluster BIGINT NOT NULL,
	sources BIGINT NOT NULL,
	PRIMARY KEY (actor, recipient, seq)
);
CREATE INDEX pairs_seq ON pairs (seq);

CREATE TABLE claims (
	seq BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL,
	live BIGINT NOT NULL,
	country TEXT COLLATE "C" NOT NULL, sector TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, fold TEXT COLLATE "C" NOT NULL, -- of who makes it
	cue TEXT COLLATE "C" NOT NULL, class TEXT COLLATE "C" NOT NULL, stance TEXT COLLATE "C" NOT NULL, quote TEXT COLLATE "C" NOT NULL,
	inside BIGINT,         -- the claim that holds it
	words TEXT COLLATE "C" NOT NULL
);
CREATE INDEX claims_country ON claims (country);
CREATE INDEX claims_fold ON claims (fold);
CREATE INDEX claims_doc ON claims (doc);

-- Meetings, agreements and disputes, with the event that they are about.
CREATE TABLE matters (
	seq BIGINT PRIMARY KEY,
	doc BIGINT NOT NULL,
	live BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,     -- of a dispute
	status TEXT COLLATE "C" NOT NULL,   -- of an agreement
	event BIGINT
);
CREATE INDEX matters_kind ON matters (kind);

CREATE TABLE clusters (
	seq BIGINT PRIMARY KEY, -- of its first event
	id TEXT COLLATE "C" NOT NULL,
	mentions BIGINT NOT NULL, documents BIGINT NOT NULL, sources BIGINT NOT NULL
);

CREATE TABLE sources (
	name TEXT COLLATE "C" PRIMARY KEY,
	owner TEXT COLLATE "C" NOT NULL,
	collection TEXT COLLATE "C" NOT NULL
);

CREATE TABLE rejects (
	seq BIGINT PRIMARY KEY,
	file TEXT COLLATE "C" NOT NULL, record TEXT COLLATE "C" NOT NULL, reason TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	UNIQUE (file, record, reason)
);

CREATE TABLE feeds (
	url TEXT COLLATE "C" PRIMARY KEY,
	title TEXT COLLATE "C" NOT NULL,
	etag TEXT COLLATE "C" NOT NULL, modified TEXT COLLATE "C" NOT NULL,
	checked TEXT COLLATE "C" NOT NULL, next TEXT COLLATE "C" NOT NULL,
	errors BIGINT NOT NULL, error TEXT COLLATE "C" NOT NULL
);
CREATE TABLE feed_items (
	feed TEXT COLLATE "C" NOT NULL,
	item TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (feed, item)
);
