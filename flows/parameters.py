"""What Prefect's own forms ask for, in Swedish: numbers and references, never personal data."""

from typing import Annotated

from pydantic import Field

from intlflow.domain.lifecycles import LIFECYCLES

VERBS = sorted({move.verb for lifecycle in LIFECYCLES.values() for move in lifecycle.moves})


def _asked(title: str, description: str, **more: object) -> object:
    # Prefect replaces a field's own title by the parameter's name; this one it leaves alone.
    return Field(json_schema_extra={"title": title, "description": description, **more})  # type: ignore[dict-item]


StageRun = Annotated[int, _asked("Stegkörning", "Numret på det som ska göras; se intlflow doctor.")]
Case = Annotated[str, _asked("Ärendenummer", "Till exempel LJU-2027-014.")]
Verb = Annotated[str, _asked("Åtgärd", "Vad som görs med ärendet.", enum=VERBS)]
Person = Annotated[int, _asked("Ditt nummer i registret", "Visas av intlflow people list.")]
Municipality = Annotated[
    str, _asked("Kommun", "Kommunens nyckel, till exempel ljungby. Tomt: alla kommuner.")
]
About = Annotated[
    str,
    _asked("Enhet eller ärende", "Enhetens nyckel eller ärendets nummer. Tomt: alla."),
]
Day = Annotated[
    str,
    _asked(
        "Dag",
        "Till exempel 2027-05-01. En dag som kommer visar bara vad som skulle skickas. Tomt: i dag.",
        pattern=r"^(\d{4}-\d{2}-\d{2})?$",
    ),
]
Given = Annotated[
    str,
    _asked(
        "Uppgifter",
        "En per rad: uppgift=värde, till exempel reason=Utlysningen är stängd. "
        "Skriv ingen e-postadress här: en projektledare anges med sitt nummer i registret.",
        pattern="^[^@]*$",
    ),
]
