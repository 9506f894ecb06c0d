"""Searching everything of one municipality, by whole words, their beginnings and their Swedish stems.

Nothing is added to a move for the sake of searching. Journal and registers are only ever added to, so
what has changed since the last search is what stands after the last row that was read; it is read before
the next search, in one transaction. A search therefore always knows what was committed before it.
Fields that hold people are left out. A name in running text is kept until its case or row is read anew.

The same stems are kept in SQLite's FTS5 and in PostgreSQL's index, where the text search configuration
is `simple`: with PostgreSQL's own Swedish one, the two databases would not find the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from intlflow.store import tables_search  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx
from intlflow.store.search_words import stem, words

CANDIDATES = 200  # the newest that match are ranked; nobody reads further
_NUMBERS = 0x73656172  # any number that nobody else locks
_VECTOR = (
    "(setweight(to_tsvector('simple', exact), 'A') || setweight(to_tsvector('simple', stems), 'B'))"
)


@dataclass(frozen=True, slots=True)
class Text:
    """What can be found of one thing."""

    municipality: str
    kind: str
    ref: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that matches."""

    id: int
    kind: str
    ref: str
    title: str
    body: str
    exact: str
    stems: str


def one_at_a_time(tx: Tx) -> None:
    """Let two who read what is new come one after the other; SQLite does that by itself."""
    if tx.postgres:
        tx.run("SELECT pg_advisory_xact_lock(?)", _NUMBERS)


def seen(tx: Tx, municipality: str) -> dict[str, int]:
    """How far each source has been read."""
    sql = "SELECT source, upto FROM search_seen WHERE municipality = ?"
    return {str(source): int(upto) for source, upto in tx.all(sql, municipality)}


def see(tx: Tx, municipality: str, source: str, upto: int) -> None:
    """Note how far a source has been read."""
    tx.run(
        "INSERT INTO search_seen (municipality, source, upto) VALUES (?, ?, ?)"
        " ON CONFLICT (municipality, source) DO UPDATE SET upto = excluded.upto",
        *(municipality, source, upto),
    )


def put(tx: Tx, text: Text) -> None:
    """Make one thing findable."""
    exact = words(f"{text.title} {text.body}")
    stems = dict.fromkeys(stem(word) for word in exact)
    values = (" ".join(exact), " ".join(stems))
    made = tx.one(
        "INSERT INTO search_text (municipality, kind, ref, title, body, exact, stems)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(text.municipality, text.kind, text.ref, text.title, text.body, *values),
    )
    assert made is not None
    if not tx.postgres:
        tx.run(
            "INSERT INTO search_fts (rowid, municipality, exact, stems) VALUES (?, ?, ?, ?)",
            *(made[0], _town(text.municipality), *values),
        )


def drop(tx: Tx, municipality: str, kinds: Sequence[str], ref: str) -> None:
    """Let something no longer be found."""
    for kind in kinds:
        _drop(tx, "municipality = ? AND kind = ? AND ref = ?", municipality, kind, ref)


def forget(tx: Tx, municipality: str) -> None:
    """Let nothing of a municipality be found until everything has been read anew."""
    _drop(tx, "municipality = ?", municipality)
    tx.run("DELETE FROM search_seen WHERE municipality = ?", municipality)


def _drop(tx: Tx, where: str, *values: str) -> None:
    if not tx.postgres:
        sql = f"SELECT id, municipality, exact, stems FROM search_text WHERE {where}"
        tx.many(
            "INSERT INTO search_fts (search_fts, rowid, municipality, exact, stems)"
            " VALUES ('delete', ?, ?, ?, ?)",
            [(row, _town(key), *said) for row, key, *said in tx.all(sql, *values)],
        )
    tx.run(f"DELETE FROM search_text WHERE {where}", *values)


def matching(
    tx: Tx,
    municipality: str,
    wanted: Sequence[str],
    kinds: Sequence[str] = (),
    *,
    whole: bool = False,
) -> list[Found]:
    """What has all the words, the newest first.

    Args:
        tx: an open transaction.
        municipality: the only one that is looked in.
        wanted: words as `search_words.words` gives them; nothing else can be in the question.
        kinds: only these kinds of things; empty: all.
        whole: words must be there in some form; that one begins so is not enough.
    """
    if not wanted:
        return []
    marks = ", ".join("?" * len(kinds))
    only = f" AND t.kind IN ({marks})" if kinds else ""
    columns = "t.id, t.kind, t.ref, t.title, t.body, t.exact, t.stems"
    if tx.postgres:
        question = " & ".join(_for_postgres(word, whole) for word in wanted)
        sql = (
            f"SELECT {columns} FROM search_text t WHERE municipality = ?{only}"
            f" AND {_VECTOR} @@ to_tsquery('simple', ?) ORDER BY t.id DESC LIMIT {CANDIDATES}"
        )
        rows = tx.all(sql, municipality, *kinds, question)
    else:
        question = " AND ".join(_for_sqlite(word, whole) for word in wanted)
        town = _town(municipality)
        sql = (
            f"SELECT {columns} FROM search_fts f CROSS JOIN search_text t ON t.id = f.rowid"
            f" WHERE search_fts MATCH ? AND t.municipality = ?{only}"
            f" ORDER BY f.rowid DESC LIMIT {CANDIDATES}"
        )
        rows = tx.all(sql, f'municipality : "{town}" AND {question}', municipality, *kinds)
    return [Found(*row) for row in rows]


def _town(municipality: str) -> str:
    """A municipality's key as one word; it narrows the search, what is found is compared with the key."""
    return "".join(words(municipality))


def _for_sqlite(word: str, whole: bool) -> str:
    begins = "" if whole or len(word) == 1 else " *"
    return f'(exact : "{word}"{begins} OR stems : "{stem(word)}")'


def _for_postgres(word: str, whole: bool) -> str:
    begins = "" if whole or len(word) == 1 else "*"
    return f"('{word}':{begins}A | '{stem(word)}':B)"
