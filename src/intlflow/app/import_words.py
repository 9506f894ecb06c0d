"""What becomes of each line of somebody's list, in words."""

import re
from typing import Any

from intlflow.domain.proposals import Proposal
from intlflow.letters.words import Words

AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")  # as the rules write money


def said(proposal: Proposal, words: Words) -> str:
    """What becomes of a line, in a sentence."""
    line, kind = proposal.listed, str(proposal.outcome)
    return words.sentence(
        "listed", f"{kind}-{line.why}" if line.why else kind, ref=proposal.ref,
        phase=words.of("phase.project", line.phase) if line.phase else "",
        fields=", ".join(label(words, name) for name in proposal.changes),
        same_as=proposal.same_as, text=line.details.get("text", ""),
    )  # fmt: skip


def label(words: Words, name: str) -> str:
    """What a field is called."""
    return words.of("fact", name) if name in words.section("fact") else name


def remarks(proposal: Proposal, words: Words) -> list[dict[str, str]]:
    """Every remark on a line, each with its cell."""
    told = []
    for mark in proposal.listed.marks:
        details = dict(mark.details)
        if "phase" in details:
            details["phase"] = words.of("phase.project", details["phase"])
        if amount := AMOUNT.fullmatch(str(details.get("value", ""))):
            details["value"] = words.money(*amount.groups())
        message = words.sentence("listed", mark.why, **details)
        told.append(
            {"cell": mark.place, "field": mark.field, "sure": str(mark.sure), "message": message}
        )
    place = proposal.listed.place
    for each in proposal.conflicts:
        message = words.sentence(
            "listed", "differs-line" if proposal.same_as else "differs",
            field=label(words, each.field), here=_value(each.here), listed=_value(each.listed),
        )  # fmt: skip
        told.append({"cell": place, "field": each.field, "sure": "conflict", "message": message})
    if proposal.kept:
        fields = ", ".join(label(words, name) for name in proposal.kept)
        message = words.sentence("listed", "kept", fields=fields)
        told.append({"cell": place, "field": "", "sure": "kept", "message": message})
    if proposal.like:
        message = words.sentence("listed", "like", like=", ".join(proposal.like))
        told.append({"cell": place, "field": "title", "sure": "guess", "message": message})
    return told


def _value(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value['amount']} {value['currency']}" if isinstance(value, dict) else str(value)
