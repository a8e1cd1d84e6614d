-- +goose Up
-- What clustering keeps of a document, so that a new one is compared without
-- reading the others again; noted is the coding that the note is of, 0 for none.
ALTER TABLE documents ADD COLUMN noted BIGINT NOT NULL DEFAULT 0;
CREATE INDEX documents_loose ON documents (day, seq) WHERE noted <> coding;
CREATE TABLE notes (
	doc BIGINT PRIMARY KEY,
	note BYTEA NOT NULL
);
-- The stretches of time in which a document and its events are looked for.
CREATE TABLE stretches (
	stretch BIGINT NOT NULL,
	doc BIGINT NOT NULL,
	PRIMARY KEY (stretch, doc)
);
CREATE INDEX stretches_doc ON stretches (doc);
-- How often clusters were changed: who changes them says what was seen.
CREATE TABLE fusings (generation BIGINT NOT NULL);
INSERT INTO fusings (generation) VALUES (0);
ALTER TABLE clusters ADD COLUMN affirming BIGINT NOT NULL DEFAULT 0;
