"""Every letter ends with a name (P2, P4): sent, tried again, held for a person, failed with a reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from intlflow.app import outbox
from intlflow.app.house import House, NotFound
from intlflow.app.outbox import deliver, steer
from intlflow.domain.lifecycle import Refused
from intlflow.domain.retry import AMBIGUOUS_PAUSE, MOST_COPIES
from intlflow.letters.channels import ApprisePost, CombinedPost
from intlflow.letters.plugin import MailPost, parse_mail_url
from intlflow.letters.post import Ending, Envelope
from intlflow.selftest.mailbox import mailbox, taken
from intlflow.store import letters
from intlflow.store.engine import reading, writing
from intlflow.store.instants import instant
from intlflow.store.letters import LetterRow
from tests import people
from tests.app.scripted import Killed, ScriptedPost


def rows(house: House) -> list[LetterRow]:
    with reading(house.engine) as tx:
        return letters.find(tx, address=None, status=None, case_id=None)


def one_letter(house: House) -> LetterRow:
    """A register in which exactly one letter waits."""
    people.an_idea(house)
    first, *others = sorted(rows(house), key=lambda row: row.address)
    for row in others:
        steer(house, row.id, "cancel", people.MORNING)
    return first


def now_of(house: House, letter: str) -> LetterRow:
    with reading(house.engine) as tx:
        found = letters.get(tx, letter)
    assert found is not None
    return found


def at(moment: datetime) -> dict[str, object]:
    return {"now": lambda: moment, "jitter": lambda: 0.0}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "accepted.log"


@pytest.fixture
def port(book: Path) -> Iterator[int]:
    """A real mail server that takes everything, except what is for Manne (550) and Disa (451)."""
    refuse = ("--refuse", "manne@ljungby.example=550", "--refuse", "disa@ljungby.example=451")
    with mailbox(book, *refuse) as port:
        yield port


def post_to(port: int) -> CombinedPost:
    mail = parse_mail_url(f"mailto://127.0.0.1:{port}?from=intlflow@ljungby.example")
    return CombinedPost(MailPost(mail), ApprisePost())


@pytest.fixture
def real_post(port: int) -> Iterator[CombinedPost]:
    """Letters leave as they do in earnest."""
    post = post_to(port)
    yield post
    post.close()


def test_letters_go_out_through_a_real_mail_server_each_once(
    house: House, real_post: CombinedPost, book: Path
) -> None:
    people.an_idea(house)

    done = deliver(house, real_post, now=lambda: people.MORNING)
    again = deliver(house, real_post, now=lambda: people.MORNING + people.DAY)

    ended = {row.address.partition("@")[0]: (row.status, row.reply[:3]) for row in rows(house)}
    trouble = ended.pop("sanna")
    assert ended == {"karin": ("sent", "250"), "manne": ("failed", "550")}
    assert trouble == ("sent", "250")
    assert (done.sent, done.failed, again.sent) == (2, 1, 1)  # the last tells of the failed one
    assert set(taken(book).values()) == {1}


def test_a_passing_no_is_tried_again_and_then_sent(house: House, real_post: CombinedPost) -> None:
    letter = one_letter(house)
    with writing(house.engine) as tx:
        tx.run("UPDATE letter SET address = 'disa@ljungby.example' WHERE id = ?", letter.id)

    done = deliver(house, real_post, **at(people.MORNING))  # type: ignore[arg-type]

    row = now_of(house, letter.id)
    assert (done.later, row.status, row.reply[:3]) == (1, "retrying", "451")
    assert row.due_at is not None
    assert instant(row.due_at) == people.MORNING + timedelta(minutes=5)
    assert row.ambiguous == 0


def test_with_the_server_down_nothing_fails_and_nothing_is_lost(house: House) -> None:
    people.an_idea(house)

    done = deliver(house, post_to(1), **at(people.MORNING))  # type: ignore[arg-type]

    assert (done.sent, done.failed, done.held, done.later) == (0, 0, 0, 3)
    assert {(row.status, row.ambiguous) for row in rows(house)} == {("retrying", 0)}


def test_pauses_grow_for_five_days_and_then_the_coordinator_hears_of_it(house: House) -> None:
    letter, moment, pauses = one_letter(house), people.MORNING, []
    post = ScriptedPost(lambda _: Ending.LATER, "450 busy")

    while (row := now_of(house, letter.id)).due_at is not None:
        due = instant(row.due_at)
        pauses.append((due - moment) // timedelta(minutes=1))
        moment = due
        deliver(house, post, **at(moment))  # type: ignore[arg-type]

    assert pauses == [0, 5, 10, 20, 40, 80, 160, *[240] * 29]
    assert (row.status, row.reply) == ("failed", "gave up after five days: 450 busy")
    assert moment - people.MORNING >= timedelta(days=5)
    told = [row for row in rows(house) if row.template == "coordinator/letter-failed"]
    assert [row.address for row in told] == ["sanna@ljungby.example"]
    assert letter.subject in told[0].body


def test_three_endings_that_nobody_knows_are_held_for_a_person(house: House) -> None:
    letter, post = one_letter(house), ScriptedPost(lambda _: Ending.UNKNOWN)

    states = []
    for number in range(MOST_COPIES + 2):
        deliver(house, post, **at(people.MORNING + number * AMBIGUOUS_PAUSE))  # type: ignore[arg-type]
        states.append(now_of(house, letter.id).status)

    assert states == ["retrying", "retrying", "held", "held", "held"]
    assert len(post.tried) == MOST_COPIES
    assert len({(e.message_id, e.body, e.subject, e.created_at) for e in post.tried}) == 1


def dying(when: set[int]) -> ScriptedPost:
    """A sender that dies at the n-th letter it has in its hands."""
    post = ScriptedPost(lambda _: Ending.SENT)

    def say(_: Envelope) -> Ending:
        if len(post.tried) in when:
            raise Killed
        return Ending.SENT

    post.say = say
    return post


def killed_at(house: House, number: int, moment: datetime) -> ScriptedPost:
    post = dying({number})
    with pytest.raises(Killed):
        deliver(house, post, now=lambda: moment, lease=timedelta(minutes=1))
    return post


def test_letters_that_were_never_taken_are_not_in_doubt_when_a_sender_dies(house: House) -> None:
    for number in range(40):
        people.an_idea(house, title=f"Idé {number}")

    killed_at(house, 60, people.MORNING)

    doubt = Counter((row.status, row.ambiguous) for row in rows(house))
    # Fifty were taken and accepted; of the next fifty nine were accepted before the sender died.
    assert doubt == {("sent", 0): 59, ("sending", 1): 41, ("waiting", 0): 20}


def test_a_restarted_sender_sends_the_rest_and_nothing_twice(house: House) -> None:
    for number in range(40):
        people.an_idea(house, title=f"Idé {number}")
    first = killed_at(house, 60, people.MORNING)
    second = ScriptedPost(lambda _: Ending.SENT)

    deliver(house, second, now=lambda: people.MORNING + people.DAY)

    accepted = {e.id for e in first.tried[:-1]}  # the last was in its hands
    assert {row.status for row in rows(house)} == {"sent"}
    assert not accepted & {e.id for e in second.tried}
    assert len(accepted) + len(second.tried) == len(rows(house))


def test_a_letter_that_kills_its_senders_takes_no_other_along(house: House) -> None:
    for number in range(10):
        people.an_idea(house, title=f"Idé {number}")
    poison = rows(house)[7].id

    def say(envelope: Envelope) -> Ending:
        if envelope.id == poison:
            raise Killed
        return Ending.SENT

    post, moment, deaths = ScriptedPost(say), people.MORNING, 0
    for _ in range(MOST_COPIES + 2):
        try:
            deliver(house, post, now=lambda: moment, lease=timedelta(minutes=1))  # noqa: B023 - used at once
        except Killed:
            deaths += 1
        moment += timedelta(hours=1)

    assert deaths == MOST_COPIES
    assert now_of(house, poison).status == "held"
    assert Counter(row.status for row in rows(house)) == {"sent": 29, "held": 1}


def test_a_sender_that_slept_past_its_lease_sends_nothing_more(house: House) -> None:
    for number in range(40):
        people.an_idea(house, title=f"Idé {number}")
    other = ScriptedPost(lambda _: Ending.SENT)

    def sleep_once(envelope: Envelope) -> Ending:
        if len(slow.tried) == 1:  # meanwhile another takes over everything, this letter too
            deliver(house, other, now=lambda: people.MORNING + people.DAY)
        return Ending.SENT

    slow = ScriptedPost(sleep_once)
    deliver(house, slow, now=lambda: people.MORNING)

    twice = {e.id for e in slow.tried} & {e.id for e in other.tried}
    assert len(twice) <= outbox.AT_ONCE
    assert len(slow.tried) == outbox.AT_ONCE
    assert Counter(row.status for row in rows(house)) == {"sent": 120}


def test_an_absent_server_is_asked_twice_not_once_for_every_few_letters(
    house: House,
) -> None:
    for number in range(60):
        people.an_idea(house, title=f"Idé {number}")
    post = ScriptedPost(lambda _: Ending.LATER)

    deliver(house, post, now=lambda: people.MORNING)

    assert post.calls == [outbox.AT_ONCE, 180 - outbox.AT_ONCE]


def test_half_a_line_in_the_list_of_accepted_letters_spoils_no_other_line(
    house: House, real_post: CombinedPost, book: Path
) -> None:
    people.an_idea(house)
    outbox.sent_file(house.settings).write_bytes(b"0123456789abc")  # a power cut

    deliver(house, real_post, now=lambda: people.MORNING)
    with writing(house.engine) as tx:  # what a killed sender leaves behind
        tx.run("UPDATE letter SET status = 'waiting', due_at = created_at WHERE status = 'sent'")
    deliver(house, real_post, now=lambda: people.MORNING)

    assert set(taken(book).values()) == {1}


def test_hold_release_and_cancel_are_open_in_the_right_states_only(house: House) -> None:
    letter = one_letter(house).id
    open_in = {
        "hold": {"waiting", "retrying"},
        "release": {"held", "failed", "retrying"},
        "cancel": {"waiting", "retrying", "held", "failed"},
    }
    after = {"hold": "held", "release": "waiting", "cancel": "cancelled"}

    for status in ("waiting", "sending", "retrying", "held", "failed", "sent", "cancelled"):
        for step, allowed in open_in.items():
            with writing(house.engine) as tx:
                sql = "UPDATE letter SET status = ?, ambiguous = 2 WHERE id = ?"
                tx.run(sql, status, letter)
            if status in allowed:
                row = steer(house, letter, step, people.MORNING)
                assert (row.status, row.ambiguous) == (after[step], 0)
                assert (row.due_at is not None) == (step == "release")
            else:
                with pytest.raises(Refused) as no:
                    steer(house, letter, step, people.MORNING)
                assert no.value.why == "letter-not-there"
                assert now_of(house, letter).status == status


def test_a_letter_is_named_by_the_beginning_of_its_id_if_that_is_enough(house: House) -> None:
    letter = one_letter(house).id

    assert steer(house, letter[:12], "hold", people.MORNING).id == letter
    for beginning in ("", "zz"):
        with pytest.raises(NotFound):
            steer(house, beginning, "release", people.MORNING)


def test_a_held_letter_stays_and_a_released_one_goes(
    house: House, real_post: CombinedPost, book: Path
) -> None:
    letter = one_letter(house).id
    steer(house, letter, "hold", people.MORNING)

    held = deliver(house, real_post, now=lambda: people.MORNING)
    steer(house, letter, "release", people.MORNING)
    released = deliver(house, real_post, now=lambda: people.MORNING)

    assert (held.sent, released.sent) == (0, 1)
    assert taken(book).total() == 1


def test_a_person_without_an_address_is_reported_to_the_coordinator_once(house: House) -> None:
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET email = NULL WHERE email = 'manne@ljungby.example'")
    people.an_idea(house)
    failed = next(row for row in rows(house) if row.status == "failed")
    post = ScriptedPost(lambda _: Ending.SENT)

    for hour in range(3):
        deliver(house, post, now=lambda: people.MORNING + timedelta(hours=hour))  # noqa: B023 - used at once

    told = [row for row in rows(house) if row.template == "coordinator/no-address"]
    assert (failed.reply, failed.address, failed.due_at) == ("no-address", "", None)
    assert [(row.address, row.status) for row in told] == [("sanna@ljungby.example", "sent")]
    assert "Manne Holm" in told[0].body
    with pytest.raises(Refused) as no:
        steer(house, failed.id, "release", people.MORNING)
    assert no.value.why == "letter-without-address"


def test_a_failure_kept_late_is_reported_although_a_newer_one_was_told_before(house: House) -> None:
    people.an_idea(house)
    older, newer, *_ = [row.id for row in rows(house)]
    post = ScriptedPost(lambda _: Ending.SENT)
    fail = "UPDATE letter SET status = 'failed', due_at = NULL, ended_at = ? WHERE id = ?"

    for moment, letter in (
        ("2027-03-01T07:00:02.000000Z", newer),
        ("2027-03-01T07:00:01.000000Z", older),
    ):
        with writing(house.engine) as tx:
            tx.run(fail, moment, letter)
        deliver(house, post, now=lambda: people.MORNING)

    told = [row for row in rows(house) if row.template == "coordinator/letter-failed"]
    assert len(told) == 2


def test_a_letter_that_failed_again_is_reported_again(house: House) -> None:
    letter = one_letter(house).id
    refusing = ScriptedPost(lambda e: Ending.REFUSED if e.id == letter else Ending.SENT)

    for hour in range(2):
        moment = people.MORNING + timedelta(hours=hour)
        deliver(house, refusing, now=lambda: moment)  # noqa: B023 - used at once
        steer(house, letter, "release", moment)

    told = [row for row in rows(house) if row.template == "coordinator/letter-failed"]
    assert len(told) == 2


def test_a_letter_about_a_failed_letter_is_not_reported_itself(house: House) -> None:
    one_letter(house)
    refusing = ScriptedPost(lambda _: Ending.REFUSED)

    for hour in range(4):
        deliver(house, refusing, now=lambda: people.MORNING + timedelta(hours=hour))  # noqa: B023 - used at once

    told = [row for row in rows(house) if row.template.startswith("coordinator/")]
    assert [row.status for row in told] == ["failed"]


def test_somebody_with_two_channels_gets_a_letter_on_each(
    house: House, real_post: CombinedPost
) -> None:
    inside = "gotifys://127.0.0.1/AbCdEfGhIjKlMnO"
    with writing(house.engine) as tx:
        sql = "UPDATE person SET channels = ? WHERE email = 'karin@ljungby.example'"
        tx.run(sql, inside)
    people.an_idea(house)

    deliver(house, real_post, now=lambda: people.MORNING)

    hers = {row.channel: row for row in rows(house) if row.person_id == rows_of_karin(house)}
    assert {key: row.status for key, row in hers.items()} == {"mail": "sent", "gotifys": "failed"}
    assert hers["mail"].message_id != hers["gotifys"].message_id
    assert hers["gotifys"].reply == "The channel's address leads to a private network."


def rows_of_karin(house: House) -> int:
    with reading(house.engine) as tx:
        row = tx.one("SELECT id FROM person WHERE email = 'karin@ljungby.example'")
    assert row is not None
    return int(row[0])


def test_without_a_mail_server_letters_wait(house: House) -> None:
    people.an_idea(house)

    assert outbox.make_post(house.settings) is None
    assert {row.status for row in rows(house)} == {"waiting"}
