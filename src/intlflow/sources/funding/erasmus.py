"""Reads the list of Erasmus+ results: a comma parts thousands, and the grant's header changes its words."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from intlflow.domain.known import KnownProject, Partner
from intlflow.sources.funding.rows import Row, Skipped, table
from intlflow.sources.funding.values import amount, text, without_html

_PARTNER = re.compile(r"Partner (\d+) name", re.IGNORECASE)


def read(stream: BinaryIO) -> Iterator[Row]:
    """The list's projects.

    Raises:
        Unreadable: it is no such file.
    """
    for row in table(stream, "Project Identifier", "Project Title", "Funding Year"):
        yield _row(row)


def _row(row: dict[str, str]) -> Row:
    identifier, title = text(row["Project Identifier"]), without_html(row["Project Title"])
    if not identifier or not title:
        return Skipped("no-identifier")
    year, card = text(row["Funding Year"]), text(row.get("Results Platform Project Card"))
    return KnownProject(
        external_id=identifier,
        title=title,
        programme=text(row.get("Programme")) or "Erasmus+",
        partners=tuple(_partners(row)),
        starts_on=f"{year}-01-01" if re.fullmatch(r"\d{4}", year) else "",
        eu_support=amount(_grant(row), comma_groups=True),
        currency="EUR",
        url=card if card.startswith("https://") else "",
        summary=without_html(row.get("Project Summary")),
    )


def _grant(row: dict[str, str]) -> str:
    """The grant, whatever its header is called this year."""
    for name, value in row.items():
        if "grant" in name.lower() and "euro" in name.lower():
            return value
    return ""


def _partners(row: dict[str, str]) -> Iterator[Partner]:
    lead = text(row.get("Coordinating organisation name"))
    if lead:
        yield Partner(lead, text(row.get("Coordinator's country")), lead=True)
    for name, value in row.items():
        found = _PARTNER.fullmatch(name)
        if found and text(value):
            yield Partner(text(value), text(row.get(f"Partner {found[1]} country")))
