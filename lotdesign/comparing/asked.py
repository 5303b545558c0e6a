"""What two results were asked differently."""

from collections.abc import Iterator, Sequence

from lotdesign.comparing.given import Given
from lotdesign.faults import quoted
from lotdesign.result.compared import SettingRow
from lotdesign.result.model import ScenarioRef


def setting_rows(refs: Sequence[ScenarioRef]) -> tuple[SettingRow, ...]:
    """The settings that are not the same everywhere, in the order in which they came."""
    asked = [_asked(ref) for ref in refs]
    paths = dict.fromkeys(path for each in asked for path in each)
    rows = (SettingRow(path=p, values=tuple(each.get(p) for each in asked)) for p in paths)
    return tuple(row for row in rows if len(set(row.values)) > 1)


def _asked(ref: ScenarioRef) -> dict[str, str]:
    """What was set, by its path; later settings count."""
    found: dict[str, str] = {}
    for setting in ref.settings:
        option, _, text = setting.partition(" ")
        path, _, value = text.partition("=") if option == "--set" else (text, "", "off")
        found.pop(path.strip(), None)
        found[path.strip()] = value.strip()
    return found


def strangers(given: Sequence[Given]) -> Iterator[str]:
    """A sentence for each result that was asked something else than the first."""
    first = given[0]
    for each in given[1:]:
        mine, other = each.result.scenario, first.result.scenario
        if _files(mine) != _files(other):
            yield f"{quoted(each.name)} is not of the same files as {quoted(first.name)}."
        elif mine.sha256 != other.sha256:
            yield f"{quoted(each.name)} was asked with other settings than {quoted(first.name)}."


def _files(ref: ScenarioRef) -> str:
    return ref.files_sha256 or ref.sha256
