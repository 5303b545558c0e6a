"""`lotdesign schema`: the JSON Schema of a scenario, or of a framework."""

import json
from typing import Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import Out
from lotdesign.cli.output import check_target, deliver


@guarded
def schema(
    framework: Annotated[
        bool, typer.Option("--framework", help="Of framework.toml instead of scenario.toml.")
    ] = False,
    out: Out = None,
) -> Exit:
    """Print the JSON Schema of a scenario, or of a framework.

    An editor completes and checks keys by it.
    """
    from lotdesign.frameworks.schema import framework_schema
    from lotdesign.scenario.schema import json_schema

    check_target(out)
    body = framework_schema() if framework else json_schema()
    deliver(json.dumps(body, indent=2, ensure_ascii=False) + "\n", out)
    return Exit.DONE
