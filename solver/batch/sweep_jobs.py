"""Jobs of a sweep: one combination of settings each."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.load import build_scenario
from lotdesign.input.raw import RawDocument
from lotdesign.input.variations import SettingChoice, write_settings
from lotdesign.result.batch import SolvedCombination
from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
from solver.batch.jobs import ENGINE_WORKERS, JobSettings, PackageVersions, hash_job, read_versions


@dataclass(frozen=True)
class SweepJob:
    """A scenario to solve: the files as they were read, and everything that is set.

    `off` are the ids of rules that are switched off. Its key goes by the scenario's content.
    """

    key: str
    raw: RawDocument
    settings: tuple[str, ...]
    off: tuple[str, ...]
    job_settings: JobSettings
    versions: PackageVersions

    @property
    def label(self) -> str:
        """Everything that is set."""
        return " ".join((*self.settings, *self.off))

    @property
    def kind(self) -> type[SolvedCombination]:
        """The class of the answer."""
        return SolvedCombination

    def work(self) -> SolvedCombination:
        """Solves the scenario and summarises its result."""
        return solve_combination(self)


def build_jobs(
    raw: RawDocument,
    combinations: Sequence[SettingChoice],
    settings: Sequence[str],
    off: Sequence[str],
    job_settings: JobSettings,
    faults: Sequence[Fault] = (),
) -> list[SweepJob]:
    """Builds a job for each combination.

    `faults` are known of the files already. Raises InputFaults with what is wrong in any of the
    combinations, before any work.
    """
    jobs: list[SweepJob] = []
    faulty: dict[Fault, list[SettingChoice]] = {}
    for combination in combinations:
        every = (*settings, *write_settings(combination))
        try:
            digest = build_scenario(raw, every, off, faults).sha256
        except InputFaults as error:
            for fault in error.faults:
                faulty.setdefault(fault, []).append(combination)
        else:
            key = hash_job(digest, job_settings)
            jobs.append(SweepJob(key, raw, every, tuple(off), job_settings, read_versions()))
    if faulty:
        raise InputFaults(
            _locate_fault(fault, where, len(combinations)) for fault, where in faulty.items()
        )
    return jobs


def _locate_fault(fault: Fault, where: list[SettingChoice], count: int) -> Fault:
    """The fault, with the first of the combinations that have it unless all do, or it says so."""
    if len(where) == count or fault.where in {f"--set {path}" for path in where[0]}:
        return fault
    more = f", and {len(where) - 1} more" if len(where) > 1 else ""
    right = f"{fault.right} (with {' '.join(write_settings(where[0]))}{more})"
    return Fault(fault.where, right, fault.found)


def solve_combination(job: SweepJob) -> SolvedCombination:
    """Solves the scenario of a job and summarises its result; raises what solving raises."""
    from solver.backends.registry import parse_engine_choice
    from solver.candidate_listing import TooManyLots
    from solver.run import solve_scenario
    from solver.solve_context import RunOptions

    scenario = build_scenario(job.raw, job.settings, job.off)
    chosen = job.job_settings
    engine = parse_engine_choice(chosen.engine)
    options = RunOptions(chosen.time_limit, chosen.seed, ENGINE_WORKERS, engine)
    try:
        result = solve_scenario(scenario, options, compare=False)
    except TooManyLots as error:
        return SolvedCombination(sha256=scenario.sha256, status="unknown", note=str(error))
    return _summarise_result(result)


def _summarise_result(result: Result) -> SolvedCombination:
    first = result.objective[0] if result.objective else None
    return SolvedCombination(
        sha256=result.scenario.sha256,
        status=result.status,
        objective=None if first is None else first.measure,
        value=None if first is None else first.value,
        bound=None if first is None else first.bound,
        gap=None if first is None else first.gap,
        lots=tuple(lot.units for lot in result.lots),
        routes=list_result_routes(result),
        measures=result.measures,
        verified=result.verification.ok,
    )
