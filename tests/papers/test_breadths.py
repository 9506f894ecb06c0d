"""Columns are as broad as what stands in them: words stay whole while there is room, then short ones do."""

from intlflow.papers.breadths import BESIDE, LINE, breadths


def test_a_column_is_as_broad_as_its_longest_line_while_there_is_room() -> None:
    shares, fit = breadths([["Projekt", "Slutar"], ["Gröna gårdar i byarna", "1 maj 2027"]])

    assert (shares, fit) == ([21 + BESIDE, 10 + BESIDE], True)


def test_long_lines_share_what_the_words_leave() -> None:
    texts = ["ord " * 20, "ord " * 30, "12\u00a0november\u00a02027"]

    shares, fit = breadths([texts])

    assert fit
    assert sum(shares) == LINE
    assert shares[2] == 16 + BESIDE
    assert shares[0] == shares[1] > shares[2]


def test_where_words_have_no_room_the_broadest_give_way_and_a_day_stays_whole() -> None:
    long = "Kommunledningsförvaltningen"

    shares, fit = breadths([[long, long, long, long, "16\u00a0december\u00a02027"]])

    assert not fit
    assert sum(shares) == LINE
    assert shares[4] == 16 + BESIDE
    assert len(set(shares[:4])) == 1


def test_an_address_may_break_where_it_is_told_to() -> None:
    shares, _ = breadths([["a" * 20 + "\u200b@" + "b" * 20, "x" * 40, "y" * 40]])

    assert shares[0] == 21 + BESIDE
