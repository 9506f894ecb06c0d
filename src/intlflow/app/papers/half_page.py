"""Half a page for the executive board: where it stands, what it has to decide, what is late.

Source: Ljungby's verksamhetsplan, § 4 (kommunstyrelsen ansvarar för strategisk ledning och samordning av
det internationella arbetet samt för uppföljning). The same half page whoever prints it: as far as those
elected may see.
"""

from collections.abc import Sequence
from datetime import datetime

from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.papers.telling import Telling
from intlflow.app.situation import local_day
from intlflow.app.summary import Plain, Summary, summary
from intlflow.app.unit_page import working_group
from intlflow.domain.words import Kind, Role, Stage
from intlflow.papers.model import Block, Facts, Foot, Paper, Points, Section, Text, Value
from intlflow.store import promises
from intlflow.store.engine import reading

KIND = "half-page"
MOST_LINES, MOST_NAMES = 3, 3


def half_page(
    house: House, municipality: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """Where the international work stands today, on half a page.

    Args:
        house: the installation.
        municipality: the pack's key.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    say = Telling(house.words[lang], pack, "paper_half_page", lang)
    elected = Visitor(0, municipality, "", "", lang, frozenset({(Role.LEAD, "")}))
    seen = summary(house, elected, at, lang)
    without = working_group(house, municipality, at)["without"]
    with reading(house.engine) as tx:
        stages = promises.stages_now(tx, municipality)
    units = [unit for unit in pack.unit if unit.holds(day)]
    now: tuple[tuple[str, Value], ...] = (
        (say("pipeline"), _pipeline(stages, say)),
        *((say(f"money_{one['name']}"), _money(one, say)) for one in seen.money),
        (say("reached", year=seen.year), _reached(seen, say)),
        (say("covered"), _covered(len(units), [pack.units[key].name for key in without], say)),
    )
    return Paper(
        kind=KIND,
        key=f"laget-{municipality}-{day}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=say("lead", day=say.words.day(day)),
        tight=True,
        sections=(
            Section("decide", say("head_decide"), (_some(_decide(seen, say), say("decide_none"), say),)),
            Section("now", say("head_now"), (Facts(now),)),
            Section("late", say("head_late"), (_some(_late(seen, say), say("late_none"), say),)),
        ),
        foot=Foot(at, "", f"{address}/ks" if address else ""),
    )  # fmt: skip


def _some(lines: Sequence[str], none: str, say: Telling) -> Block:
    """The first lines, and how many there are besides."""
    if not lines:
        return Text(none)
    left = len(lines) - MOST_LINES
    more = (say("more", number=left),) if left > 0 else ()
    return Points((*lines[:MOST_LINES], *more))


def _decide(seen: Summary, say: Telling) -> list[str]:
    """What waits for a body, the body that meets first at the top."""
    bodies = sorted(seen.waiting, key=lambda body: (body["meeting"] or {}).get("day", "9999"))
    return [
        say(
            "decide_meets",
            title=case["title"],
            body=body["name"],
            day=say.words.day(body["meeting"]["day"]),
        )
        if body["meeting"]
        else say("decide", title=case["title"], body=body["name"])
        for body in bodies
        for case in body["cases"]
    ]


def _pipeline(stages: dict[tuple[str, str], int], say: Telling) -> str:
    """How many projects stand at each stage of the way."""
    steps = [
        say("stage_line", stage=say.words.of("stage", stage), number=number)
        for stage in Stage
        if stage is not Stage.ARCHIVE and (number := stages.get((Kind.PROJECT, stage), 0))
    ]
    return ", ".join(steps) or say("no_projects")


def _money(one: Plain, say: Telling) -> str:
    """Sums by currency, with in how many projects, and in how many nobody has told."""
    unknown = one["unknown"]
    if not one["rows"]:
        return say("money_only_unknown", number=unknown) if unknown else say("money_none")
    sums = " + ".join(say.words.money(amount, currency) for currency, amount in one["sums"])
    line = say("money_line", sums=sums, number=len(one["rows"]))
    return line + (say("money_unknown", number=unknown) if unknown else "")


def _reached(seen: Summary, say: Telling) -> str:
    return say("reached_line", **{one["phase"]: len(one["rows"]) for one in seen.reached})


def _covered(units: int, without: Sequence[str], say: Telling) -> str:
    line = say("covered_line", done=units - len(without), all=units)
    if not without:
        return line
    left = len(without) - MOST_NAMES
    names = ", ".join(without[:MOST_NAMES]) + (" " + say("more", number=left) if left > 0 else "")
    return line + say("covered_without", names=names)


def _late(seen: Summary, say: Telling) -> list[str]:
    """Governing documents first, then duties, what is latest at the top."""
    papers = sorted(seen.documents, key=lambda row: -row["days_late"])
    duties = sorted(
        (row for row in seen.overdue if row["duty"] != "document_revision"),
        key=lambda row: -row["days_late"],
    )
    return [
        *(_late_document(row, say) for row in papers),
        *(_late_duty(row, say) for row in duties),
    ]


def _late_document(row: Plain, say: Telling) -> str:
    days, until = row["days_late"], say.words.day(row["revise_by"])
    return say.many("late_document", days, title=row["title"], day=until, days=days)


def _late_duty(row: Plain, say: Telling) -> str:
    days = row["days_late"]
    return say.many("late_duty", days, title=row["title"], about=row["about"], days=days)
