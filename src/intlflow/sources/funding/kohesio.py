"""Reads Kohesio's file of a country's projects with EU money.

Its traps: a mark before the first letter; days as 04/09/2024; an end that may be missing; the
ESF-rådet's diarienummer hidden in another number; kronor turned into euro.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from intlflow.domain.known import KnownProject, Partner
from intlflow.sources.funding.rows import Row, Skipped, table
from intlflow.sources.funding.values import amount, day, share, text, without_html

ESF_REF = re.compile(r"\d{2}-\d{3}-[A-Z]\d{2}")


def read(stream: BinaryIO) -> Iterator[Row]:
    """The file's projects.

    Raises:
        Unreadable: it is no such file.
    """
    for row in table(
        stream, "Operation_Unique_Identifier", "Operation_Start_Date", "Programme_Name"
    ):
        yield _row(row)


def _row(row: dict[str, str]) -> Row:
    identifier = text(row["Operation_Unique_Identifier"])
    local, english = row.get("Operation_Name_Programme_Language"), row.get("Operation_Name_English")
    title = without_html(local) or without_html(english)
    if not identifier or not title:
        return Skipped("no-identifier")
    ref = ESF_REF.search(row.get("Operation_Local_Identifier", ""))
    name = text(row.get("Beneficiary_Name"))
    number = text(row.get("Beneficiary_Local_Identifier"))
    return KnownProject(
        external_id=identifier,
        title=title,
        title_en=without_html(english),
        programme=text(row["Programme_Name"]) or text(row.get("Fund_Name")),
        partners=(Partner(name, "SE", number, lead=True),) if name else (),
        starts_on=day(row["Operation_Start_Date"]),
        ends_on=day(row.get("Operation_End_Date")),
        total=amount(row.get("Total_Eligible_Expenditure_amount")),
        eu_support=amount(row.get("Project_EU_Budget")),
        currency=text(row.get("Total_Eligible_Expenditure_Currency")) or "EUR",
        eu_rate=share(row.get("Cofinancing_Rate")),
        funder_ref=ref[0] if ref else "",
        url=identifier if identifier.startswith("https://") else "",
        summary=without_html(row.get("Operation_Summary_Programme_Language"))
        or without_html(row.get("Operation_Summary_English")),
    )
