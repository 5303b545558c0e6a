"""A pytest plugin: the same examples each time, failing ones as drawn, and not all the memory.

A run can so be repeated, and nobody will read the examples.
"""

import resource

from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None
)
settings.load_profile("unshrunk")

MEMORY = 8 * 2**30
"""Bytes that the tests may take: a mutation that gathers without end must not fill the machine."""
resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
