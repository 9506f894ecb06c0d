"""What a case can be tagged with: which lists there are, and how tags are counted without bending figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from intlflow.domain.registers import ALL_GOALS, BENEFICIARIES, SDGS, SUSTAINABILITY


class About(StrEnum):
    """The lists that tags are taken from."""

    VISION = "vision"  # the vision's goals, from the pack
    MUNICIPALITY = "municipality"  # the whole municipality's goals, from the pack
    UNIT = "unit"  # the goals of the units themselves, from the pack
    SUBJECT = "subject"  # sakområden, from the pack
    AREA = "area"  # strategic areas, as they held on the day
    SDG = "sdg"  # Agenda 2030
    SUSTAINABILITY = "sustainability"
    REACH = "reach"
    EXPECTED = "expected"  # who should have the benefit
    ACTUAL = "actual"  # who had it
    EFFECT = "effect"


FIXED: Mapping[About, tuple[str, ...]] = {
    About.SDG: SDGS,
    About.SUSTAINABILITY: SUSTAINABILITY,
    About.REACH: ("services", "society", "local", "international"),
    About.EXPECTED: BENEFICIARIES,
    About.ACTUAL: BENEFICIARIES,
    About.EFFECT: (
        "innovation",
        "exchange_of_skills",
        "development_of_society",
        "quality",
        "attractive_employer",
        "attractive_place",
        "business",
    ),
}


def counted(words: Iterable[str]) -> tuple[dict[str, int], int]:
    """How many cases have each word, and how many have 'all', which is counted apart.

    A case with 'all' would otherwise lift every goal by one and say nothing of any of them.
    """
    found = Counter(words)
    everything = found.pop(ALL_GOALS, 0)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))), everything
