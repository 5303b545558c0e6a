"""A pytest plugin: failing examples are reported as drawn, for nobody will read them."""

from hypothesis import Phase, settings

settings.register_profile("unshrunk", phases=(Phase.explicit, Phase.generate))
settings.load_profile("unshrunk")
