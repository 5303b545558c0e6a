"""Everything that the command line does, one call each.

The only part of the core, with the command line, that calls the solver, and it does so inside
functions: importing it loads no engine.
"""

from lotdesign.api.appraising import appraise as appraise
from lotdesign.api.appraising import framework as framework
from lotdesign.api.appraising import standards as standards
from lotdesign.api.comparing import compare as compare
from lotdesign.api.comparing import diff as diff
from lotdesign.api.designing import atlas as atlas
from lotdesign.api.designing import evaluate as evaluate
from lotdesign.api.designing import read_result as read_result
from lotdesign.api.designing import solve as solve
from lotdesign.api.designing import verify as verify
from lotdesign.api.market import groups as groups
from lotdesign.api.market import reach as reach
from lotdesign.api.market import who as who
from lotdesign.api.studying import alternatives as alternatives
from lotdesign.api.studying import explain as explain
from lotdesign.api.studying import frontier as frontier
from lotdesign.api.studying import price as price
from lotdesign.api.studying import tipping as tipping
from lotdesign.api.sweeping import sweep as sweep
from lotdesign.scenario.load import load as load
