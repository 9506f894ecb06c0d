"""What cases serve: goals of the vision and of the units, areas, global goals, who has the benefit."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.registers import finding
from intlflow.app.registers.keeping import Desk, Kept
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import BENEFICIARIES, TAG
from intlflow.domain.tagging import FIXED, About, counted
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from intlflow.packs.model import Pack
from intlflow.store import cases, registers
from intlflow.store.engine import Tx, reading, writing

Plain = dict[str, Any]


def words_of(pack: Pack, about: About, day: date) -> dict[str, str]:
    """A list as it stood on a day: keys, and what they are called in Swedish."""
    if about is About.AREA:
        return {a.key: a.label.sv for a in pack.strategic_area if a.holds(day)}
    if about in FIXED:
        said = in_language("sv").section(f"tag.{_shared(about)}")
        return {key: said[key] for key in FIXED[about]}
    return {
        goal.key: goal.label.sv
        for goal in pack.goal
        if goal.level == str(about) and (goal.valid_from or day) <= day <= (goal.valid_to or day)
    }


def _shared(about: About) -> str:
    """Expected and actual benefit share their words."""
    return "beneficiary" if about in (About.EXPECTED, About.ACTUAL) else str(about)


def label(pack: Pack, about: str, word: str) -> str:
    """What a tag is called, also one from a list that no longer holds."""
    kept = {a.key: a.label.sv for a in pack.strategic_area}
    kept |= {goal.key: goal.label.sv for goal in pack.goal}
    if About(about) in FIXED:
        return in_language("sv").section(f"tag.{_shared(About(about))}").get(word, word)
    return kept.get(word, word)


def tag(
    house: House,
    municipality: str,
    ref: str,
    chosen: Mapping[About, tuple[str, ...]],
    *,
    by: str,
    at: datetime,
    on: date | None = None,
    note: str = "",
) -> list[Kept]:
    """Tag a case: all the words or none.

    Args:
        house: the installation.
        municipality: the pack's key.
        ref: the case.
        chosen: words by list.
        by: whose address.
        at: now.
        on: the day whose lists are meant, for an old case; today when nobody says.
        note: in what way.

    Raises:
        NotFound: no such municipality, case or person.
        Refused: a word is not in its list that day, or the case has it already.
    """
    pack, day = house.pack(municipality), on or local_day(at)
    with writing(house.engine) as tx:
        desk = Desk(tx, pack, by, at)
        case = finding.case_called(tx, municipality, ref)
        had = {(row["about"], row["word"]) for row in _tags(tx, municipality, case.ref)}
        done = []
        for about, words in chosen.items():
            known = words_of(pack, about, day)
            for word in words:
                key = _key(word, known, about, day)
                if (str(about), key) in had:
                    raise Refused("tag-there-already", ref=case.ref, word=known[key])
                given = {"word": key, "case_ref": case.ref, "about": str(about), "day": str(day)}
                unit = pack.unit_on(case.unit, desk.day).key
                done.append(desk.add(TAG, given | ({"note": note} if note else {}), unit, day))
                had.add((str(about), key))
        if not done:
            raise Refused("missing", facts=[str(about) for about in About])
    return done


def _key(word: str, known: Mapping[str, str], about: About, day: date) -> str:
    """A word's key, by its key or by what it is called."""
    typed = word.strip().lower().replace("-", "_")
    by_label = {label.lower(): key for key, label in known.items()}
    key = typed if typed in known else by_label.get(word.strip().lower())
    if about is About.SDG and typed in ("alla", "samtliga"):
        key = "all"
    if key is None:
        raise Refused("tag-unknown", word=word, about=str(about), day=str(day), known=sorted(known))
    return key


def _tags(tx: Tx, municipality: str, ref: str) -> list[registers.Row]:
    rows = registers.newest(tx, TAG.table, municipality, case_ref=ref)
    return [row for row in rows if not row["withdrawn"]]


def tags_of(house: House, municipality: str, ref: str) -> Plain:
    """A case's tags by list, and expected beside actual benefit.

    Raises:
        NotFound: no such municipality or case.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        case = finding.case_called(tx, municipality, ref)
        rows = _tags(tx, municipality, case.ref)
    held = {about: {r["word"] for r in rows if r["about"] == about} for about in About}
    return {
        "ref": case.ref,
        "title": case.title,
        "tags": [
            {
                "number": row["number"],
                "about": row["about"],
                "word": row["word"],
                "label": label(pack, row["about"], row["word"]),
                "list_of": row["day"],
                "note": row["note"] or "",
            }
            for row in rows
        ],
        "benefit": [
            {
                "group": group,
                "label": label(pack, "expected", group),
                "expected": group in held[About.EXPECTED],
                "actual": group in held[About.ACTUAL],
            }
            for group in BENEFICIARIES
        ],
    }


def count(house: House, municipality: str, about: About, unit: str = "") -> Plain:
    """How many projects have each word of a list, by word and unit; and the projects without any.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        rows = registers.newest(tx, TAG.table, municipality, about=str(about))
        projects = {c.ref: c for c in cases.find(tx, municipality, None, Kind.PROJECT)}
    family = pack.lineage(unit) if unit else tuple(pack.units)
    mine = {ref: case for ref, case in projects.items() if case.unit in family}
    kept = [row for row in rows if not row["withdrawn"] and row["case_ref"] in mine]
    numbers, everything = counted(row["word"] for row in kept)
    units: dict[str, list[str]] = defaultdict(list)
    for row in kept:
        units[row["word"]].append(mine[row["case_ref"]].unit)
    return {
        "municipality": municipality,
        "about": str(about),
        "words": [
            {
                "word": word,
                "label": label(pack, about, word),
                "cases": number,
                "units": dict(sorted({u: units[word].count(u) for u in units[word]}.items())),
            }
            for word, number in numbers.items()
        ],
        "all": everything,
        "without": sorted(set(mine) - {row["case_ref"] for row in kept}),
    }
