import time
from collections.abc import Callable
from itertools import count

import pytest

from intlflow.letters.mime import message
from intlflow.letters.post import Ending, Envelope, Result
from intlflow.letters.smtp import Security, SmtpPost, SmtpSettings, ending_of
from intlflow.letters.smtp_line import Line, Unwritten
from tests.letters.servers import DRIP, DROP, ENDLESS, HANG, Manners, Server, a_letter

S, L, R, U, B = Ending.SENT, Ending.LATER, Ending.REFUSED, Ending.UNKNOWN, Ending.BLOCKED
PLAIN = ("8BITMIME",)


def settings(port: int, **changes: object) -> SmtpSettings:
    facts = {"connect_limit": 0.7, "letter_limit": 0.7, "batch_limit": 1.4} | changes
    return SmtpSettings("127.0.0.1", port, **facts)  # type: ignore[arg-type]


def endings(letters: list[Envelope], results: list[Result]) -> list[Ending]:
    """The endings in the letters' order; fails unless each letter has exactly one."""
    assert sorted(result.id for result in results) == sorted(letter.id for letter in letters)
    by_id = {result.id: result.ending for result in results}
    return [by_id[letter.id] for letter in letters]


def sent(port: int, letters: list[Envelope], **changes: object) -> list[Ending]:
    post, results = SmtpPost(settings(port, **changes)), list[Result]()
    began = time.monotonic()
    post.send(letters, results.append)
    assert time.monotonic() - began <= 2.4  # the batch's limit and a second
    post.close()
    return endings(letters, results)


def for_person(number: int, answer: str, otherwise: str = "250 ok") -> Callable[[str], str]:
    return lambda line: answer if f"person{number}@" in line else otherwise


def at_first(answer: str, otherwise: str) -> Callable[[str], str]:
    calls = count()
    return lambda _: otherwise if next(calls) else answer


FAULTS = {
    "421 at connect": (Manners(greeting="421 too busy"), [L, L, L]),
    "554 at connect": (Manners(greeting="554 not you"), [L, L, L]),
    "no banner": (Manners(greeting=HANG), [L, L, L]),
    "drop at connect": (Manners(greeting=DROP), [L, L, L]),
    "garbage at connect": (Manners(greeting="HTTP/1.1 400 Bad Request"), [L, L, L]),
    "dripping at connect": (Manners(greeting=DRIP), [L, L, L]),
    "endless at connect": (Manners(greeting=ENDLESS), [L, L, L]),
    "dripping at EHLO": (Manners(ehlo=DRIP), [L, L, L]),
    "endless at EHLO": (Manners(ehlo=ENDLESS), [L, L, L]),
    "432 at MAIL": (Manners(mail="432 sign-in needs a transition"), [L, L, L]),
    "530 at MAIL": (Manners(mail="530 sign in first"), [L, L, L]),
    "drop at MAIL": (Manners(mail=DROP), [L, L, L]),
    "421 at each MAIL": (Manners(mail="421 enough"), [L, L, L]),
    "garbage at MAIL": (Manners(mail="what?"), [L, L, L]),
    "354 at MAIL": (Manners(mail="354 go on"), [L, L, L]),
    "450 for one": (Manners(rcpt=for_person(2, "450 greylisted")), [S, L, S]),
    "451 for one": (Manners(rcpt=for_person(2, "451 not now")), [S, L, S]),
    "550 for the first": (Manners(rcpt=for_person(1, "550 nobody")), [R, S, S]),
    "550 for the middle": (Manners(rcpt=for_person(2, "550 nobody")), [S, R, S]),
    "550 for the last": (Manners(rcpt=for_person(3, "550 nobody")), [S, S, R]),
    "552 for one": (Manners(rcpt=for_person(2, "552 mailbox full")), [S, L, S]),
    "550 and still 354": (
        Manners(rcpt=for_person(2, "550 nobody"), data="354 I take anything"),
        [S, R, S],
    ),
    "one who always breaks the line": (Manners(rcpt=for_person(1, DROP)), [L, S, S]),
    "554 at DATA": (Manners(data="554 no"), [R, R, R]),
    "250 at DATA": (Manners(data="250 fine"), [L, L, L]),
    "drop at DATA": (Manners(data=DROP), [L, L, L]),
    "451 at the end": (Manners(end=for_person(2, "451 disk")), [S, L, S]),
    "552 at the end": (Manners(end=for_person(2, "552 too large")), [S, L, S]),
    "554 at the end": (Manners(end=for_person(2, "554 spam")), [S, R, S]),
    "421 at the end": (Manners(end="421 closing"), [L, L, L]),
    "421 at one end": (Manners(end=for_person(2, "421 closing")), [S, L, S]),
    "hang at the end": (Manners(end=HANG), [U, U, L]),
    "dripping at the end": (Manners(end=DRIP), [U, U, L]),
    "endless at the end": (Manners(end=ENDLESS), [U, U, U]),
    "garbage at the end": (Manners(end="(-: thanks"), [U, U, U]),
    "354 at the end": (Manners(end="354 go on"), [U, U, U]),
    "drop after the dot": (Manners(end=DROP), [U, U, U]),
    "drop after one dot": (Manners(end=for_person(1, DROP)), [U, S, S]),
}


