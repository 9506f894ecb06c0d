"""What a unit says of its own year besides what the register shows: at most three things to write.

Sources: Ljungby's verksamhetsplan 2018, § 3–4 (varje nämnd och bolag prövar internationaliseringsformerna och
integrerar perspektivet i verksamheten); Växjö's strategi (delfinansiering övervägs alltid; nödvändig
kompetensutveckling; resultat). Nobody is asked for a number that the register knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from intlflow.domain.facts import LONGEST_TEXT
from intlflow.domain.lifecycle import Refused

TYPED = ("results", "why", "needs")  # what is written; the rest is ticked


@dataclass(frozen=True, slots=True)
class Answers:
    """A unit's own words about its year.

    Args:
        tried: form of work → whether the unit has considered it this year (prövad).
        results: what the year's work has led to.
        why: of what was not considered, why not.
        needs: what the unit's staff need to learn, and what was done about it.
    """

    tried: Mapping[str, bool] = field(default_factory=dict)
    results: str = ""
    why: str = ""
    needs: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any] | None) -> Self:
        """The answers as they were kept; a report from before they were asked for has none."""
        return cls(**plain) if plain else cls()

    def plain(self) -> dict[str, Any]:
        """The answers as they are kept."""
        return {**asdict(self), "tried": dict(sorted(self.tried.items()))}

    def __bool__(self) -> bool:
        """Whether anything has been said."""
        return bool(self.tried or self.results or self.why or self.needs)


def check(answers: Answers, forms: Iterable[str]) -> Answers:
    """The answers, if they are whole: each form considered or not, and if not, why.

    Args:
        answers: as they came in.
        forms: keys of the municipality's forms of work.

    Raises:
        Refused: `report-form-untold`, `report-why-not`, `report-too-long`.
    """
    known = list(forms)
    for name in TYPED:
        if len(getattr(answers, name)) > LONGEST_TEXT:
            raise Refused("report-too-long", fact=name, most=LONGEST_TEXT)
    untold = [form for form in known if form not in answers.tried]
    if untold:
        raise Refused("report-form-untold", fact=f"tried-{untold[0]}", form=untold[0])
    if not all(answers.tried[form] for form in known) and not answers.why.strip():
        raise Refused("report-why-not", fact="why")
    return answers
