"""A second import changes what changed, and nothing that people wrote."""

from lotdesign.importing.table_merge import merge_tables

BEFORE = [{"id": "a", "name": "Ann", "need": "1"}, {"id": "b", "name": "Bo", "need": "2"}]


def test_nothing_new_changes_nothing() -> None:
    merged = merge_tables(["id"], BEFORE, BEFORE, BEFORE)
    assert (list(merged.rows), merged.kept, merged.clashes) == (BEFORE, (), ())
    assert merged.columns == ("id", "name", "need")


def test_a_hand_made_change_stays_and_a_new_figure_is_taken() -> None:
    now = [BEFORE[0] | {"name": "Anne"}, BEFORE[1]]
    fresh = [BEFORE[0] | {"need": "7"}, BEFORE[1] | {"need": "8"}]
    merged = merge_tables(["id"], BEFORE, now, fresh)
    assert list(merged.rows) == [
        {"id": "a", "name": "Anne", "need": "7"},
        {"id": "b", "name": "Bo", "need": "8"},
    ]
    assert merged.kept == ("a, name: 'Anne' was written by hand and stays",)
    assert merged.clashes == ()


def test_where_both_changed_a_cell_the_hand_made_one_stays_and_it_is_told() -> None:
    now, fresh = [BEFORE[0] | {"need": "5"}], [BEFORE[0] | {"need": "7"}]
    merged = merge_tables(["id"], BEFORE[:1], now, fresh)
    assert merged.rows[0]["need"] == "5"
    assert merged.clashes == ("a, need: '5' was written by hand, the files now say '7'; '5' stays",)


def test_rows_come_and_go() -> None:
    added, gone = {"id": "x", "name": "Xi", "need": ""}, {"id": "c", "name": "Cy", "need": "3"}
    now = [BEFORE[0], added]  # b was taken out by hand
    merged = merge_tables(
        ["id"], [*BEFORE, gone], [*now, gone], [BEFORE[0], BEFORE[1], {"id": "d"}]
    )
    assert [row["id"] for row in merged.rows] == ["a", "x", "d"]
    assert merged.kept == (
        "x: the row was added by hand and stays",
        "b: the row was taken out by hand and stays out",
    )


def test_a_row_that_people_changed_does_not_vanish() -> None:
    merged = merge_tables(["id"], BEFORE, [BEFORE[0] | {"need": "9"}, BEFORE[1]], [])
    assert [row["need"] for row in merged.rows] == ["9"]
    assert merged.clashes == ("a: changed by hand and no longer in the files; the row stays",)


def test_pairs_are_told_apart_by_both_ends() -> None:
    pairs = [{"a": "x", "b": "y"}, {"a": "x", "b": "z"}]
    merged = merge_tables(["a", "b"], pairs, pairs[:1], pairs)
    assert list(merged.rows) == pairs[:1]
