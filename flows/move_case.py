"""Make a move with a case from Prefect's own form, under the same rules as everywhere else.

When: the coordinator starts it; never by itself.
Why:  Ljungbys verksamhetsplan § 4: samordnaren leads the work, and must be able to act when the
      other doors are closed.
"""

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.parameters import Case, Given, Person, Verb
from flows.shared import ended, house, shelf
from intlflow import clock
from intlflow.app.after import after_move
from intlflow.app.house import NotFound
from intlflow.app.moves import move
from intlflow.app.register import address_of
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused

MANAGER = Fact.PROJECT_MANAGER.value  # named by number too: parameters hold no addresses


class Unreadable(ValueError):
    """A line of the form is not `fact=value`."""


@flow(name="move-case", flow_run_name="{case} {verb}")
async def move_case(case: Case, verb: Verb, person: Person, facts: Given = "") -> State[str]:
    """Make the move, or say why not. A refusal changes nothing and is not tried again."""
    at = clock.now()
    try:
        by, given = address_of(house(), person, at), facts_in(facts)
        if given.get(MANAGER, "").isdecimal():
            given[MANAGER] = address_of(house(), int(given[MANAGER]), at)
        moved = move(house(), case, verb, by=by, given=given, at=at)
    except Refused as refused:
        return Failed(message=sentence(refused))
    except (NotFound, Unreadable) as error:
        return Failed(message=str(error))
    after_move(house(), moved)
    said = f"{moved.ref}: {moved.source} → {moved.target}, {len(moved.letters)} letters written"
    await acreate_markdown_artifact(
        key=f"{shelf(moved.ref)}-moves", markdown=f"# {moved.ref}\n\n{said}\n", description=verb
    )
    return ended(said)


def facts_in(text: str) -> dict[str, str]:
    """The facts of a form, one `fact=value` a line.

    Raises:
        Unreadable: a line has no `=`.
    """
    given = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        fact, equals, value = line.partition("=")
        if not equals:
            raise Unreadable(f"'{line}' is not fact=value")
        given[fact.strip()] = value.strip()
    return given


def sentence(refused: Refused) -> str:
    """Why not, in Swedish, as everywhere else."""
    return house().words["sv"].sentence("refusal", refused.why, **refused.details)
