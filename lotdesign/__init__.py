"""Designs the lots of a procurement: `load` a scenario, `solve` it, look at the run.

Engines and tables are imported when a call needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lotdesign.version import __version__

if TYPE_CHECKING:
    from lotdesign.app.api import (
        alternatives,
        appraise,
        atlas,
        backtest,
        certify,
        compare,
        diff,
        evaluate,
        explain,
        export,
        framework,
        frontier,
        groups,
        import_files,
        load,
        prepare_report,
        price,
        reach,
        read_result,
        robust,
        solve,
        standards,
        stress,
        sweep,
        tipping,
        verify,
        who,
        widen,
    )


__all__ = [
    "__version__",
    "alternatives",
    "appraise",
    "atlas",
    "backtest",
    "certify",
    "compare",
    "diff",
    "evaluate",
    "explain",
    "export",
    "framework",
    "frontier",
    "groups",
    "import_files",
    "load",
    "prepare_report",
    "price",
    "reach",
    "read_result",
    "robust",
    "solve",
    "standards",
    "stress",
    "sweep",
    "tipping",
    "verify",
    "who",
    "widen",
]


def __getattr__(name: str) -> Any:
    """Return a call of `lotdesign.app.api`, which is imported when it is first used.

    Raises AttributeError for any other name.
    """
    if name in __all__:
        return getattr(import_module("lotdesign.app.api"), name)
    raise AttributeError(f"module 'lotdesign' has no attribute {name!r}")
