"""The register's projects as a list in the form that the import reads: out and in changes nothing."""

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.listed import eu_fact
from intlflow.domain.words import Kind
from intlflow.sources.csv_out import as_csv
from intlflow.sources.sheet_words import heading, shipped
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import reading

COLUMNS = (
    "ref", "title", "acronym", "unit", "programme", "role", "start", "end", "total", "eu", "share",
    "own", "dnr", "funder_dnr", "status", "contact", "purpose",
)  # fmt: skip
_PLAIN = {
    "acronym": Fact.ACRONYM, "programme": Fact.PROGRAMME, "start": Fact.PERIOD_START,
    "end": Fact.PERIOD_END, "share": Fact.EU_SHARE, "dnr": Fact.REGISTRY_NUMBER,
    "funder_dnr": Fact.FUNDER_NUMBER, "contact": Fact.PROJECT_MANAGER, "purpose": Fact.PURPOSE,
}  # fmt: skip
_WIDTH = 18


def export_projects(house: House, municipality: str, form: str, at: datetime) -> bytes:
    """A municipality's projects, oldest first, as a file.

    Args:
        house: the installation.
        municipality: the pack's key.
        form: `xlsx` or `csv`.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality.
    """
    pack, labels = house.pack(municipality), house.words["sv"]
    with reading(house.engine) as tx:
        found = list(reversed(cases.find(tx, pack.key, None, str(Kind.PROJECT))))
    rows = [[heading(name) for name in COLUMNS]]
    for case in found:
        unit = pack.unit_on(case.unit, local_day(at)).name
        status = labels.of("phase.project", case.phase)
        rows.append(_row(case, unit, status))
    return _xlsx(rows) if form == "xlsx" else as_csv(rows)


def _row(case: CaseRow, unit: str, status: str) -> list[str]:
    told = {name: str(case.facts.get(fact) or "") for name, fact in _PLAIN.items()}
    told |= {
        "ref": case.ref, "title": case.title, "unit": unit, "status": status,
        "role": _role(str(case.facts.get(Fact.OWN_ROLE) or "")),
        "total": _money(case, Fact.TOTAL_BUDGET), "own": _money(case, Fact.OWN_CONTRIBUTION),
        "eu": _money(case, eu_fact(case.phase)),
    }  # fmt: skip
    return [told[name] for name in COLUMNS]


def _role(key: str) -> str:
    return shipped()["role"][key][0] if key else ""


def _money(case: CaseRow, fact: Fact) -> str:
    money = case.facts.money(fact)
    return f"{money.amount:.2f} {money.currency}".replace(".", ",") if money else ""


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Projekt")
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text, bold if number == 0 else None)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(COLUMNS) - 1)
        sheet.set_column(0, len(COLUMNS) - 1, _WIDTH)
    return out.getvalue()
