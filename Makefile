# Targets that developers use. Users need only go build and go test.
SHARED ?= ../shared

.PHONY: build test scores models sums bench

build:
	go build -trimpath -o chancery ./cmd/chancery

test:
	go test ./...

# All figures on the development sets, into the golden scores file.
scores: build
	sh eval/scores.sh ./chancery $(SHARED) > eval/scores.tsv

# Train all models again from the corpora; gives the same bytes.
models:
	go run ./cmd/train all -shared $(SHARED) -out model/en

# Checksums of the data files.
sums:
	go test ./internal/sources -update

bench:
	go test -run '^$$' -bench . -benchmem ./pipeline ./annotate/... ./coder ./claims
