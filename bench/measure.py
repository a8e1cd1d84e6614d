"""Measure chancery beside spaCy and CoreNLP, and print tables in Markdown.

usage: measure.py FOLDER SHARED [RUNS [TABLE...]]

FOLDER is what compare.sh made: texts, programs, and what they write. Speed is the
number of words over the processor time (user and system) that a run over all texts
of a set takes beyond a run over one sentence, so that the start does not count; of
RUNS runs (2 if not given) of each the best counts, since another program can only
make a run slower. Each system has one thread. The tables are speed (with the
accuracy of the parse) and attribution. What CoreNLP's quote annotator found is kept
in FOLDER, and not made again.
"""
import datetime
import os
import subprocess
import sys


class Run:
    """What one command took."""

    def __init__(self, command, stdout, env):
        with open(stdout, 'wb') as out, open(stdout + '.err', 'wb') as err:
            p = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **env})
            start = datetime.datetime.now()
            _, status, used = os.wait4(p.pid, 0)
            self.wall = (datetime.datetime.now() - start).total_seconds()
        if status:
            sys.exit(f'{command[0]} failed: see {stdout}.err')
        self.cpu = used.ru_utime + used.ru_stime  # seconds
        self.memory = used.ru_maxrss / 1024  # MB


class System:
    """A program, and how to call it on a set."""

    def __init__(self, name, key, does, env, command):
        self.name, self.key, self.does, self.env, self.command = name, key, does, env, command

    def run(self, folder, name):
        """Run it over a set; its parse is left in FOLDER/KEY-SET.conllu."""
        out = os.path.join(folder, f'{self.key}-{name}.conllu')
        command, to = self.command(out, name)
        return Run(command, out if to else out + '.log', self.env)


def systems(folder):
    """Return the systems to compare."""
    here = os.path.dirname(os.path.abspath(__file__))
    chancery = os.path.join(folder, 'chancery')
    python = os.path.join(folder, 'venv', 'bin', 'python')
    texts = os.path.join(folder, 'texts')
    jars = os.path.join(folder, 'classes') + ':' + os.path.join(folder, 'jars', '*')

    def go(*command):
        return lambda out, name: ([chancery, *command, os.path.join(texts, name + '.jsonl')], True)

    def other(*command):
        return lambda out, name: ([*command, out, os.path.join(texts, name)], False)

    spacy = [python, os.path.join(here, 'spacy_parse.py')]
    one = {'OMP_NUM_THREADS': '1', 'OPENBLAS_NUM_THREADS': '1', 'BLIS_NUM_THREADS': '1', 'GOMAXPROCS': '1'}
    return [
        System('chancery parse', 'chancery', 'words, tags, lemmas, dependencies, names', one, go('parse')),
        System('chancery parse --fast', 'fast', 'the same, with a smaller network', one, go('parse', '--fast')),
        System('spaCy, small model', 'spacy', 'words, tags, lemmas, dependencies', one, other(*spacy)),
        System('spaCy, small model, with names', 'spacy-names', 'words, tags, lemmas, dependencies, names', one, other(*spacy, '--names')),
        System('CoreNLP', 'corenlp', 'words, tags, lemmas, dependencies', one,
               other('java', '-Xmx4g', '-XX:+UseSerialGC', '-cp', jars, 'CoreNlp', 'parse')),
        System('chancery code', 'code', 'all of it: also actors, events, claims', one,
               go('code', '--quiet', '--workers', '1', '--format', 'jsonl')),
        System('chancery code --fast', 'code-fast', 'all of it, with a smaller network', one,
               go('code', '--fast', '--quiet', '--workers', '1', '--format', 'jsonl')),
    ]


def figures(folder, what, gold, option, found):
    """Return the figures of chancery eval by name: value, precision, recall."""
    out = subprocess.run([os.path.join(folder, 'chancery'), 'eval', what, gold, option, found, '--format', 'tsv'],
                         check=True, capture_output=True, text=True).stdout
    return {c[1]: float(c[2]) for c in (line.split('\t') for line in out.splitlines())}


def words(folder, name):
    """Return the number of words of a set, by white space."""
    with open(os.path.join(folder, 'texts', name + '.words')) as f:
        return int(f.read())


def speed(folder, shared, runs):
    """Print the table of speed and accuracy."""
    treebank = os.path.join(shared, 'corpora', 'ud', 'en_ewt-ud-dev.conllu.gz')
    print('| system | does | words/s, 300 news articles | words/s, EWT dev | ready: processor s / wall s | memory, MB | sentences F1 | words F1 | UAS | LAS |')
    print('|---|---|---|---|---|---|---|---|---|---|')
    for s in systems(folder):
        start = [s.run(folder, 'one') for _ in range(runs + 1)]
        cells, memory = [], 0
        for name in 'news', 'ewt':
            whole = [s.run(folder, name) for _ in range(runs)]
            memory = max([memory] + [r.memory for r in whole])
            more = min(r.cpu for r in whole) - min(r.cpu for r in start)
            cells.append(f'{words(folder, name) / more:,.0f}')
        score = [''] * 4
        if s.key in ('chancery', 'fast', 'spacy', 'corenlp'):
            f = figures(folder, 'conllu', treebank, '--parsed', os.path.join(folder, s.key + '-ewt.conllu'))
            score = [f'{f["raw text " + n + " F1"]:.3f}' for n in ('sentences', 'words', 'UAS', 'LAS')]
            if s.key == 'spacy':
                score[3] = 'other labels'
        ready = f'{min(r.cpu for r in start):.2f} / {min(r.wall for r in start):.2f}'
        print('| ' + ' | '.join([s.name, s.does, *cells, ready, f'{memory:,.0f}', *score]) + ' |', flush=True)


def attribution(folder, shared):
    """Print the table of attributions on PolNeAR dev."""
    gold = os.path.join(shared, 'corpora', 'polnear', 'dev')
    texts = os.path.join(folder, 'texts', 'polnear')
    jars = os.path.join(folder, 'classes') + ':' + os.path.join(folder, 'jars', '*')
    ours, theirs = os.path.join(folder, 'chancery-polnear.jsonl'), os.path.join(folder, 'corenlp-polnear')
    Run([os.path.join(folder, 'chancery'), 'code', '--quiet', '--workers', '1', '--format', 'jsonl', texts + '.jsonl'], ours, {})
    Run(['java', '-Xmx6g', '-XX:+UseSerialGC', '-cp', jars, 'CoreNlp', 'quotes', theirs, texts], theirs + '.log', {})
    x, y = (figures(folder, 'polnear', gold, '--records', f) for f in (ours, theirs))
    print('\n| figure | chancery | CoreNLP, quote |')
    print('|---|---|---|')
    for name in x:
        if not name.startswith('cue '):
            print(f'| {name} | {x[name]:.3f} | {y.get(name, 0):.3f} |')
    for name in x:
        if name.startswith('cue ') and name.endswith('content matched recall'):
            print(f'| {name} | {x[name]:.3f} | {y.get(name, 0):.3f} |')


def main(folder, shared, runs='2', *tables):
    """Print the tables asked for, or all."""
    print(f'Measured on {datetime.date.today()}, best of {runs} runs.\n')
    if 'speed' in tables or not tables:
        speed(folder, shared, int(runs))
    if 'attribution' in tables or not tables:
        attribution(folder, shared)


if __name__ == '__main__':
    main(*sys.argv[1:])
