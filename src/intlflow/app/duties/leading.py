"""Which paper a duty's letter leads to: the year's compilation, a talk's agenda, a meeting's memo."""

from urllib.parse import quote

from intlflow.app.duties.occurrences import Open
from intlflow.domain.duty import Done
from intlflow.letters.words import Words

AGENDA, MEMO, YEAR = "agenda", "memo", "annual-report"


def path_of(one: Open) -> str:
    """Where the paper is on the pages; empty: the duty has none."""
    match one.duty.paper:
        case "annual-report":
            # A unit's report is of the year in which it is asked for, all else tells of the year before.
            back = 0 if one.duty.done is Done.REPORT else 1
            return f"/arsrapport/{one.occurrence.year - back}"
        case "agenda":
            return f"/enheter/{quote(one.subject.key)}/ledningsgrupp"
        case "memo" if one.subject.case is not None:
            return f"/arende/{one.subject.case.ref}/papper/memo"
    return ""


def paper(one: Open, words: Words, site: str) -> dict[str, str] | None:
    """The paper's name and address for a letter; None: the duty has none, or there are no pages.

    Args:
        one: the occurrence.
        words: the reader's language.
        site: the pages' address; empty: there are none.
    """
    path = path_of(one)
    if not (site and path):
        return None
    return {"name": words.of("paper_lead", str(one.duty.paper)), "href": f"{site}{path}"}
