from pathlib import Path

from intlflow.up import logs


def test_each_start_begins_a_new_log_and_keeps_three(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "runner.log"

    for run in ("first", "second", "third", "fourth", "fifth"):
        logs.turn(log)
        log.write_text(run)

    kept = {file.name: file.read_text() for file in log.parent.iterdir()}
    assert kept == {
        "runner.log": "fifth",
        "runner.log.1": "fourth",
        "runner.log.2": "third",
        "runner.log.3": "second",
    }


def test_a_log_grown_too_large_is_put_aside_while_it_is_written_to(tmp_path: Path) -> None:
    log = tmp_path / "prefect.log"
    with log.open("a") as writer:
        writer.write("many words\n")
        writer.flush()

        logs.trim(log, largest=5)
        writer.write("few\n")

    assert log.read_text() == "few\n"
    assert (tmp_path / "prefect.log.1").read_text() == "many words\n"


def test_the_last_words_are_the_last_line_that_says_something(tmp_path: Path) -> None:
    log = tmp_path / "prefect.log"
    log.write_text("started\nno such table\n\n  \n")

    said = logs.last_line(log)

    assert said == "no such table"
