"""A framework's answer for programs: one JSON document, or polars frames."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from lotdesign.frameworks.assumed import assumed
from lotdesign.frameworks.run import Ranked
from lotdesign.frameworks.sheets import SHEETS
from lotdesign.result.figures import decimal
from lotdesign.version import CREATED_WITH

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class FrameworkAnswer:
    """Rankings, moves, calls, months and weights; `told` has all of it as plain objects."""

    told: Ranked

    @property
    def rankings(self) -> "pl.DataFrame":
        """A row an offer after an opening."""
        return _frame(self.told, "rankings")

    @property
    def moves(self) -> "pl.DataFrame":
        """A row a provider whose rank changed at an opening."""
        return _frame(self.told, "moves")

    @property
    def calls(self) -> "pl.DataFrame":
        """A row a call of a month."""
        return _frame(self.told, "calls")

    @property
    def months(self) -> "pl.DataFrame":
        """A row a month in which a buyer asks for a category."""
        return _frame(self.told, "months")

    @property
    def weights(self) -> "pl.DataFrame":
        """A row a span of weights in which the order stays."""
        return _frame(self.told, "weights")


def framework_json(ranked: Ranked) -> str:
    """Everything as JSON, the same bytes for the same files."""
    framework = ranked.framework
    body: dict[str, Any] = {
        "schema": 1,
        "framework": {"name": framework.name, "sha256": framework.sha256},
        "created_with": CREATED_WITH,
        "price_weight": decimal(framework.price_weight),
        "ties": framework.document.ranking.ties,
        **{name: list(sheet.rows(ranked)) for name, sheet in SHEETS.items()},
        "spend_pence": sum(call.spend for call in ranked.called.calls),
        "law": [asdict(flag) for flag in ranked.law],
        "assumptions": [{"where": where, "text": text} for where, text in assumed(framework)],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _frame(ranked: Ranked, name: str) -> "pl.DataFrame":
    import polars as pl

    sheet = SHEETS[name]
    rows = list(sheet.rows(ranked))
    if not rows:
        return pl.DataFrame({column: [] for column in sheet.columns})
    return pl.DataFrame(rows, infer_schema_length=None)
