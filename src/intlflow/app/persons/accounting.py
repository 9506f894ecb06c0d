"""The record of processing (registerförteckning, GDPR article 30), made from the tables themselves."""

from itertools import groupby
from typing import Any

from intlflow.domain.personal import HELD, KEPT_AS, Held, Purpose, Shape
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.packs.retention import Retention

Plain = dict[str, Any]


def record(pack: Pack | None, words: Words) -> Plain:
    """Every processing with purpose, legal basis, recipients, retention and columns.

    Args:
        pack: the municipality whose rules hold; None: what is the same for all.
        words: the language.
    """
    by_purpose = groupby(sorted(HELD, key=_order), key=lambda held: held.purpose)
    return {
        "municipality": pack.municipality.name if pack else "",
        "processings": [_one(purpose, list(held), pack, words) for purpose, held in by_purpose],
    }


def _order(held: Held) -> int:
    return list(Purpose).index(held.purpose)


def _one(purpose: Purpose, columns: list[Held], pack: Pack | None, words: Words) -> Plain:
    page = words.section("processing.page")
    rules = [rule for rule in (pack.retention if pack else ()) if rule.kind == KEPT_AS[purpose]]
    return {
        "purpose": str(purpose),
        "label": words.of("processing.label", purpose),
        "what": words.of("processing.what", purpose),
        "whose": page["whose"],
        "basis": words.of("processing.basis", purpose),
        "recipients": words.of("processing.recipients", purpose),
        "kept": [_rule(rule, words) for rule in rules],
        "erased": all(held.shape is not Shape.DECISION for held in columns),
        "columns": [f"{held.table}.{held.column}" for held in columns],
    }


def _rule(rule: Retention, words: Words) -> Plain:
    page = words.section("processing.page")
    said = page["preserved"]
    if rule.after is not None:
        after = words.of("processing.after", rule.after)
        said = page["for_months"].format(months=rule.months, after=after)
    return {
        "rule": rule.key,
        "says": said,
        "source": rule.source,
        "assumed": rule.confirm is not None,
    }


def as_markdown(found: Plain, words: Words) -> str:
    """The record as a page that can be handed to whoever asks."""
    page = words.section("processing.page")
    title = page["title"] + (f", {found['municipality']}" if found["municipality"] else "")
    lines = [f"# {title}", "", page["lead"], ""]
    for each in found["processings"]:
        lines += [f"## {each['label']}", ""]
        for name in ("what", "whose", "basis", "recipients"):
            lines.append(f"- **{page[name + '_']}:** {each[name]}")
        lines.append(f"- **{page['kept_']}:** {_kept(each, page)}")
        columns = ", ".join(f"`{column}`" for column in each["columns"])
        lines += [f"- **{page['columns_']}:** {columns}", ""]
    return "\n".join(lines)


def _kept(each: Plain, page: Any) -> str:
    said = [
        f"{rule['says']} {rule['source']}." + (f" {page['assumed']}" if rule["assumed"] else "")
        for rule in each["kept"]
    ] or [page["no_rule"]]
    return " ".join([*said, page["erased"]] if each["erased"] else said)
