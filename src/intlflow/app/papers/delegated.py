"""The list of delegated decisions, to be laid before the body on whose behalf they were taken."""

from datetime import datetime

from intlflow.app.decisions.showing import list_decisions
from intlflow.app.house import House
from intlflow.app.papers.telling import Telling
from intlflow.papers.model import Foot, Grid, Linked, Paper, Section, Text

KIND = "delegated"


def delegated(
    house: House, municipality: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """Every decision on delegation that has still to be reported.

    Source: kommunallagen 6 kap. 40 §.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_delegated", lang)
    rows = tuple(
        (
            say.day(each["day"]), Linked(each["ref"], f"/arende/{each['ref']}"),
            pack.names[lang].bodies.get(each["report_to"], each["report_to"]),
            each["delegate"] or each["body_name"],
            say.words.of("outcome", each["outcome"]),
            each["text"] or "",
        )
        for each in list_decisions(house, municipality, at, delegated=True, unreported=True)
    )  # fmt: skip
    columns = say.columns(
        "day:day",
        "case",
        "report_to",
        "by",
        "outcome",
        "text",
    )
    return Paper(
        kind=KIND,
        key=f"delegationsbeslut-{municipality}-{at:%Y-%m-%d}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=say("lead"),
        sections=(
            Section("proposal", say("head_proposal"), (Text(say("proposal")),)),
            Section("list", say("head_list"), (
                Grid("beslut", say("list"), columns, rows, empty=say("none")),
            )),
        ),
        foot=Foot(at, "", f"{address}/delegationsbeslut" if address else ""),
    )  # fmt: skip
