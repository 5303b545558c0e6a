"""`lotdesign schema`: the JSON Schema of a scenario."""

import json

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import Out
from lotdesign.cli.output import check_target, deliver


@guarded
def schema(out: Out = None) -> Exit:
    """Print the JSON Schema of a scenario.

    An editor completes and checks keys by it.
    """
    from lotdesign.scenario.schema import json_schema

    check_target(out)
    deliver(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", out)
    return Exit.DONE
