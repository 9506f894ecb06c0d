"""Short texts that people type beside the facts: names, titles, notes; one clean line each."""

from intlflow.domain.facts import LONGEST_LINE, one_line
from intlflow.domain.lifecycle import Refused


def line(name: str, text: str, *, most: int = LONGEST_LINE, needed: bool = False) -> str:
    """What was typed, without line breaks and what would change how other text looks.

    Args:
        name: what the text is, as the refusal calls it.
        text: as typed.
        most: characters; a longer text is refused rather than cut without a word.
        needed: whether something must be left of it.

    Raises:
        Refused: `bad-fact`, empty or too long.
    """
    clean = one_line(text)
    if needed and not clean:
        raise Refused("bad-fact", fact=name, form="empty", example="")
    if len(clean) > most:
        raise Refused("bad-fact", fact=name, form="too-long", example=str(most))
    return clean
