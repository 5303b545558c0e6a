"""The call that makes a scenario of files as councils have them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotdesign.importing.run import AskPerson, ImportAnswer


def import_files(
    folder: str | Path,
    *,
    units: str | Path | None = None,
    boundaries: str | Path | None = None,
    providers: str | Path | None = None,
    spend: str | Path | None = None,
    postcodes: str | Path | None = None,
    notice: str | Path | None = None,
    decisions: str | Path | None = None,
    ask: "AskPerson | None" = None,
) -> "ImportAnswer":
    """Make or update the scenario in a folder from these files; return what was done.

    A notice without units gives a unit for each of its lots. `decisions` is a map file, which is
    written where it is not there; `ask` answers questions instead. Raises InputFaults with
    everything that is open or wrong, and then writes nothing. Raises UsageError for files that
    cannot be read and a folder that no import made.
    """
    from lotdesign.importing.plan import ImportSources
    from lotdesign.importing.run import import_into, read_source

    sources = ImportSources(
        *(
            None if path is None else read_source(str(path))
            for path in (units, boundaries, providers, spend, postcodes, notice)
        )
    )
    return import_into(folder, sources, None if decisions is None else str(decisions), ask)
