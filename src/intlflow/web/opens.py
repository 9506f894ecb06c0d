"""Which links open for somebody: a case is named to many, and read by fewer."""

from collections.abc import Iterable

from fastapi import Request

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of
from intlflow.store import cases
from intlflow.store.engine import reading
from intlflow.web.site import site_of


def cases_that_open(request: Request, who: Visitor, refs: Iterable[str | None]) -> frozenset[str]:
    """Those of some cases that somebody may read.

    Args:
        request: what was asked.
        who: the visitor.
        refs: references of cases; None where there is no case.
    """
    site = site_of(request)
    pack, at = site.house.pack(who.municipality), site.now()
    with reading(site.house.engine) as tx:
        found = cases.by_refs(tx, {ref for ref in refs if ref})
    return frozenset(
        case.ref
        for case in found
        if case.municipality == pack.key
        and can(who, Action.READ_CASE, place_of(case, pack, who, at))
    )
