#!/bin/sh
# Print all figures on the development sets, as lines of the scores file:
# set, figure, value, n. Usage: scores.sh CHANCERY SHARED
set -eu
chancery=$1 shared=$2
echo '# Figures on the development sets; made by make scores. set, figure, value, n.'
"$chancery" eval docs --format tsv "$shared/gold/dev.json"
"$chancery" eval plover --format tsv "$shared/gold/plover-gsr/dev.json"
"$chancery" eval cases --format tsv "$shared/gold/cases-dev.jsonl"
"$chancery" eval polnear --format tsv "$shared/corpora/polnear/dev"
"$chancery" eval clusters --format tsv "$shared/gold/bundles-dev.json"
"$chancery" eval conllu --format tsv --name conllu-ewt "$shared/corpora/ud/en_ewt-ud-dev.conllu.gz"
"$chancery" eval conllu --format tsv --name conllu-gum "$shared/corpora/ud/en_gum-ud-dev.conllu.gz"
"$chancery" eval names --format tsv --name names-uner-ewt "$shared/corpora/ner/uner_en_ewt-dev.iob2"
"$chancery" eval names --format tsv --name names-crossner-politics "$shared/corpora/ner/crossner-politics/test.txt"
"$chancery" eval coref --format tsv "$shared/corpora/ud/en_gum-ud-dev.conllu.gz" "$shared/corpora/coref/ontogum"
for set in uds-ih2 uw meantime; do
	"$chancery" eval factuality --format tsv --name "factuality-$set" "$shared/corpora/factuality/$set/dev.conll"
done
"$chancery" eval docs --format tsv --name own-articles eval/testdata/articles.json
"$chancery" eval docs --format tsv --name own-articles2 eval/testdata/articles2.json
"$chancery" eval cases --format tsv --name own-newspaper eval/testdata/newspaper.jsonl
"$chancery" eval clusters --format tsv --name own-bundles eval/testdata/bundles.json
"$chancery" eval docs --format tsv --name own-claims eval/testdata/claims.json | grep -E '	(claim|cue class|denial|nested|dispute)'
# Only events are marked there.
for set in marked heldout-marked; do
	"$chancery" eval docs --format tsv --name "$set" "eval/testdata/$set.json" | grep -E '	(event|mode|false events)'
done
# What the models of triggers and parties add.
for set in docs:"$shared/gold/dev.json" own-articles2:eval/testdata/articles2.json heldout:eval/testdata/heldout.json; do
	"$chancery" eval docs --frames-only --format tsv --name "${set%%:*}-frames-only" "${set#*:}" | grep -E '	event(\+countries)? F1'
done
"$chancery" eval docs --format tsv --name heldout eval/testdata/heldout.json
"$chancery" eval cases --format tsv --name heldout-cases eval/testdata/heldout-cases.jsonl
