"""When cases run, as bars on a year's breadth: numbers for the drawing, and the same as a table."""

from dataclasses import dataclass
from datetime import date, timedelta

from intlflow.app.case_board import Card

LEFT, WIDTH, ROW = 260, 1000, 34  # pixels of the drawing
MONTHS = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One case's time."""

    card: Card
    starts: date
    ends: date
    x: float
    width: float
    y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline ready to be drawn."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[date, float], ...]
    today: float
    height: int
    without: tuple[Card, ...]  # cases whose time nobody knows yet


def timeline(cards: tuple[Card, ...], today: date) -> Drawn:
    """Bars for the cases whose time is known, from a quarter back to a year and a quarter ahead."""
    first = _month(today, -3)
    last = _month(first, MONTHS)
    days = (last - first).days

    def place(day: date) -> float:
        share = (min(max(day, first), last) - first).days / days
        return round(LEFT + share * (WIDTH - LEFT), 1)

    timed = [(card, *span) for card in cards if (span := _span(card))]
    seen = [each for each in timed if each[2] >= first and each[1] <= last]
    bars = tuple(
        Bar(
            card, starts, ends, place(starts), max(6.0, place(ends) - place(starts)), 40 + row * ROW
        )
        for row, (card, starts, ends) in enumerate(sorted(seen, key=lambda each: each[1]))
    )
    months = tuple((day, place(day)) for day in (_month(first, n) for n in range(MONTHS)))
    drawn = {id(bar.card) for bar in bars}
    return Drawn(
        bars,
        months,
        place(today),
        52 + len(bars) * ROW,
        tuple(card for card in cards if id(card) not in drawn),
    )


def _span(card: Card) -> tuple[date, date] | None:
    """From when to when: the project's own time, else from the idea to the call's last day."""
    starts, ends = card.starts, card.ends
    if starts and ends:
        return date.fromisoformat(starts), date.fromisoformat(ends)
    if card.deadline:
        opened = date.fromisoformat(card.opened_at[:10])
        return opened, max(opened + timedelta(days=1), date.fromisoformat(card.deadline[:10]))
    return None


def _month(day: date, months: int) -> date:
    """The first of the month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
