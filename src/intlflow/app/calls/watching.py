"""The sources that a pack wants asked every week are asked, and whom the news concerns is told."""

from dataclasses import dataclass, field
from datetime import datetime

from intlflow.app.after import after_letters
from intlflow.app.calls import alerts, sources, telling
from intlflow.app.calls.fetching import Unreachable
from intlflow.app.calls.importing import Done
from intlflow.app.house import House
from intlflow.sources.funding.rows import Unreadable


@dataclass(frozen=True, slots=True)
class Watched:
    """What came of a round.

    Args:
        done: the sources that were read.
        troubles: source → why it could not be; what it told before stays.
        letters: how many were written.
    """

    done: tuple[Done, ...] = ()
    troubles: dict[str, str] = field(default_factory=dict)
    letters: int = 0

    @property
    def sentence(self) -> str:
        """What was done."""
        if not self.done and not self.troubles:
            return f"no source was due; {self.letters} letters"
        said = [
            f"{it.source}: the same as last time"
            if it.same
            else f"{it.source}: {it.new} new, {it.changed} changed, {it.moved} deadlines moved"
            for it in self.done
        ]
        said += [f"{source}: {why}" for source, why in self.troubles.items()]
        return f"{'; '.join(said)}; {self.letters} letters"


def watch(house: House, at: datetime) -> Watched:
    """Read every source that is due and write the letters. Twice in a row does nothing the second time.

    A source that can't be read stops none of the others and takes nothing away.
    """
    done, troubles = [], {}
    for source, address in sources.due(house, at):
        try:
            done.append(sources.import_address(house, source, address, at))
            sources.note_asked(house, source, at)
        except (Unreachable, Unreadable) as error:
            troubles[str(source)] = str(error)
    letters = telling.tell_moved(house, at) + alerts.tell_new(house, at)
    after_letters(house, letters)
    return Watched(tuple(done), troubles, letters)
