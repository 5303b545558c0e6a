"""The commands; `registry` maps each to its module and loads it when asked for."""
