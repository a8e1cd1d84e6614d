-- +goose Up
-- What clustering keeps of a document, so that a new one is compared without
-- reading the others again; noted is the coding that the note is of, 0 for none.
ALTER TABLE documents ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_loose ON documents (day, seq) WHERE noted <> coding;
CREATE TABLE notes (
	doc INTEGER PRIMARY KEY,
	note BLOB NOT NULL
);
-- The stretches of time in which a document and its events are looked for.
CREATE TABLE stretches (
	stretch INTEGER NOT NULL,
	doc INTEGER NOT NULL,
	PRIMARY KEY (stretch, doc)
) WITHOUT ROWID;
CREATE INDEX stretches_doc ON stretches (doc);
-- How often clusters were changed: who changes them says what was seen.
CREATE TABLE fusings (generation INTEGER NOT NULL);
INSERT INTO fusings (generation) VALUES (0);
ALTER TABLE clusters ADD COLUMN affirming INTEGER NOT NULL DEFAULT 0;
