"""The JSON Schema of a framework."""

from typing import Any

from lotdesign.frameworks.document import FrameworkDocument
from lotdesign.scenario.schema import schema_of


def framework_schema() -> dict[str, Any]:
    """The schema of framework.toml."""
    return schema_of(FrameworkDocument, "A framework of lotdesign")
