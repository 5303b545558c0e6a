"""Names the input of a result."""

from lotdesign.result.model import ScenarioRef
from lotdesign.scenario.scenario import Scenario


def reference(scenario: Scenario) -> ScenarioRef:
    """The scenario by its digests, and what was set."""
    return ScenarioRef(
        name=scenario.name,
        sha256=scenario.sha256,
        files_sha256=scenario.files_sha256 if scenario.settings else None,
        settings=scenario.settings,
    )
