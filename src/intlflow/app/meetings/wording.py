"""A plan in words, for a letter and for a page: who meets when, what is the matter, what could be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from intlflow.app.meetings.matters import Matter
from intlflow.domain.reach import RANK, Colour, Leg, Plan, Town
from intlflow.domain.reach_ways import Open
from intlflow.letters.words import Words
from intlflow.packs.model import Pack


@dataclass(frozen=True, slots=True)
class Said:
    """Says things of one municipality's plans in one language."""

    pack: Pack
    words: Words

    def body(self, key: str) -> str:
        """A body's name."""
        return self.pack.bodies[key].name if key in self.pack.bodies else key

    def step(self, leg: Leg) -> str:
        """One step in a line."""
        name = self.body(leg.body)
        if leg.meeting is None or RANK[leg.colour] == 2:
            return self._put("no-step", body=name, why=self.why(leg))
        assert leg.memo is not None
        line = self._put(
            "step",
            body=name,
            day=self.words.day(leg.meeting.day),
            stop=self.words.day(leg.meeting.stop),
        )
        return f"{line}. {self.why(leg)}" if leg.why else line

    def why(self, leg: Leg) -> str:
        """What is the matter with a step, in sentences."""
        until = self.words.day(leg.known_until) if leg.known_until else ""
        stop = self.words.day(leg.meeting.stop) if leg.meeting else ""
        day = self.words.day(leg.meeting.day) if leg.meeting else ""
        told = self.words.section("reach_why")
        sentences = [
            told[f"{why}-until" if until and f"{why}-until" in told else str(why)].format(
                until=until, stop=stop, day=day
            )
            for why in leg.why
        ]
        return " ".join(sentences)

    def way(self, each: Open) -> str:
        """What could be done instead, and what it demands."""
        first = self.words.day(each.first) if each.first else ""
        last = self.words.day(each.last) if each.last else ""
        head = self.words.of("way", str(each.way)).format(
            body=self.body(each.body), first=first, last=last
        )
        known = {str(one.key): one.demands for one in self.pack.alternative}
        demands = known[str(each.way)].said(self.words.lang) if str(each.way) in known else ""
        return f"{head} {demands}".strip()

    def colour(self, colour: Colour) -> str:
        """A colour in words: what it means, rather than which it is."""
        return self.words.of("colour", str(colour))

    def _put(self, key: str, **details: str) -> str:
        return self.words.of("reach", key).format(**details)


def for_letter(said: Said, asked: Matter, plan: Plan, town: Town) -> dict[str, Any]:
    """What a letter says of a plan."""
    red = RANK[plan.colour] == 2
    return {
        "colour": str(plan.colour),
        "stands": said.colour(plan.colour),
        "deadline": said.words.moment(plan.deadline),
        "memo": said.words.day(_papers_by(plan, town)) if plan.memo and not red else "",
        "earliest": said.words.day(plan.earliest) if plan.earliest and red else "",
        "steps": [said.step(leg) for leg in plan.legs],
        "ways": [said.way(each) for each in open_ways(said.pack, asked, plan, town)],
    }


def _papers_by(plan: Plan, town: Town) -> date:
    """The last day for the memo; when that has passed, the agenda stop: then it is all that is left."""
    assert plan.memo is not None
    stops = [leg.meeting.stop for leg in plan.legs if leg.meeting is not None]
    return plan.memo if plan.memo >= town.today else min(stops)


def open_ways(pack: Pack, asked: Matter, plan: Plan, town: Town) -> list[Open]:
    """The ways that stand open when the ordinary meetings don't make it: those that the pack knows."""
    if RANK[plan.colour] < 2:
        return []
    known = {alternative.key for alternative in pack.alternative}
    return [each for each in asked.ways(town) if str(each.way) in known]
