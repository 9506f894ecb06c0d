"""The ugly lists of tests/data/lists, and short ways to bring them in."""

from pathlib import Path

from intlflow.app.house import House
from intlflow.app.project_import import ListTold, import_projects, look_at_projects
from tests.people import MORNING, at

FOLDER = Path(__file__).parents[1] / "data" / "lists"
FILES = sorted(FOLDER.iterdir())
MESSY = FOLDER / "existing_project_list.messy.csv"


def look(house: House, data: bytes, name: str = "lista.csv", **units: str) -> ListTold:
    return look_at_projects(house, "ljungby", name, data, at=MORNING, units=units)


def bring(house: House, data: bytes, name: str = "lista.csv", **units: str) -> ListTold:
    return import_projects(
        house, "ljungby", name, data, by=at("sanna"), at=MORNING, units=units, salt=lambda: "0" * 16
    )
