"""Frames have the same types in every run, and all of them can be written and put together."""

from io import BytesIO

import polars as pl

import lotdesign as ld
from lotdesign.app.api.result_tables import ResultTables
from lotdesign.result.frames import describe_columns
from lotdesign.result.model import LotResult, RuleResult
from lotdesign.result.sensitivity import StepPrice
from tests.frames.every import IMPOSSIBLE, TINY, little, much, solved


def types_of(frame: pl.DataFrame) -> dict[str, pl.DataType]:
    return dict(frame.schema)


def has_null_type(kind: pl.DataType) -> bool:
    inner = getattr(kind, "inner", None)
    return kind in {pl.Null, pl.Object} or (inner is not None and has_null_type(inner))


def test_every_call_that_gives_frames_is_looked_at() -> None:
    """A new frame is added to tests/frames/every.py, or it is tested by nobody."""
    from lotdesign.app.api import study_tables
    from lotdesign.comparing.frames import DifferenceFrames
    from lotdesign.frameworks.answer import FrameworkAnswer

    classes = [each for name, each in vars(study_tables).items() if name.endswith("Tables")]
    holders = {"solve": [ResultTables], "diff": [DifferenceFrames], "framework": [FrameworkAnswer]}
    for each in classes:
        holders.setdefault(each.__name__.removesuffix("Tables").lower(), []).append(each)
    declared = {
        f"{call}.{name}"
        for call, holding in holders.items()
        for each in holding
        for name, member in vars(each).items()
        if isinstance(member, property) and "DataFrame" in str(member.fget.__annotations__)
    }
    assert declared == {name for name in much() if "." in name} - {"atlas.frame"}


def test_no_column_without_a_type() -> None:
    for name in much():
        _no_column_without_a_type(name)


def _no_column_without_a_type(name: str) -> None:
    kinds = types_of(much()[name])
    assert [column for column, kind in kinds.items() if has_null_type(kind)] == [], name


def test_the_types_are_those_of_a_run_without_rows() -> None:
    for name in little():
        _the_types_are_those_of_a_run_without_rows(name)


def _the_types_are_those_of_a_run_without_rows(name: str) -> None:
    assert types_of(little()[name]) == types_of(much()[name]), name


def test_frames_of_runs_can_be_put_one_below_the_other() -> None:
    for name in little():
        _frames_of_runs_can_be_put_one_below_the_other(name)


def _frames_of_runs_can_be_put_one_below_the_other(name: str) -> None:
    one, other = much()[name], little()[name]
    assert pl.concat([one, other]).height == one.height + other.height
    assert pl.concat([other, one]).rows() == pl.concat([other, one]).rows()


def test_every_frame_can_be_written_once_it_has_no_lists() -> None:
    for name in much():
        _every_frame_can_be_written_once_it_has_no_lists(name)


def _every_frame_can_be_written_once_it_has_no_lists(name: str) -> None:
    wide = ld.widen(much()[name])
    assert not [column for column, kind in wide.schema.items() if kind.is_nested()]
    assert wide.height == much()[name].height
    back = pl.read_csv(wide.write_csv().encode(), infer_schema_length=None)
    assert (back.height, back.columns) == (wide.height, wide.columns)
    file = BytesIO()
    wide.write_excel(file)
    assert file.getvalue().startswith(b"PK")
    file = BytesIO()
    much()[name].write_parquet(file)
    assert pl.read_parquet(file.getvalue()).equals(much()[name])


def test_a_frame_without_lists_stays_as_it_is() -> None:
    for name in ("solve.wide_lots", "solve.ladder", "solve.budget"):
        assert ld.widen(much()[name]).equals(much()[name])


def test_a_list_of_names_becomes_text_and_one_of_amounts_columns() -> None:
    frame = pl.DataFrame(
        {
            "name": ["a", "b", "c"],
            "units": [["u", "v"], [], None],
            "paid_pence": [[1, 2, 3], [4], None],
            "lots": [[["u"], ["v", "w"]], [], None],
        },
        schema={
            "name": pl.String,
            "units": pl.List(pl.String),
            "paid_pence": pl.List(pl.Int64),
            "lots": pl.List(pl.List(pl.String)),
        },
    )
    assert ld.widen(frame).to_dict(as_series=False) == {
        "name": ["a", "b", "c"],
        "units": ["u;v", "", None],
        "paid_pence_1": [1, 4, None],
        "paid_pence_2": [2, None, None],
        "paid_pence_3": [3, None, None],
        "lots": ["u | v;w", "", None],
    }


def test_the_columns_of_a_part_follow_from_what_it_declares() -> None:
    lots, rules = describe_columns(LotResult), describe_columns(RuleResult)
    assert (lots["gross_pence"], lots["units"], lots["first_year"]) == ("wholes", "texts", "whole")
    assert (lots["route"], lots["accessible"], lots["award"]) == ("text", "yes_no", "text")
    assert (rules["measured"], rules["binding"]) == ("number", "yes_no")
    assert list(describe_columns(StepPrice))[2:4] == ["from", "to"]


def test_frames_have_the_figures_of_the_result() -> None:
    run = solved(TINY)
    for row, lot in zip(run.lots.to_dicts(), run.result.lots, strict=True):
        assert (row["paid_pence"], row["units"]) == (list(lot.paid_pence), list(lot.units))
    best = {c["id"]: c for c in run.comparisons.to_dicts()}
    for each in run.result.comparisons:
        assert best[each.id]["whole_life_cost"] == each.measures["whole_life_cost"]
        assert best[each.id]["accessible_share"] == float(each.measures["accessible_share"] or 0)
    years = run.budget.to_dicts()
    assert [row["envelope_pence"] for row in years] == list(run.result.totals.envelope_pence)
    assert solved(TINY, IMPOSSIBLE).budget["paid_pence"].to_list() == [None] * len(years)
    money = run.wide_lots["cost_to_council"]
    assert money.dtype == pl.Decimal(20, 2)
    assert [int(each * 100) for each in money] == [c.whole_life_pence for c in run.result.lots]
