"""Searching everything of one municipality, by whole words, their beginnings and their Swedish stems.

Nothing is added to a move for the sake of searching. Journal and registers are only ever added to, so
what has changed since the last search is what stands after the last row that was read; it is read before
the next search, in one transaction. A search therefore always knows what was committed before it.
Fields that hold people are left out. A name in running text is kept until its case or row is read anew.

A text is kept as its words and their stems, in SQLite's FTS5 and in PostgreSQL's tsvector alike;
with PostgreSQL's own way of cutting words and their ends off, the two would not find the same.
Both are asked for the newest that match, and no more, so that a word which every case has costs no more
than a rare one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from intlflow.store import tables_search  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx
from intlflow.store.search_words import stem, words

CANDIDATES = 100  # so many of the newest that match in one way are looked at; nobody reads further
NEAR = 3_000  # so many of the newest are walked through before an index is asked


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
    """One thing that matches; `whole`: every word is there in some form, not only as a beginning."""

    id: int
    kind: str
    ref: str
    title: str
    whole: bool


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
    here, kind = _place(text.municipality), _place(text.municipality, text.kind)
    values = (f"{here} {kind}", _both(text.title), _both(f"{text.title} {text.body}"))
    made = tx.one(
        "INSERT INTO search_text (municipality, kind, ref, title, body, place, heading, said)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(text.municipality, text.kind, text.ref, text.title, text.body, *values),
    )
    assert made is not None
    if not tx.postgres:
        place, heading, said = values
        for column, kept in (("heading", heading), ("said", said)):
            sql = f"INSERT INTO search_{column} (rowid, place, {column}) VALUES (?, ?, ?)"
            tx.run(sql, made[0], place, kept)


def _both(text: str) -> str:
    """The words of a text and their stems, each once."""
    said = words(text)
    return " ".join(dict.fromkeys([*said, *map(stem, said)]))


def _place(municipality: str, kind: str = "") -> str:
    """A municipality's key, or one kind of its things, as one word that no text has.

    It narrows a search, no more: what is found is compared with the key itself.
    """
    return "@" + "".join(words(f"{municipality} {kind}"))


def drop(tx: Tx, municipality: str, kinds: Sequence[str], ref: str) -> None:
    """Let something no longer be found."""
    for kind in kinds:
        _drop(tx, "municipality = ? AND kind = ? AND ref = ?", municipality, kind, ref)


def forget(tx: Tx, municipality: str) -> None:
    """Let nothing of a municipality be found until everything has been read anew."""
    _drop(tx, "municipality = ?", municipality)
    tx.run("DELETE FROM search_seen WHERE municipality = ?", municipality)


def _drop(tx: Tx, where: str, *values: str) -> None:
    for column in () if tx.postgres else ("heading", "said"):
        rows = tx.all(f"SELECT id, place, {column} FROM search_text WHERE {where}", *values)
        index = f"search_{column}"
        tx.many(
            f"INSERT INTO {index} ({index}, rowid, place, {column}) VALUES ('delete', ?, ?, ?)",
            rows,
        )
    tx.run(f"DELETE FROM search_text WHERE {where}", *values)


def matching(
    tx: Tx, municipality: str, wanted: Sequence[str], kinds: Sequence[str] = ()
) -> list[Found]:
    """What has all the words: the newest that have them in the title, as whole words, or begun.

    Args:
        tx: an open transaction.
        municipality: the only one that is looked in.
        wanted: words as `search_words.words` gives them; nothing else can be in the question.
        kinds: only these kinds of things; empty: all.
    """
    found = {each.id: each for each in whole(tx, municipality, wanted, kinds)}
    # Enough whole words leave no room for what only begins so, but in titles.
    columns = ("heading",) if len(found) == CANDIDATES else ("heading", "said")
    for column in columns:
        for row in _newest(tx, municipality, kinds, column, [_begun(word) for word in wanted]):
            found.setdefault(row[0], Found(*row, whole=False))
    return list(found.values())


def whole(
    tx: Tx, municipality: str, wanted: Sequence[str], kinds: Sequence[str] = ()
) -> list[Found]:
    """The newest that have all the words in some form; that a word begins so is not enough."""
    rows = _newest(tx, municipality, kinds, "said", [_in_some_form(word) for word in wanted])
    return [Found(*row, whole=True) for row in rows]


def bodies(tx: Tx, ids: Sequence[int]) -> dict[int, str]:
    """What some of the found say besides their titles."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT id, body FROM search_text WHERE id IN ({marks})"
    return {int(row): str(body) for row, body in tx.all(sql, *ids)} if ids else {}


