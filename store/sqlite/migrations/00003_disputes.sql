-- +goose Up
-- Disputes of several documents, which clustering finds: each is a record of the
-- kind 'conflict' and a matter of the kind 'dispute', under the document of its
-- first claim. cluster is the seq of the first event of the cluster it is about.
CREATE TABLE disputes (
	seq INTEGER PRIMARY KEY,
	cluster INTEGER NOT NULL
);
CREATE INDEX disputes_cluster ON disputes (cluster);
-- Notes hold claims now: all are made anew when the ledger is clustered next.
UPDATE documents SET noted = 0;
DELETE FROM notes;
DELETE FROM stretches;
