"""Checks that a pack says who decides what, and never lets the law's own bodies be passed by."""

from collections.abc import Iterator, Mapping, Sequence

from intlflow.domain.route import Place, Subject
from intlflow.packs.files import Item
from intlflow.packs.problems import Problem

Items = Mapping[str, Sequence[Item]]

# Ljungby's plan § 4: KF antar policy och beslutar om vänorter, KS antar verksamhetsplan.
_LAST = {
    Subject.TWIN_TOWN: Place.COUNCIL,
    Subject.POLICY: Place.COUNCIL,
    Subject.STRATEGY: Place.COUNCIL,
    Subject.PLAN: Place.EXECUTIVE_BOARD,
}


def every_subject_is_decided(items: Items) -> Iterator[Problem]:
    """Somebody decides each subject, whatever the years and the money."""
    rules = items["decision_rule"]
    for subject in Subject:
        if rules and not any(_always(item, subject) for item in rules):
            message = f"no [[decision_rule]] says who decides '{subject}' whatever it costs"
            yield rules[0].problem(message, expected=(f'subjects = ["{subject}"] and no limits',))


def the_last_word_is_right(items: Items) -> Iterator[Problem]:
    """Kommunfullmäktige decides twin towns, policies and strategies, kommunstyrelsen plans."""
    for item in items["decision_rule"]:
        places, subjects = _texts(item, "places"), _texts(item, "subjects")
        if places - set(Place):  # told where they stand; what they mean can't be judged
            continue
        for subject, last in _LAST.items():
            if subject in (subjects or set(Subject)) and _rank(places) != last:
                message = f"'{subject}' is decided by {last.replace('_', ' ')}, and nobody else"
                yield item.problem(message, "places", expected=(f'places that end in "{last}"',))


def delegation_is_reported(items: Items) -> Iterator[Problem]:
    """A delegated decision has a limit and is reported; a delegate stands alone in a rule."""
    for item in items["decision_rule"]:
        places = _texts(item, "places")
        if Place.DELEGATE not in places:
            if item.get("report_to"):
                yield item.problem("only a delegated decision is reported", "report_to")
            continue
        if len(places) > 1:
            yield item.problem("a delegate decides alone", "places", expected=('["delegate"]',))
        if item.raw.get("own_share_at_most") is None:
            message = "a delegate decides up to a limit, and this rule has none"
            yield item.problem(message, expected=('own_share_at_most = "100000"',))
        if item.get("report_to") in (None, Place.DELEGATE):
            message = "a delegated decision is reported to a body"
            yield item.problem(message, "report_to", expected=('report_to = "owning_board"',))


def _always(item: Item, subject: Subject) -> bool:
    limits = (
        *("owner_kinds", "more_budget_years_than", "more_boards_than"),
        *("own_share_at_most", "budget_years_at_most"),
    )
    subjects = _texts(item, "subjects")
    return subject in (subjects or set(Subject)) and not any(item.raw.get(key) for key in limits)


def _texts(item: Item, key: str) -> set[str]:
    value = item.raw.get(key)
    return {str(each) for each in value} if isinstance(value, list) else set()


def _rank(places: set[str]) -> str:
    """The place that has the last word."""
    order = (Place.COUNCIL, Place.EXECUTIVE_BOARD, Place.WORKING_COMMITTEE)
    return next((place for place in order if place in places), "")
