"""Reads keep.eu's Interreg projects with their partners: two lists that are joined, from its workbook.

Its traps: 'N.a.' for nothing; `80%`; an apostrophe that is curly in one column and straight in the
next; projects before 2014, told in another way; no number of a project before 2021.
"""

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from intlflow.domain.known import KnownProject, Partner
from intlflow.sources.funding import book
from intlflow.sources.funding.rows import Row, Skipped, Unreadable
from intlflow.sources.funding.values import amount, day, share, text, without_html

FIRST_YEAR = 2014
NUMBER = "Project ID (2021-2027 only)"
_LEAD = "Lead partner"
_OTHER_ID = "Partner's ID if not PIC"


def read(stream: BinaryIO) -> Iterator[Row]:
    """The projects of a workbook with a sheet of projects and one of partners, or of the same as JSON.

    Raises:
        Unreadable: it is no such file.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else _buffered(stream)
    if book.is_book(buffered):
        yield from _of_book(buffered)
        return
    try:
        whole = json.load(buffered)
        lists = [list(map(_straight, whole[name])) for name in ("projects", "partners")]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("there are no lists 'projects' and 'partners' in the file") from error
    yield from projects(*lists)


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(stream.read()))


def _of_book(stream: io.BufferedReader) -> Iterator[Row]:
    """Partners are read first and kept, since a project comes with its own; projects pass by one by one."""
    of_project: dict[str, list[Partner]] = defaultdict(list)
    kinds: set[str] = set()
    for kind, row in _named(book.rows(stream, _LEAD)):
        kinds.add(kind)
        if kind == "partners":
            of_project[_key(row)].append(_partner(row))
        else:
            yield _row(row, tuple(of_project[_key(row)]))
    if kinds != {"partners", "projects"}:
        raise Unreadable(
            "the workbook needs a sheet of projects and one of partners; export both from keep.eu"
        )


def _named(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with its headings, which stand in one of a sheet's first rows, and which list it is in."""
    sheet, names = -1, list[str]()
    for number, cells in rows:
        if number != sheet:
            sheet, names = number, []
        if not any(cell not in (None, "") for cell in cells):
            continue
        if not names:
            said = [" ".join(str(cell or "").replace("\u2019", "'").split()) for cell in cells]
            names = said if "Programme" in said else []
            continue
        kind = "partners" if _LEAD in names else "projects"
        yield kind, dict(zip(names, cells, strict=False))


def projects(rows: Iterable[dict[str, Any]], partners: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Join projects and partners: by the project's number, before 2021 by its acronym."""
    of_project: dict[str, list[Partner]] = defaultdict(list)
    for each in partners:
        of_project[_key(each)].append(_partner(each))
    for row in rows:
        yield _row(row, tuple(of_project[_key(row)]))


def _straight(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("\u2019", "'"): value for name, value in row.items()}


def _key(row: Mapping[str, Any]) -> str:
    own = text(row.get(NUMBER)) or text(row.get("Project acronym"))
    return f"{text(row.get('Programme'))}/{own}" if own else ""


def _partner(row: Mapping[str, Any]) -> Partner:
    return Partner(
        name=text(row.get("Organisation in English")) or text(row.get("Organisation")),
        country=text(row.get("Country code")),
        org_no=text(row.get("Participant Identification Code")) or text(row.get(_OTHER_ID)),
        lead=text(row.get(_LEAD)).casefold() == "yes",
    )


def _row(row: Mapping[str, Any], partners: tuple[Partner, ...]) -> Row:
    key, period = _key(row), text(row.get("Period"))
    if not key:
        return Skipped("no-identifier")
    if period[:4].isdigit() and int(period[:4]) < FIRST_YEAR:
        return Skipped("before-2014")
    acronym = text(row.get("Project acronym"))
    return KnownProject(
        external_id=key,
        title=without_html(row.get("Project name in English")) or acronym,
        acronym=acronym,
        programme=text(row.get("Programme")),
        partners=tuple(sorted(partners, key=lambda each: not each.lead)),
        starts_on=day(row.get("Project start")),
        ends_on=day(row.get("Project end")),
        total=amount(row.get("Project's total budget / expenditure")),
        eu_support=amount(row.get("Project's EU funding")),
        currency="EUR",
        eu_rate=share(row.get("Union co-financing rate")),
        url=_safe(text(row.get("Website"))),
    )


def _safe(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""
