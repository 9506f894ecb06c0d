"""Reads what the EU's search for calls (SEDIA) answers: one record per language, every value a list.

Its traps: type 6 is an update notice; the state lags behind the dates; one topic's budget stands on
its siblings, too, and is never added up.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, BinaryIO

import ijson

from intlflow.domain.calls import Call
from intlflow.sources.funding.ft import GRANT, STATES, TENDER, page
from intlflow.sources.funding.rows import Row, Skipped, Unreadable
from intlflow.sources.funding.values import amount, deadline, instant, text, without_html

LANGUAGES = ("en", "sv")  # in this order; any other is better than none
NOTICE = "6"


def read(stream: BinaryIO) -> Iterator[Row]:
    """The calls of one or several pages of answers, each once, in the language we read best.

    Raises:
        Unreadable: it is no such answer.
    """
    best: dict[str, tuple[int, Call]] = {}
    pages = 0
    try:
        for record in ijson.items(stream, "results", use_float=True, multiple_values=True):
            pages += 1
            for each in record if isinstance(record, list) else []:
                yield from _choose(best, each)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Unreadable(f"not whole JSON: {error}; save the search's answer again") from error
    if not pages:
        raise Unreadable("there is no list 'results'; is this an answer of the SEDIA search?")
    for _, call in best.values():
        yield call


def _choose(best: dict[str, tuple[int, Call]], record: Any) -> Iterator[Skipped]:
    """Take a record unless a better language of the same call is there; say what is left out."""
    found = _row(record)
    if isinstance(found, Skipped):
        yield found
        return
    language = text(record.get("language"))
    rank = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    before = best.get(found.external_id)
    if before is not None:
        yield Skipped("other-language")
    if before is None or rank < before[0]:
        best[found.external_id] = (rank, found)


def _row(record: Any) -> Call | Skipped:
    told = record.get("metadata") if isinstance(record, Mapping) else None
    if not isinstance(told, Mapping):
        return Skipped("odd-record")
    kind = _first(told, "type")
    if kind == NOTICE:
        return Skipped("update-notice")
    if kind not in GRANT:
        return Skipped("tender" if kind == TENDER else "other-type")
    identifier = _first(told, "identifier")
    if not identifier:
        return Skipped("no-identifier")
    own = _own_action(_first(told, "budgetOverview"), identifier)
    return Call(
        external_id=identifier,
        title=without_html(_first(told, "title") or record.get("summary")),
        url=_safe(text(record.get("url"))) or page(identifier),
        call_identifier=_first(told, "callIdentifier"),
        call_title=without_html(_first(told, "callTitle")),
        framework=_first(told, "frameworkProgramme"),
        type_of_action=", ".join(_all(told, "typesOfAction")),
        opens_at=instant(_first(told, "startDate")),
        deadlines=tuple(sorted({d for d in map(deadline, _all(told, "deadlineDate")) if d})),
        deadline_model=text(own.get("deadlineModel")),
        word=str(STATES.get(_first(told, "status"), "")),
        budget=_of_years(own.get("budgetYearMap")),
        min_grant=_sum(own.get("minContribution")),
        max_grant=_sum(own.get("maxContribution")),
        keywords=tuple(word for word in _all(told, "keywords") if word != identifier),
        summary=without_html(_first(told, "descriptionByte")),
    )


def _safe(url: str) -> str:
    return url if url.startswith("https://") else ""


def _all(told: Mapping[str, Any], name: str) -> list[str]:
    value = told.get(name)
    return [text(each) for each in (value if isinstance(value, list) else [value]) if text(each)]


def _first(told: Mapping[str, Any], name: str) -> str:
    return next(iter(_all(told, name)), "")


def _own_action(overview: str, identifier: str) -> Mapping[str, Any]:
    """What the overview tells of this very topic; its siblings stand there, too."""
    try:
        actions = json.loads(overview)["budgetTopicActionMap"].values()
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}
    for each in (action for group in actions if isinstance(group, list) for action in group):
        if isinstance(each, Mapping) and text(each.get("action")).split(" - ")[0] == identifier:
            return each
    return {}


def _of_years(years: Any) -> str:
    """One topic's money of all its years."""
    found = [amount(each) for each in years.values()] if isinstance(years, Mapping) else []
    return amount(sum(Decimal(each) for each in found if each)) if any(found) else ""


def _sum(value: Any) -> str:
    said = amount(value)
    return "" if said == "0" else said
