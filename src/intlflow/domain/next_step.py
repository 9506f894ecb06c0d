"""What a case waits for in each phase: the step that carries it on, or somebody outside the house.

The side roads (park, withdraw, decline …) stay open beside it; this says only which button is first.
"""

from intlflow.domain import governing_document, project, twin_town
from intlflow.domain.words import Kind

P, T, G = project.Phase, twin_town.Phase, governing_document.Phase

FORWARD: dict[tuple[Kind, str], str] = {
    (Kind.PROJECT, P.IDEA): "accept",
    (Kind.PROJECT, P.PARKED): "wake",
    (Kind.PROJECT, P.SUPPORT): "go",
    (Kind.PROJECT, P.WRITING): "decide_financing",
    (Kind.PROJECT, P.FINANCED): "submit",
    (Kind.PROJECT, P.SUBMITTED): "grant",
    (Kind.PROJECT, P.SUPPLEMENT): "answer_supplement",
    (Kind.PROJECT, P.RESERVE): "grant",
    (Kind.PROJECT, P.CONDITIONAL): "meet_condition",
    (Kind.PROJECT, P.REDUCED): "accept_reduced",
    (Kind.PROJECT, P.REJECTED): "learn",
    (Kind.PROJECT, P.GRANTED): "start",
    (Kind.PROJECT, P.RUNNING): "close",
    (Kind.PROJECT, P.CLOSING): "finish",
    (Kind.PROJECT, P.TERMINATED): "settle",
    (Kind.PROJECT, P.EVALUATION): "evaluate",
    (Kind.PROJECT, P.EVALUATED): "archive",
    (Kind.TWIN_TOWN, T.PROPOSED): "take_up",
    (Kind.TWIN_TOWN, T.PREPARING): "hand_over",
    (Kind.TWIN_TOWN, T.IN_COMMITTEE): "propose_board",
    (Kind.TWIN_TOWN, T.BEFORE_BOARD): "propose_council",
    (Kind.TWIN_TOWN, T.BEFORE_COUNCIL): "approve",
    (Kind.TWIN_TOWN, T.REJECTED): "propose_again",
    (Kind.TWIN_TOWN, T.ACTIVE): "review",
    (Kind.TWIN_TOWN, T.UNDER_REVIEW): "keep",
    (Kind.GOVERNING_DOCUMENT, G.DRAFT): "consult",
    (Kind.GOVERNING_DOCUMENT, G.CONSULTATION): "propose",
    (Kind.GOVERNING_DOCUMENT, G.PROPOSED): "adopt",
    (Kind.GOVERNING_DOCUMENT, G.CONDITIONAL): "meet_condition",
    (Kind.GOVERNING_DOCUMENT, G.LAPSED): "rework",
    (Kind.GOVERNING_DOCUMENT, G.IN_FORCE): "review",
    (Kind.GOVERNING_DOCUMENT, G.UNDER_REVIEW): "keep",
}

# Where nothing is to be done until a day comes or somebody outside answers.
RESTING = frozenset(
    {
        (Kind.PROJECT, P.PARKED),
        (Kind.PROJECT, P.RUNNING),
        (Kind.TWIN_TOWN, T.ACTIVE),
        (Kind.GOVERNING_DOCUMENT, G.IN_FORCE),
    }
)
OUTSIDE = frozenset(
    {(Kind.PROJECT, P.SUBMITTED), (Kind.PROJECT, P.RESERVE), (Kind.PROJECT, P.CONDITIONAL)}
)


def forward(kind: Kind, phase: str) -> str | None:
    """The verb that carries a case on from here; None at the end of its road."""
    return FORWARD.get((kind, phase))
