"""The year's draft, made in every form before anybody asks for it, with what is missing.

Source: Ljungby's verksamhetsplan 2018, § 5 (årlig sammanställning). A template with a mistake is found here,
not by whoever opens the draft.
"""

from dataclasses import dataclass
from datetime import datetime

from intlflow.app.house import House
from intlflow.app.papers.annual import annual, silent_in
from intlflow.app.papers.making import file_made
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import year_of
from intlflow.domain.lifecycle import Refused
from intlflow.papers.plain import mark_of
from intlflow.store import unit_reports
from intlflow.store.engine import reading

FORMS = ("docx", "pdf", "xlsx")
MONTHS = (12, 1, 2, 3)  # in which a year is collected, put together and handed over


@dataclass(frozen=True, slots=True)
class Draft:
    """A year's compilation as it stands.

    Args:
        mark: of what it says.
        sizes: form → bytes.
        silent: the units that have not answered.
        wrong: why a form can't be made, in words; empty: all can.
    """

    municipality: str
    name: str
    year: int
    mark: str
    sizes: dict[str, int]
    silent: tuple[str, ...]
    wrong: str = ""


def drafts(house: House, municipality: str, at: datetime) -> list[Draft]:
    """The drafts of the year that is being collected, in the months in which that is done.

    Args:
        house: the installation.
        municipality: only this one's; empty: all that have begun to collect.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality.
    """
    if local_day(at).month not in MONTHS:
        return []
    packs = [house.pack(municipality)] if municipality else list(house.packs.values())
    year = year_of(local_day(at))
    with reading(house.engine) as tx:
        asked = [pack.key for pack in packs if unit_reports.of_year(tx, pack.key, year)]
    return [draft(house, key, year, at) for key in asked]


def draft(house: House, municipality: str, year: int, at: datetime) -> Draft:
    """One year's compilation, made in every form.

    Raises:
        NotFound: no such municipality.
    """
    paper = annual(house, municipality, year, at, "sv", house.settings.address or "")
    sizes, wrong = {}, ""
    for form in FORMS:
        try:
            sizes[form] = len(file_made(house, municipality, paper, form)[1])
        except Refused as no:
            wrong = house.words["sv"].sentence("refusal", no.why, **no.details)
    silent = tuple(silent_in(paper))
    return Draft(municipality, paper.municipality, year, mark_of(paper), sizes, silent, wrong)


def portrait(house: House, found: list[Draft]) -> str:
    """Drafts in Markdown with links, for whoever looks after the runs; no personal data."""
    words, site = house.words["sv"].section("draft"), house.settings.address or ""
    lines = [f"# {words['title']}", ""]
    for each in found:
        place = f"{site}/arsrapport/{each.year}"
        lines.append(f"## {each.name} {each.year}")
        lines.append("")
        if site:
            lines.append(f"- [{words['open']}]({place})")
        lines += [
            f"- {words[form]}: {size // 1024 + 1} kB"
            + (f" [{words['get']}]({place}/fil/{form})" if site else "")
            for form, size in each.sizes.items()
        ]
        lines.append(f"- {words['mark']}: `{each.mark}`")
        lines.append(f"- {words['silent']}: {', '.join(each.silent) or words['none']}")
        lines += [f"- {each.wrong}"] if each.wrong else []
        lines.append("")
    return "\n".join(lines)
