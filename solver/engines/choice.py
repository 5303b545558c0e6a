"""The engines by name; each is loaded where it is first used."""

from typing import Literal, cast, get_args

from solver.engines.base import Engine

Name = Literal["cp-sat", "highs"]
Choice = Literal["auto", "cp-sat", "highs", "both"]
"""What can be asked for: `auto` lets CP-SAT work and asks HiGHS before calling anything
impossible; `both` has each solve everything and compares."""

TITLES: dict[Name, str] = {"cp-sat": "CP-SAT", "highs": "HiGHS"}
"""Engines as people write them."""
PACKAGES: dict[Name, tuple[str, ...]] = {
    "cp-sat": ("ortools", "numpy"),
    "highs": ("highspy", "PuLP", "numpy"),
}
"""The packages whose versions matter to an engine's answers."""


def choice_of(name: str) -> Choice:
    """The choice of that name; raises ValueError with all there are."""
    known = get_args(Choice)
    if name not in known:
        raise ValueError(f"unknown engine {name!r}: known are {', '.join(known)}")
    return cast("Choice", name)


def engine_named(name: Name) -> Engine:
    """The engine of that name."""
    if name == "highs":
        from solver.engines.highs import Highs

        return Highs()
    from solver.engines.cp_sat import CpSat

    return CpSat()


def engine_for(choice: Choice) -> Engine:
    """What answers single questions; "auto" has CP-SAT answer, and a second engine besides."""
    if choice == "both":
        from solver.engines.both import Both

        return Both()
    return engine_named("highs" if choice == "highs" else "cp-sat")


def names_of(engine: str) -> tuple[str, ...]:
    """The engines behind a name, "both" being two; what is no engine stays as it is."""
    return get_args(Name) if engine == "both" else (engine,)
