"""A duty in short lines, for whoever reads through a pack: when, who, which ladder, from where."""

from intlflow.domain.duty import rung_key
from intlflow.packs.duties import Duty, When, Window
from intlflow.packs.model import Pack


def rhythm(duty: Duty) -> str:
    """`01-15 to 05-31, 08-20 to 11-30`, `60 days before period_end`, `every 6 months from …`."""
    if duty.every:
        until = f" until {duty.every.until}" if duty.every.until else ""
        return f"every {duty.every.months} months from {duty.every.anchor}{until}"
    if duty.when:
        return _counted(duty.when)
    return ", ".join(_window(window) for window in duty.window)


def _window(window: Window) -> str:
    return f"{window.opens} to {window.due}" + (" of the next year" if window.next_year else "")


def _counted(when: When) -> str:
    counts = (
        (when.months, "months"),
        (when.weeks, "weeks"),
        (when.days, "days"),
        (when.working_days, "working days"),
    )
    said = [f"{abs(n)} {unit} {'after' if n > 0 else 'before'}" for n, unit in counts if n]
    return f"{', '.join(said) or 'on'} {when.anchor}"


def ladder(duty: Duty) -> str:
    """`contact_person open, -30, -14, -3; deputy -3; unit_manager +7`."""
    told: dict[str, list[str]] = {}
    for rung in duty.ladder:
        again = f" and every {rung.every_days} days" if rung.every_days else ""
        told.setdefault(rung.to, []).append(rung_key(rung).partition(">")[0] + again)
    return "; ".join(f"{to} {', '.join(days)}" for to, days in told.items())


def source(duty: Duty, pack: Pack) -> str:
    """The document and section that demand it, or that none does."""
    if duty.rule is None:
        return f"not from a governing document ({duty.evidence})"
    rule = pack.rules[duty.rule]
    return f"{rule.document} § {rule.section}"
