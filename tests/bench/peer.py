"""The lines about renewals of a .gz, into a table: peer.py LOG.gz NEW.db

As one would write it by hand: a quick look first, a pattern for what is left.
"""
import gzip
import re
import sqlite3
import sys

WORDS = ('Certificate must be re-issued',
         'Setting lastTransitionTime for Certificate',
         'due to optimistic locking on resource')
NAME = re.compile(r'(?: key| certificate| certificateRequest)="([^/"]*)/([^"]*)"'
                  r'|for Certificate(?:Request)? "()([^"]*)"')


def rows(log):
    for line in log:
        if any(word in line for word in WORDS):
            found = NAME.search(line)
            team, name, _, bare = found.groups()
            yield line[1:21], team, name or bare, line


db = sqlite3.connect(sys.argv[2])
db.execute('PRAGMA journal_mode = OFF')
db.execute('PRAGMA synchronous = OFF')
db.execute('CREATE TABLE event (at, namespace, name, line)')
with gzip.open(sys.argv[1], 'rt') as log:
    db.executemany('INSERT INTO event VALUES (?, ?, ?, ?)', rows(log))
db.execute('CREATE INDEX event_name ON event (namespace, name, at)')
db.commit()
print(db.execute('SELECT count(*) FROM event').fetchone()[0])
