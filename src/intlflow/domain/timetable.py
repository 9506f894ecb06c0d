"""When the flows that run by themselves do so, in Swedish time; a cron line of minute and hour each."""

from datetime import datetime, timedelta

from intlflow.domain.facts import LOCAL

# Never between 02 and 03 at night, an hour that the clock changes skip.
TIMETABLE = {
    "deliver-letters": "*/15 * * * *",
    "reconcile": "5 * * * *",
    "papers": "50 6 * * *",
    # The clocks of the duties come before the hourly look-through, the day's letters after the clocks.
    "ledningsgrupp-reminders": "0 7 * * *",
    "annual-reports": "0 7 * * *",
    "document-reviews": "1 7 * * *",
    "appointments": "1 7 * * *",
    "evaluations": "2 7 * * *",
    "project-clocks": "2 7 * * *",
    "digest": "4 7 * * *",
    "call-watch": "40 5 * * *",
    "housekeeping": "30 3 * * *",
}


def next_run(cron: str, at: datetime) -> datetime:
    """When a flow runs next.

    Args:
        cron: minute and hour, each a number, `*` or `*/n`; every day.
        at: now, with a time zone.
    """
    minute, hour, *_ = cron.split()
    then = at.astimezone(LOCAL).replace(second=0, microsecond=0) + timedelta(minutes=1)
    while not (_fits(minute, then.minute) and _fits(hour, then.hour)):
        then += timedelta(minutes=1)
    return then


def _fits(part: str, number: int) -> bool:
    if part == "*":
        return True
    if part.startswith("*/"):
        return number % int(part[2:]) == 0
    return number == int(part)
