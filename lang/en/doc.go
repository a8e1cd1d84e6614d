// Package en holds the tables of English that the annotators read, embedded, and
// nothing else. Each table says in its comment lines what its columns mean.
package en
