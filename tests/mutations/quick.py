"""A pytest plugin: the same examples each time, and failing ones as drawn.

A run can so be repeated, and nobody will read the examples.
"""

from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None
)
settings.load_profile("unshrunk")
