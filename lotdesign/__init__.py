"""Designs the lots of a procurement: `load` a scenario, `solve` it, look at the run.

Nothing heavy is loaded until a call needs it.
"""

from typing import TYPE_CHECKING, Any

from lotdesign.version import __version__

if TYPE_CHECKING:
    from lotdesign.app.api import (
        alternatives,
        appraise,
        atlas,
        compare,
        diff,
        evaluate,
        explain,
        framework,
        frontier,
        groups,
        load,
        price,
        reach,
        read_result,
        solve,
        standards,
        sweep,
        tipping,
        verify,
        who,
    )


__all__ = [
    "__version__",
    "alternatives",
    "appraise",
    "atlas",
    "compare",
    "diff",
    "evaluate",
    "explain",
    "framework",
    "frontier",
    "groups",
    "load",
    "price",
    "reach",
    "read_result",
    "solve",
    "standards",
    "sweep",
    "tipping",
    "verify",
    "who",
]


def __getattr__(name: str) -> Any:
    """The calls of `lotdesign.app.api`, found when first used."""
    if name in __all__:
        from lotdesign.app import api

        return getattr(api, name)
    raise AttributeError(f"module 'lotdesign' has no attribute {name!r}")
