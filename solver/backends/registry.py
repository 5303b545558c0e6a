"""The engines by name; each is imported where it is first used."""

from typing import Literal, cast, get_args

from solver.backends.base import Engine

EngineName = Literal["cp-sat", "highs"]
EngineChoice = Literal["auto", "cp-sat", "highs", "both"]
"""What can be asked for: `auto` lets CP-SAT work and asks HiGHS before calling anything
impossible; `both` has each solve everything and compares."""

ENGINE_TITLES: dict[EngineName, str] = {"cp-sat": "CP-SAT", "highs": "HiGHS"}
"""Engines as people write them."""
ENGINE_PACKAGES: dict[EngineName, tuple[str, ...]] = {
    "cp-sat": ("ortools", "numpy"),
    "highs": ("highspy", "PuLP", "numpy"),
}
"""The packages whose versions matter to an engine's answers."""


def parse_engine_choice(name: str) -> EngineChoice:
    """The choice of that name; raises ValueError with all there are."""
    known = get_args(EngineChoice)
    if name not in known:
        raise ValueError(f"unknown engine {name!r}: known are {', '.join(known)}")
    return cast("EngineChoice", name)


def load_engine(name: EngineName) -> Engine:
    """The engine of that name."""
    if name == "highs":
        from solver.backends.highs import HighsEngine

        return HighsEngine()
    from solver.backends.cp_sat import CpSatEngine

    return CpSatEngine()


def load_chosen_engine(choice: EngineChoice) -> Engine:
    """What answers single questions; "auto" has CP-SAT answer, and a second engine besides."""
    if choice == "both":
        from solver.backends.cross_checked import CrossCheckedEngine

        return CrossCheckedEngine()
    return load_engine("highs" if choice == "highs" else "cp-sat")


def list_engine_names(engine: str) -> tuple[str, ...]:
    """The engines behind a name, "both" being two; what is no engine stays as it is."""
    return get_args(EngineName) if engine == "both" else (engine,)
