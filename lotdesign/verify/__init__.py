"""Verifies a result: computes it again from the scenario, exactly, and compares.

Nothing here imports the solver or a report. That no better design exists is checked where a result
carries a bound certificate; else that is the engines' proof.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotdesign.result.model import Result, Verification
    from lotdesign.scenario.scenario import Scenario


class CallablePackage(ModuleType):
    """The type of this package, which can be called as `ld.verify` is.

    Python sets a package as an attribute of the one above when it is first imported. From then on
    `lotdesign.verify` is no longer the call of that name, but this package.
    """

    def __call__(self, scenario: "Scenario", result: "Result") -> "Verification":
        """Verify a result, as `lotdesign.app.api.verify` does."""
        from lotdesign.verify.verify import verify_result

        return verify_result(scenario, result)


sys.modules[__name__].__class__ = CallablePackage
