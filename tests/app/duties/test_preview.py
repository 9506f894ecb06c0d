"""What a look ahead shows is, row for row, what goes out when that time comes (D19)."""

from collections import defaultdict
from datetime import date, timedelta

from intlflow.app.duties import preview, ticking
from intlflow.app.house import House
from tests.app.duties.asking import TALK, at, rows, talk
from tests.app.duties.town import morning

FIRST, LAST = date(2026, 11, 26), date(2027, 11, 25)
Row = tuple[str, str, str, str, str, str, str, str]


def foreseen(house: House) -> tuple[set[Row], dict[tuple[str, str], list[str]]]:
    """Every row of a preview of the year, and the letters it comes to."""
    people = {
        (m, name): str(number)
        for number, m, name in rows(house, "SELECT id, municipality, name FROM person")
    }
    found, letters = set(), defaultdict(list)
    for day in preview.days(house, FIRST, LAST):
        for judged in day.judged:
            who = [str(r.holder.person_id) for r in judged.recipients] or [""]
            found |= {(*judged.key, str(judged.outcome), str(day.day), one) for one in who}
        for post in day.posts:
            letters[str(day.day), str(post.person.person_id)] = post.keys
    assert people
    return found, dict(letters)


def happened(house: House) -> tuple[set[Row], dict[tuple[str, str], list[str]]]:
    """The same from the ledger and the outbox, when the year is over."""
    import json

    told = defaultdict(set)
    for *key, person in rows(
        house, "SELECT municipality, duty, subject, period, step, person_id FROM duty_note"
    ):
        told[tuple(key)].add(str(person))
    found = {
        (m, duty, subject, period, step, outcome, when[:10], person)
        for m, duty, subject, period, step, outcome, when in rows(
            house,
            "SELECT municipality, duty, subject, period, step, outcome, at FROM duty_step"
            " WHERE duty <> 'digest'",
        )
        for person in told.get((m, duty, subject, period, step)) or {""}
    }
    letters = {
        (day, str(person)): json.loads(items)
        for person, day, items in rows(house, "SELECT person_id, day, items FROM duty_post")
    }
    return found, letters


def test_a_year_foreseen_is_the_year_that_comes(demo: House) -> None:
    ticking.tick(demo, at("2026-11-25"))
    before = happened(demo)
    foresight = foreseen(demo)

    for number in range((LAST - FIRST).days + 1):
        ticking.tick(demo, morning(FIRST + timedelta(days=number)))

    steps, letters = happened(demo)
    assert steps - before[0] == foresight[0]
    assert {k: v for k, v in letters.items() if k not in before[1]} == foresight[1]


def test_a_look_ahead_changes_nothing(demo: House) -> None:
    everything = ("duty_step", "duty_note", "duty_post", "letter", "meta", "day_seen")
    before = [rows(demo, f"SELECT count(*) FROM {table}") for table in everything]

    found = preview.rows(demo, FIRST, LAST, today=FIRST)

    assert found != []
    assert [rows(demo, f"SELECT count(*) FROM {table}") for table in everything] == before


def test_a_preview_says_who_when_what_and_by_which_rule(demo: House) -> None:
    ticking.tick(demo, at("2026-11-25"))
    email = str(
        rows(
            demo,
            "SELECT p.email FROM person p JOIN appointment a ON a.person_id = p.id"
            " WHERE a.municipality = 'ljungby' AND a.scope = 'buf' AND a.role = 'contact_person'"
            " AND NOT a.deputy",
        )[0][0]
    )
    found = preview.rows(
        demo, date(2027, 1, 15), date(2027, 1, 15), today=FIRST, municipality="ljungby", email=email
    )

    (row,) = [row for row in found if row.duty == TALK]
    assert (row.day, row.role, row.about, row.due, row.outcome) == (
        date(2027, 1, 15), "contact_person", "Barn- och utbildningsförvaltningen",
        date(2027, 5, 31), "told",
    )  # fmt: skip
    assert demo.packs["ljungby"].rules[row.rule].quote.startswith("Kontaktpersonerna")


def test_a_preview_says_why_somebody_hears_nothing(demo: House) -> None:
    ticking.tick(demo, at("2027-01-16"))
    talk(demo, "2027-01-20")

    found = preview.rows(
        demo, date(2027, 5, 1), date(2027, 5, 1), today=date(2027, 1, 21), municipality="ljungby"
    )

    mine = [row for row in found if (row.duty, row.subject) == (TALK, "buf")]
    assert [(row.step, row.outcome) for row in mine] == [("-30>contact_person", "met")]