@pytest.mark.parametrize("offers", [("PIPELINING",), PLAIN], ids=["pipelined", "one-by-one"])
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_each_letter_gets_the_ending_that_the_fault_means(
    fault: str, offers: tuple[str, ...]
) -> None:
    manners, expected = FAULTS[fault]
    fresh = Manners(**(vars(manners) | {"offers": offers}))
    letters = [a_letter(number) for number in (1, 2, 3)]

    with Server(fresh) as server:
        found = sent(server.port, letters)

    assert found == expected
    assert [address for address, _ in server.taken] == [
        letter.address for letter, ending in zip(letters, found, strict=True) if ending is S
    ]


@pytest.mark.parametrize("answer", [DROP, "421 enough for one line"])
def test_a_letter_that_was_only_offered_goes_out_on_a_new_line(answer: str) -> None:
    with Server(Manners(mail=at_first(answer, "250 ok"))) as server:
        found = sent(server.port, [a_letter(number) for number in (1, 2, 3)])

    assert (found, server.connections) == ([S, S, S], 2)


def test_a_server_that_is_down_leaves_everything_for_later() -> None:
    with Server(Manners()) as server:
        port = server.port

    assert sent(port, [a_letter(number) for number in range(500)]) == [L] * 500


def test_a_name_without_an_address_leaves_everything_for_later() -> None:
    results = list[Result]()

    SmtpPost(SmtpSettings("no-such-host.invalid", 25)).send([a_letter()], results.append)

    assert endings([a_letter()], results) == [L]


@pytest.mark.parametrize("offers", [("PIPELINING",), PLAIN], ids=["pipelined", "one-by-one"])
def test_bad_recipients_among_good_ones_harm_nobody_else(offers: tuple[str, ...]) -> None:
    bad = {3: "550 nobody", 7: "450 greylisted", 8: "550 nobody", 9: "553 malformed", 39: "550 no"}

    def rcpt(line: str) -> str:
        number = int(line.partition("person")[2].partition("@")[0])
        return bad.get(number, "250 ok")

    letters = [a_letter(number) for number in range(40)]

    with Server(Manners(rcpt=rcpt, offers=offers)) as server:
        found = sent(server.port, letters)

    assert {n: e for n, e in enumerate(found) if e is not S} == {3: R, 7: L, 8: R, 9: R, 39: R}
    assert server.taken == [
        (letter.address, message(letter)) for n, letter in enumerate(letters) if n not in bad
    ]
    assert server.connections == 1


def test_after_three_broken_lines_the_rest_waits() -> None:
    with Server(Manners(end=DROP)) as server:
        found = sent(server.port, [a_letter(number) for number in range(100)])

    assert found == [U] * 3 + [L] * 97
    assert server.connections == 3


