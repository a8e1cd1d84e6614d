# Targets that developers use. Users need only go build and go test.
SHARED ?= ../shared

.PHONY: build test scores coverage models sums bench

build:
	go build -trimpath -o chancery ./cmd/chancery

test:
	go test ./...

# All figures on the development sets, into the golden scores file.
scores: build
	sh eval/scores.sh ./chancery $(SHARED) > eval/scores.tsv

# What the frame tables know of the words of unlabelled news, and what they do not.
coverage: build
	./chancery eval coverage $(SHARED)/corpora/silver/synthetic-events.csv.gz $(SHARED)/corpora/polnear/dev/text

# Train all models again from the corpora; gives the same bytes. Each is built in
# before the next, which learns on what it finds.
models:
	go run ./cmd/train -shared $(SHARED) tag
	go run ./cmd/train -shared $(SHARED) parse
	go run ./cmd/train -shared $(SHARED) ner
	go run ./cmd/train -shared $(SHARED) coref
	go run ./cmd/train -shared $(SHARED) claims
	go run ./cmd/train events
	go run ./cmd/train parties

# Checksums of the data files.
sums:
	go test ./internal/sources -update

bench:
	go test -run '^$$' -bench . -benchmem ./pipeline ./annotate/... ./coder ./claims
