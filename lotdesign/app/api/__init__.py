"""The Python interface: a call for each thing that the command line does.

Each call is imported when it is first used, and engines inside the calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lotdesign.app.api.backtesting import backtest as backtest
    from lotdesign.app.api.comparing import appraise as appraise
    from lotdesign.app.api.comparing import compare as compare
    from lotdesign.app.api.comparing import diff as diff
    from lotdesign.app.api.comparing import framework as framework
    from lotdesign.app.api.comparing import standards as standards
    from lotdesign.app.api.exporting import export as export
    from lotdesign.app.api.importing import import_files as import_files
    from lotdesign.app.api.papers import prepare_report as prepare_report
    from lotdesign.app.api.solving import atlas as atlas
    from lotdesign.app.api.solving import certify as certify
    from lotdesign.app.api.solving import evaluate as evaluate
    from lotdesign.app.api.solving import read_result as read_result
    from lotdesign.app.api.solving import solve as solve
    from lotdesign.app.api.solving import sweep as sweep
    from lotdesign.app.api.solving import verify as verify
    from lotdesign.app.api.stressing import robust as robust
    from lotdesign.app.api.stressing import stress as stress
    from lotdesign.app.api.studies import alternatives as alternatives
    from lotdesign.app.api.studies import explain as explain
    from lotdesign.app.api.studies import frontier as frontier
    from lotdesign.app.api.studies import groups as groups
    from lotdesign.app.api.studies import price as price
    from lotdesign.app.api.studies import reach as reach
    from lotdesign.app.api.studies import tipping as tipping
    from lotdesign.app.api.studies import who as who
    from lotdesign.input.load import load as load
    from lotdesign.result.frames import widen as widen

_CALLS: dict[str, tuple[str, ...]] = {
    "lotdesign.app.api.backtesting": ("backtest",),
    "lotdesign.app.api.comparing": (
        "appraise",
        "compare",
        "diff",
        "framework",
        "standards",
    ),
    "lotdesign.app.api.exporting": ("export",),
    "lotdesign.app.api.importing": ("import_files",),
    "lotdesign.app.api.papers": ("prepare_report",),
    "lotdesign.app.api.solving": (
        "atlas",
        "certify",
        "evaluate",
        "read_result",
        "solve",
        "sweep",
        "verify",
    ),
    "lotdesign.app.api.stressing": ("robust", "stress"),
    "lotdesign.app.api.studies": (
        "alternatives",
        "explain",
        "frontier",
        "groups",
        "price",
        "reach",
        "tipping",
        "who",
    ),
    "lotdesign.input.load": ("load",),
    "lotdesign.result.frames": ("widen",),
}
"""Module -> the calls that it defines."""

_HOMES = {call: module for module, calls in _CALLS.items() for call in calls}


def __getattr__(name: str) -> Any:
    """Return a call, whose module is imported when it is first used; raises AttributeError."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    call = getattr(import_module(_HOMES[name]), name)
    globals()[name] = call
    return call
