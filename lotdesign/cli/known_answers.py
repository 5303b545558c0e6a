"""Scenarios so small that their best design can be worked out by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A scenario and what its answer is."""

    name: str
    scenario: str
    answer: str


_UNITS = """\
schema = 1
[term]
initial = 2
[money]
contract_management = 1000
procurement = 500
[[units]]
id = "a"
name = "A"
service = "care"
annual_budget = 100000
[[units]]
id = "b"
name = "B"
service = "care"
annual_budget = 50000
[[units]]
id = "c"
name = "C"
service = "care"
annual_budget = 50000
[[rule]]
id = "size"
kind = "lot_value"
"""

ANSWERS = (
    # b and c together are the only pair within £120,000. Each lot costs the council £2,500, so
    # two lots cost 2 * £200,000 + 2 * £2,500.
    Known("best design", _UNITS + "max = 120000\n", "optimal: a | b c: 40500000 pence"),
    # Unit a alone is worth more than £90,000.
    Known("impossible rules", _UNITS + "max = 90000\n", "infeasible"),
)
