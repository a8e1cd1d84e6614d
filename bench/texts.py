"""Lay out the texts that compare.sh runs on.

usage: texts.py SHARED OUT

OUT gets, for each set, a folder SET of plain text, one file a document, and
SET.jsonl with the same texts for chancery; and SET.words, their number of words.
Sets: ewt (the raw text of UD English EWT dev), news (300 articles), polnear (the
articles of PolNeAR dev), one (a single sentence, to measure the start by).
"""
import glob
import gzip
import json
import os
import sys


def treebank(name):
    """Yield the id and the raw text of each document of a file in CoNLL-U.

    Words follow one another as SpaceAfter says, and paragraphs are parted by an
    empty line, as chancery's own reader of CoNLL-U has it.
    """
    doc, text, gap, until = None, [], '', 0
    with gzip.open(name, 'rt', encoding='utf8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('# newdoc'):
                if text:
                    yield doc, ''.join(text)
                doc, text, gap = line.split('=', 1)[1].strip(), [], ''
            elif line.startswith('# newpar') and text:
                gap = '\n\n'
            elif line and not line.startswith('#'):
                col = line.split('\t')
                if '.' in col[0]:
                    continue
                if '-' in col[0]:
                    until = int(col[0].split('-')[1])
                elif int(col[0]) <= until:
                    continue  # a word inside a multiword token that was written whole
                text += [gap, col[1]]
                gap = '' if 'SpaceAfter=No' in col[9].split('|') else ' '
            elif not line:
                until = 0
    if text:
        yield doc, ''.join(text)


def polnear(folder):
    """Yield the id and the text of each article of a compartment of PolNeAR."""
    for name in sorted(glob.glob(os.path.join(folder, 'text', '*.txt'))):
        with open(name, encoding='utf8', newline='') as f:
            yield os.path.basename(name)[:-4], f.read()


def articles(shared):
    """Yield news articles: the gold documents, and then PolNeAR dev and train."""
    with open(os.path.join(shared, 'gold', 'dev.json'), encoding='utf8') as f:
        yield from ((d['id'], d['text']) for d in json.load(f))
    for part in 'dev', 'train':
        yield from polnear(os.path.join(shared, 'corpora', 'polnear', part))


def main(shared, out):
    """Write all sets."""
    news = [a for a, _ in zip(articles(shared), range(300))]
    sets = {
        'ewt': list(treebank(os.path.join(shared, 'corpora', 'ud', 'en_ewt-ud-dev.conllu.gz'))),
        'news': news,
        'polnear': list(polnear(os.path.join(shared, 'corpora', 'polnear', 'dev'))),
        'one': [('one', 'The ferry left the harbour on Monday.')],
    }
    for name, docs in sets.items():
        os.makedirs(os.path.join(out, name), exist_ok=True)
        with open(os.path.join(out, name + '.jsonl'), 'w', encoding='utf8') as f:
            for doc, text in docs:
                f.write(json.dumps({'id': doc, 'text': text, 'lang': 'en'}) + '\n')
        for doc, text in docs:
            with open(os.path.join(out, name, doc + '.txt'), 'w', encoding='utf8', newline='') as f:
                f.write(text)
        with open(os.path.join(out, name + '.words'), 'w') as f:
            f.write('%d\n' % sum(len(text.split()) for _, text in docs))


if __name__ == '__main__':
    main(*sys.argv[1:])
