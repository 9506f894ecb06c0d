"""What minutes say: the decision itself, and besides it how it was taken, who stood aside, what was moved."""

from intlflow.domain.facts import Fact as F

DECISIONS = frozenset(
    {F.FINANCING_DECISION, F.COMMITTEE_DECISION, F.BOARD_DECISION, F.COUNCIL_DECISION}
    | {F.ADOPTION, F.BODY_DECISION}
)
MINUTES = frozenset(
    {F.DECISION_TEXT, F.METHOD, F.DELEGATE, F.NOT_TAKING_PART, F.EXTRACT_TO}
    | {
        F.MOTION
    }  # yrkande: what was moved and what became of it; never counted by whom (GDPR art. 9)
)