_Ways = list[tuple[str, bool]]  # one of these must be there: a word, or the beginning of one


def _in_some_form(word: str) -> _Ways:
    return [(word, False), (stem(word), False)]


def _begun(word: str) -> _Ways:
    return [(word, len(word) > 1), (stem(word), False)]


def _newest(
    tx: Tx, municipality: str, kinds: Sequence[str], column: str, wanted: Sequence[_Ways]
) -> list[tuple[int, str, str, str]]:
    """The newest things whose column has each of the words in one of its ways."""
    if not wanted:
        return []
    marks = ", ".join("?" * len(kinds))
    only = f"t.municipality = ?{f' AND t.kind IN ({marks})' if kinds else ''}"
    places = [_place(municipality, kind) for kind in kinds or [""]]
    if tx.postgres:
        matches = f"t.{column}_words @@ CAST(? AS tsquery)"
        question = _question_for_postgres(places, wanted)
        few = municipality.startswith("*")  # what all share has no newest that one looks for
        return _newest_in_postgres(tx, only, (municipality, *kinds), matches, question, few)
    each = (" OR ".join(f'{column} : "{w}"{" *" * begun}' for w, begun in ways) for ways in wanted)
    here = " OR ".join(f'place : "{place}"' for place in places)
    question = " AND ".join(f"({ways})" for ways in (here, *each))
    sql = (
        f"SELECT t.id, t.kind, t.ref, t.title FROM search_{column} f"
        " CROSS JOIN search_text t ON t.id = f.rowid"
        f" WHERE search_{column} MATCH ? AND {only} ORDER BY f.rowid DESC LIMIT {CANDIDATES}"
    )
    return tx.all(sql, question, municipality, *kinds)


def _question_for_postgres(places: Sequence[str], wanted: Sequence[_Ways]) -> str:
    each = (" | ".join(f"'{word}'{':*' * begun}" for word, begun in ways) for ways in wanted)
    here = " | ".join(f"'{place}'" for place in places)
    return " & ".join(f"({ways})" for ways in (here, *each))


def _newest_in_postgres(
    tx: Tx, only: str, values: tuple[str, ...], matches: str, question: str, few: bool
) -> list[tuple[int, str, str, str]]:
    """The newest rows are walked through; when they have too few, everything is looked up in the index.

    PostgreSQL would choose by itself, and walks through all rows when it takes rare words for common.
    """
    rows = "SELECT t.id, t.kind, t.ref, t.title FROM"
    last = f"ORDER BY t.id DESC LIMIT {CANDIDATES}"
    near = f"(SELECT * FROM search_text t WHERE {only} ORDER BY t.id DESC LIMIT {NEAR}) t"
    found = [] if few else tx.all(f"{rows} {near} WHERE {matches} {last}", *values, question)
    if len(found) < CANDIDATES:
        _by_index(tx, "on")
        sql = f"{rows} search_text t WHERE {only} AND {matches} {last}"
        found = tx.all(sql, *values, question)
        _by_index(tx, "off")
    return found


def _by_index(tx: Tx, must: str) -> None:
    """Say whether PostgreSQL must look rows up by their words, in this transaction."""
    may = "off" if must == "on" else "on"
    ways = ("enable_seqscan", "enable_indexscan")
    tx.run(f"SELECT {', '.join(f'set_config({way!r}, {may!r}, true)' for way in ways)}")
