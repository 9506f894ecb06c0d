"""The register of meetings as people look at it: what is planned, and one meeting with its history."""

from datetime import date, datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.meetings.known import meeting_of
from intlflow.app.notices import name_of
from intlflow.app.situation import local_day
from intlflow.packs.model import Pack
from intlflow.store import meetings, registers
from intlflow.store.engine import reading
from intlflow.store.meetings import MeetingRow


def list_meetings(
    house: House,
    municipality: str,
    at: datetime,
    *,
    body: str | None = None,
    since: date | None = None,
) -> list[dict[str, Any]]:
    """The meetings from a day on, today if none is given, in the order of their days.

    Raises:
        NotFound: no such municipality.
    """
    pack, first = house.pack(municipality), (since or local_day(at)).isoformat()
    with reading(house.engine) as tx:
        rows = meetings.standing(tx, pack.key)
    return [as_told(pack, row) for row in rows if row.day >= first and body in (None, row.body)]


def show_meeting(house: House, municipality: str, number: int) -> dict[str, Any]:
    """One meeting and all that was ever said of it.

    Raises:
        NotFound: no such municipality or meeting.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        rows = meetings.history(tx, pack.key, number)
        if not rows:
            raise NotFound(f"no meeting {number}; see `intlflow sitting list --in {pack.key}`")
        files = registers.newest(tx, "attachment", pack.key, about=f"sitting {number}")
        names = {r.person_id: name_of(tx, r.person_id) for r in rows if r.person_id is not None}
    history = [
        {
            "at": row.at,
            "status": row.status,
            "day": row.day,
            "start": row.start,
            "stop": row.stop,
            "notice": row.notice,
            "reason": row.reason,
            "by": names.get(row.person_id) if row.person_id is not None else None,
        }
        for row in rows
    ]
    return as_told(pack, rows[-1]) | {
        "history": history,
        "files": [
            {"number": file["number"], "file": file["file"], "secrecy": file["secrecy"]}
            for file in files
            if not file["withdrawn"]
        ],
    }


def as_told(pack: Pack, row: MeetingRow) -> dict[str, Any]:
    """A meeting as it stands, with the stop and the notice that follow from the lead times."""
    meeting = meeting_of(pack, row)
    return {
        "municipality": pack.key,
        "number": row.number,
        "body": row.body,
        "name": pack.bodies[row.body].name if row.body in pack.bodies else row.body,
        "day": row.day,
        "start": row.start,
        "stop": str(meeting.stop),
        "notice": str(meeting.notice),
        "status": row.status,
        "reason": row.reason,
    }
