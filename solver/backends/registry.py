"""The engines by name; each is imported where it is first used."""

from typing import Literal, cast, get_args

from lotdesign.result.proof_names import EngineName as EngineName
from solver.backends.base import Engine

EngineChoice = Literal["auto", "cp-sat", "highs", "both"]
"""A user's choice: `auto` solves with CP-SAT and has HiGHS confirm that nothing is admissible;
`both` has each solve everything and compares."""

ENGINE_TITLES: dict[EngineName, str] = {"cp-sat": "CP-SAT", "highs": "HiGHS"}
"""How reports name engines."""
ENGINE_PACKAGES: dict[EngineName, tuple[str, ...]] = {
    "cp-sat": ("ortools", "numpy"),
    "highs": ("highspy", "PuLP", "numpy"),
}
"""The packages whose versions a result records for each engine."""


def parse_engine_choice(name: str) -> EngineChoice:
    """Parse a choice; raises ValueError that lists all choices."""
    known = get_args(EngineChoice)
    if name not in known:
        raise ValueError(f"unknown engine {name!r}: known are {', '.join(known)}")
    return cast("EngineChoice", name)


def load_engine(name: EngineName) -> Engine:
    """Make an engine; its solver is imported here."""
    if name == "highs":
        from solver.backends.highs import HighsEngine

        return HighsEngine()
    from solver.backends.cp_sat import CpSatEngine

    return CpSatEngine()


def load_chosen_engine(choice: EngineChoice) -> Engine:
    """Make the engine that solves single models; for "auto" that is CP-SAT."""
    if choice == "both":
        from solver.backends.cross_checked import CrossCheckedEngine

        return CrossCheckedEngine()
    return load_engine("highs" if choice == "highs" else "cp-sat")


def list_engine_names(engine: str) -> tuple[str, ...]:
    """The engines behind a name: two of "both", else the name itself."""
    return get_args(EngineName) if engine == "both" else (engine,)
