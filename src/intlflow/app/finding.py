"""Finding things by their words, and others who work with the same."""

from collections.abc import Sequence
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.domain.facts import one_line
from intlflow.packs.model import Pack
from intlflow.store import search, search_calls, search_sources
from intlflow.store.engine import reading, writing
from intlflow.store.search import Found
from intlflow.store.search_calls import CALL
from intlflow.store.search_words import asked, stem, words

PROGRAMME = "programme"
SHOWN = 20
_EXCERPT = 90


def find(
    house: House, municipality: str, text: str, kinds: Sequence[str] = (), most: int = SHOWN
) -> list[dict[str, Any]]:
    """What has all the words, the best match first, with where it matched.

    Calls and programmes are found, too; they are the same for all municipalities.

    Raises:
        NotFound: no such municipality or kind.
    """
    pack = house.pack(municipality)
    for kind in kinds:
        if kind not in search_sources.ALL_KINDS:
            known = ", ".join(search_sources.ALL_KINDS)
            raise NotFound(f"no kind '{one_line(kind)[:80]}'; there are {known}")
    catch_up(house, municipality)
    wanted = asked(text)
    own = [kind for kind in kinds if kind in search_sources.KINDS]
    programmes = _programmes(pack, wanted) if not kinds or PROGRAMME in kinds else {}
    with reading(house.engine) as tx:
        found = search.matching(tx, municipality, wanted, own) if own or not kinds else []
        if (not kinds or CALL in kinds) and search_calls.any_there(tx):
            found += search.matching(tx, search_calls.SHARED, wanted)
        found += [each for each, _ in programmes.values()]
        best = sorted(found, key=lambda each: (-_worth(each, wanted), -each.id))[:most]
        bodies = search.bodies(tx, [each.id for each in best])
    bodies |= {number: body for number, (_, body) in programmes.items()}
    return [_told(each, bodies[each.id], municipality, wanted) for each in best]


def catch_up(house: House, municipality: str) -> None:
    """Read what was written since the last search, if anything was."""
    with reading(house.engine) as tx:
        behind = search_sources.behind(tx, municipality)
        calls_behind = search_calls.behind(tx)
    if behind:
        with writing(house.engine) as tx:
            search_sources.catch_up(tx, municipality)
    if calls_behind:
        with writing(house.engine) as tx:
            search_calls.catch_up(tx)


def _programmes(pack: Pack, wanted: Sequence[str]) -> dict[int, tuple[Found, str]]:
    """The pack's programmes that have all the words, numbered below everything that is kept."""
    found = {}
    for number, each in enumerate(pack.programme):
        said = {
            "programme": each.key,
            "where": each.submission_system or "",
            "contact": each.contact or "",
        }
        body = "\n".join(f"{key}: {value}" for key, value in said.items() if value)
        here = words(f"{each.name} {body}")
        likeness = [_likeness(word, here) for word in wanted]
        begun = [one > 1 or len(word) > 1 for one, word in zip(likeness, wanted, strict=True)]
        if wanted and all(likeness) and all(begun):
            whole = all(one > 1 for one in likeness)
            found[-number - 1] = (Found(-number - 1, PROGRAMME, each.key, each.name, whole), body)
    return found


def rebuild(house: House, municipality: str | None) -> int:
    """Forget what can be found and read everything anew; gives how many things were read.

    Raises:
        NotFound: no such municipality.
    """
    keys = sorted(house.packs) if municipality is None else [house.pack(municipality).key]
    done = 0
    for key in keys:
        with writing(house.engine) as tx:
            search.forget(tx, key)
            done += search_sources.catch_up(tx, key)
    if municipality is None:
        with writing(house.engine) as tx:
            search.forget(tx, search_calls.SHARED)
            done += search_calls.catch_up(tx)
    return done


def _worth(found: Found, wanted: Sequence[str]) -> int:
    """A word in the title is worth more than one in the text, a whole word more than a beginning."""
    title = words(found.title)
    return sum(4 * _likeness(word, title) + 1 + found.whole for word in wanted)


def _likeness(word: str, here: Sequence[str]) -> int:
    if word in here:
        return 3
    root = stem(word)
    if any(stem(each) == root for each in here):
        return 2
    return int(any(each.startswith(word) for each in here))


def _told(found: Found, body: str, municipality: str, wanted: Sequence[str]) -> dict[str, Any]:
    lines = [("title", found.title)]
    lines += [(key, said) for key, _, said in (x.partition(": ") for x in body.split("\n"))]
    best = max(lines, key=lambda line: sum(_likeness(word, words(line[1])) for word in wanted))
    return {
        "municipality": municipality,
        "kind": found.kind,
        "ref": found.ref,
        "title": found.title,
        "field": best[0],
        "excerpt": _excerpt(best[1], wanted),
    }


def _excerpt(said: str, wanted: Sequence[str]) -> str:
    """The words around the first match."""
    parts = said.split()
    hit = (n for n, part in enumerate(parts) if any(_likeness(w, words(part)) for w in wanted))
    first = max(0, next(hit, 0) - 4)
    cut = " ".join(parts[first:])
    head, tail = "… " if first else "", "…" if len(cut) > _EXCERPT else ""
    return f"{head}{cut[:_EXCERPT]}{tail}"
