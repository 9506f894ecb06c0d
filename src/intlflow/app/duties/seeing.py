"""Which duties somebody sees, and may answer for: those of their own units, or all of them."""

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.duties.subjects import Subject
from intlflow.packs.model import Pack

WHOLE = "-"  # how an address says that a duty is about the municipality as a whole


def may_see(
    who: Visitor, pack: Pack, subject: Subject, action: Action = Action.READ_DUTIES
) -> bool:
    """Whether somebody may do this to what a duty is about: one of their places is concerned.

    Args:
        who: the visitor.
        pack: the municipality.
        subject: the unit, board, document, case or person; of the municipality as a whole, or of a
            network, everybody who sees duties at all sees it.
        action: what is asked for.
    """
    places = subject.scopes if subject.key else ()
    return any(can(who, action, Place(pack.key, unit)) for unit in places or (None,))


def in_address(subject: str) -> str:
    """A subject's key as an address says it."""
    return subject or WHOLE


def from_address(text: str) -> str:
    """The subject's key that an address names."""
    return "" if text == WHOLE else text
