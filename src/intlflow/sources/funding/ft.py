"""Reads the EU's Funding & Tenders bulk file (grantsTenders.json), a record at a time: it is 150 MB.

Its traps: epoch milliseconds as a number or a text; a list of deadlines; midnight UTC for 17:00 in
Brussels; no address of a call's page; tags that say nothing; a state that lags behind the dates.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import ijson

from intlflow.domain.calls import Call, Standing
from intlflow.sources.funding.rows import Row, Skipped, Unreadable
from intlflow.sources.funding.values import deadline, instant, text, without_html

PAGE = (
    "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/"
    "topic-details/"
)
# The portal's own numbers. One public program has two of them the wrong way round.
STATES = {
    "31094501": Standing.FORTHCOMING,
    "31094502": Standing.OPEN,
    "31094503": Standing.CLOSED,
}
GRANT, TENDER = ("1", "8"), "0"


def read(stream: BinaryIO) -> Iterator[Row]:
    """The file's grants.

    Raises:
        Unreadable: it is no such file, or ends in the middle.
    """
    seen = False
    try:
        for record in ijson.items(stream, "fundingData.GrantTenderObj.item", use_float=True):
            seen = True
            yield _row(record)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Unreadable(f"not whole JSON: {error}; download grantsTenders.json again") from error
    if not seen:
        raise Unreadable("there is no fundingData.GrantTenderObj; is this grantsTenders.json?")


def _row(record: Any) -> Row:
    if not isinstance(record, Mapping):
        return Skipped("odd-record")
    kind = text(record.get("type"))
    if kind not in GRANT:
        return Skipped("tender" if kind == TENDER else "other-type")
    identifier = text(record.get("identifier"))
    if not identifier or not text(record.get("title")):
        return Skipped("no-identifier")
    framework = _part(record, "frameworkProgramme")
    return Call(
        external_id=identifier,
        title=without_html(record["title"]),
        url=page(identifier),
        call_identifier=text(record.get("callIdentifier")),
        call_title=without_html(record.get("callTitle")),
        framework=text(framework.get("id")),
        framework_name=text(framework.get("description")),
        type_of_action=", ".join(_named(record.get("topicActions"))),
        opens_at=instant(record.get("plannedOpeningDateLong")),
        deadlines=_deadlines(record),
        deadline_model=text(_part(record, "deadlineModel").get("abbreviation")),
        word=str(STATES.get(text(_part(record, "status").get("id")), "")),
        keywords=tuple(_texts(record.get("keywords"))),
        news=_news(record.get("latestInfos")),
    )


def page(identifier: str) -> str:
    """Where the portal shows a call; the file itself doesn't say."""
    return PAGE + identifier


def _deadlines(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Every deadline, in order; those of the actions when the record itself has none."""
    found = list(_list(record.get("deadlineDatesLong")))
    if not found:
        actions = [a for a in _list(record.get("actions")) if isinstance(a, Mapping)]
        found = [each for action in actions for each in _list(action.get("deadlineDates"))]
    return tuple(sorted({day for day in map(deadline, found) if day}))


def _news(infos: Any) -> str:
    """The latest remark, which tells why a deadline moved."""
    told = [info for info in _list(infos) if isinstance(info, Mapping)]
    newest = max(told, key=lambda info: text(info.get("lastChangeDate")), default={})
    return without_html(newest.get("content"))


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name)
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [text(each) for each in _list(value) if isinstance(each, str) and text(each)]


def _named(value: Any) -> list[str]:
    return [text(each.get("description")) for each in _list(value) if isinstance(each, Mapping)]
