"""Which engines can be trusted here: small models that have fooled solvers, asked of each."""

from collections.abc import Callable, Iterator, Sequence
from importlib import metadata

from lotdesign.cli.finding import Finding
from lotdesign.words import plural


def trust() -> Sequence[Callable[[], Finding]]:
    """A check an engine. CBC only gives a third opinion: nothing rests on it."""
    return (_cp_sat, _highs, _cbc)


def _cp_sat() -> Finding:
    from solver.engines.choice import engine_named
    from solver.engines.traps import TRAPS, lies

    version = metadata.version("ortools")
    return _judged(f"CP-SAT ({version})", len(TRAPS), lies(engine_named("cp-sat")))


def _highs() -> Finding:
    import pulp

    from solver.engines.choice import engine_named
    from solver.engines.quiet import quiet
    from solver.engines.traps import FRACTIONS, TRAPS, fraction_lies, lies

    def all_lies() -> Iterator[str]:
        yield from lies(engine_named("highs"))
        with quiet():
            yield from fraction_lies(pulp.HiGHS(msg=False))

    name = f"HiGHS ({metadata.version('highspy')}, PuLP {metadata.version('PuLP')})"
    return _judged(name, len(TRAPS) + len(FRACTIONS), all_lies())


def _cbc() -> Finding:
    from solver.engines.cbc import Cbc
    from solver.engines.traps import TRAPS, lies

    name = "CBC (third opinion)"
    if not Cbc().available:
        return Finding(name, True, "not here; nothing needs it", needed=False)
    return _judged(name, len(TRAPS), lies(Cbc()), needed=False)


def _judged(name: str, count: int, lies: Iterator[str], needed: bool = True) -> Finding:
    try:
        wrong = tuple(lies)
    except Exception as error:  # whatever is broken, doctor says so and goes on
        return Finding(name, False, f"{type(error).__name__}: {error}", needed)
    if wrong:
        return Finding(name, False, f"not to be trusted here: {'; '.join(wrong)}", needed)
    models = plural(count, "small model")
    return Finding(name, True, f"right about {models} that have fooled solvers", needed)
