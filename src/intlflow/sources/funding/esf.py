"""Reads the ESF-rådet's bank of projects: headers in two languages, kronor with spaces, HTML in texts."""

from collections.abc import Iterator
from typing import BinaryIO

from intlflow.domain.known import KnownProject, Partner
from intlflow.sources.funding.rows import Row, Skipped, table
from intlflow.sources.funding.values import amount, day, share, text, without_html


def read(stream: BinaryIO) -> Iterator[Row]:
    """The bank's projects.

    Raises:
        Unreadable: it is no such file.
    """
    for row in table(stream, "Operation ID", "Beneficiary", "Operation Name", name=_english):
        yield _row(row)


def _english(name: str) -> str:
    """Of "Diarienummer / Operation ID" the English half, which is the same from year to year."""
    return name.rpartition(" / ")[2]


def _row(row: dict[str, str]) -> Row:
    ref, title = text(row["Operation ID"]), without_html(row["Operation Name"])
    if not ref or not title:
        return Skipped("no-identifier")
    lead = Partner(text(row["Beneficiary"]), "SE", text(row.get("Beneficiary ID")), lead=True)
    return KnownProject(
        external_id=ref,
        title=title,
        programme=text(row.get("EU fund")),
        partners=(lead,) if lead.name else (),
        starts_on=day(row.get("Start date")),
        ends_on=day(row.get("End date")),
        total=amount(row.get("Total budget SEK")),
        eu_support=amount(row.get("EU contribution SEK")),
        currency="SEK",
        eu_rate=share(row.get("Union co-financing rate")),
        funder_ref=ref,
        summary=without_html(row.get("Summary")) or without_html(row.get("Summary in english")),
    )