def test_a_server_that_closes_after_each_letter_is_not_called_a_hundred_times() -> None:
    with Server(Manners(end="421 closing")) as server:
        found = sent(server.port, [a_letter(number) for number in range(100)])

    assert (found, server.connections) == ([L] * 100, 3)


def test_a_server_that_wants_content_for_nobody_gets_an_empty_one_and_the_talk_goes_on() -> None:
    manners = Manners(rcpt=for_person(2, "550 nobody"), data="354 I take anything")

    with Server(manners) as server:
        found = sent(server.port, [a_letter(number) for number in (1, 2, 3)])

    assert (found, server.connections) == ([S, R, S], 1)


@pytest.mark.parametrize(("all_of_it", "endings_"), [(True, [U, U]), (False, [L, L])])
def test_a_line_that_breaks_while_we_write_is_unknown_only_when_the_dot_was_out(
    all_of_it: bool, endings_: list[Ending], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Line.write

    def breaking(line: Line, data: bytes) -> None:
        if (dot := data.find(b"\r\n.\r\n")) >= 0:
            raise Unwritten(dot + (5 if all_of_it else 4), "The connection broke.")
        write(line, data)

    monkeypatch.setattr(Line, "write", breaking)

    with Server(Manners()) as server:
        found = sent(server.port, [a_letter(1), a_letter(2)])

    assert found == endings_


def test_greylisting_ends_well_the_second_time() -> None:
    with Server(Manners(rcpt=at_first("450 come back", "250 ok"))) as server:
        first, second = sent(server.port, [a_letter()]), sent(server.port, [a_letter()])

    assert (first, second) == ([L], [S])


def test_one_letter_at_most_waits_for_its_answer_when_the_line_breaks() -> None:
    with Server(Manners(end=for_person(20, DROP))) as server:
        found = sent(server.port, [a_letter(number) for number in range(40)])

    assert [n for n, ending in enumerate(found) if ending is not S] == [20]


def test_a_server_without_pipelining_hears_one_command_at_a_time() -> None:
    with Server(Manners(offers=PLAIN)) as server:
        found = sent(server.port, [a_letter(number) for number in range(5)])

    assert (found, server.spoken_over) == ([S] * 5, 0)


def test_a_server_with_pipelining_hears_several() -> None:
    with Server(Manners()) as server:
        found = sent(server.port, [a_letter(number) for number in range(5)])

    assert (found, server.spoken_over > 0) == ([S] * 5, True)


def test_the_line_is_kept_from_batch_to_batch() -> None:
    with Server(Manners()) as server:
        post, results = SmtpPost(settings(server.port)), list[Result]()
        for number in range(3):
            post.send([a_letter(number)], results.append)
        post.close()

    assert ([result.ending for result in results], server.connections) == ([S] * 3, 1)


def test_a_line_that_the_server_closed_meanwhile_is_replaced() -> None:
    with Server(Manners()) as server:
        post, results = SmtpPost(settings(server.port, idle_limit=0.0)), list[Result]()
        for number in range(3):
            post.send([a_letter(number)], results.append)
        post.close()

    assert ([result.ending for result in results], server.connections) == ([S] * 3, 3)


def test_a_restarted_server_is_noticed() -> None:
    results = list[Result]()
    with Server(Manners()) as first:
        post = SmtpPost(settings(first.port))
        post.send([a_letter(1)], results.append)
    with Server(Manners()) as second:
        post.settings = settings(second.port)
        post.send([a_letter(2)], results.append)
        post.close()

    assert ([result.ending for result in results], second.connections) == ([S, S], 1)


def test_a_malformed_letter_is_stopped_before_the_server_hears_of_it() -> None:
    letters = [
        a_letter(1),
        a_letter(2, address="karin@ljungby.example>\r\nRCPT TO:<stranger@elsewhere.example"),
        a_letter(3, sender="nobody"),
        a_letter(4, message_id="<x@y>\r\nBcc: stranger@elsewhere.example"),
        a_letter(5),
    ]

    with Server(Manners()) as server:
        found = sent(server.port, letters)

    assert found == [S, B, B, B, S]
    assert [line for line in server.heard if line.startswith("RCPT")] == [
        "RCPT TO:<person1@ljungby.example>",
        "RCPT TO:<person5@ljungby.example>",
    ]


@pytest.mark.parametrize(("offers", "ending"), [((), R), (("SMTPUTF8",), S)])
def test_an_address_beyond_ascii_needs_a_server_that_says_it_can(
    offers: tuple[str, ...], ending: Ending
) -> None:
    with Server(Manners(offers=("PIPELINING", *offers))) as server:
        found = sent(server.port, [a_letter(1, address="åsa@växjö.example"), a_letter(2)])

    assert found == [ending, S]
    assert ("åsa@xn--vxj-qla6g.example" in dict(server.taken)) is (ending is S)


def test_a_cap_on_letters_per_second_is_kept() -> None:
    with Server(Manners()) as server:
        began = time.monotonic()
        found = sent(server.port, [a_letter(number) for number in range(10)], rate=20.0)
        took = time.monotonic() - began

    assert (found, took >= 0.45) == ([S] * 10, True)


def test_letters_that_find_no_time_wait_for_the_next_round() -> None:
    with Server(Manners()) as server:
        found = sent(server.port, [a_letter(n) for n in range(30)], rate=10.0, batch_limit=0.55)

    assert (found[:5], found[-20:], len(server.taken)) == ([S] * 5, [L] * 20, found.count(S))


def test_what_done_raises_comes_out_and_the_next_batch_works() -> None:
    def fail(_: Result) -> None:
        raise RuntimeError("the database is gone")

    results = list[Result]()
    with Server(Manners()) as server:
        post = SmtpPost(settings(server.port))
        with pytest.raises(RuntimeError, match="the database is gone"):
            post.send([a_letter(1), a_letter(2)], fail)
        post.send([a_letter(3)], results.append)
        post.close()

    assert [result.ending for result in results] == [S]


def test_a_reply_is_kept_on_one_short_line_without_control_characters() -> None:
    results = list[Result]()
    with Server(Manners(rcpt="550-\x1b[31mno\r\n550 such " + "x" * 900)) as server:
        post = SmtpPost(settings(server.port))
        post.send([a_letter()], results.append)
        post.close()

    assert results[0].reply == ("550 [31mno such " + "x" * 900)[:300]


def test_bounces_go_to_the_sender_that_is_set() -> None:
    with Server(Manners()) as server:
        sent(server.port, [a_letter()], sender="studs@ljungby.example")

    assert server.heard[1] == "MAIL FROM:<studs@ljungby.example>"


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        *((code, S) for code in (250, 251)),
        *((code, L) for code in (421, 432, 450, 451, 452, 503, 530, 535, 552)),
        *((code, R) for code in (500, 550, 551, 553, 554, 571)),
    ],
)
def test_what_a_code_means(code: int, ending: Ending) -> None:
    assert ending_of(code) is ending


def test_an_empty_batch_does_not_call_the_server() -> None:
    with Server(Manners()) as server:
        found = sent(server.port, [])

    assert (found, server.connections) == ([], 0)


def test_security_is_off_unless_asked_for() -> None:
    assert SmtpSettings("mail.example").security is Security.NONE


class Stopped(BaseException):
    """Stands for Ctrl-C, which comes wherever it likes."""


@pytest.mark.parametrize("offers", [("PIPELINING",), PLAIN])
def test_who_is_stopped_gives_back_what_was_not_handed_over(offers: tuple[str, ...]) -> None:
    letters, results = [a_letter(number) for number in range(10)], list[Result]()

    def done(result: Result) -> None:
        results.append(result)
        if len(results) == 3:
            raise Stopped

    with Server(Manners(offers=offers)) as server:
        post = SmtpPost(settings(server.port))
        with pytest.raises(Stopped):
            post.send(letters, done)

    ended = endings(letters, results)
    assert (ended[:3], ended[4:]) == ([S, S, S], [L] * 6)
    assert ended[3] in (L, U)  # its address may have been out
    assert len(server.taken) in (3, 4)
