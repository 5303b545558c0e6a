"""Enumeration (command `atlas`): every design listed once, measured, and filtered.

    atlas = Atlas.of(scenario)      # enumeration.atlas; raises EnumerationRefused
    answer = atlas.answer()         # or atlas.answer(changed): other thresholds, rules on or off
    atlas = atlas.at(changed)       # after any change: measured or listed again only if need be

Listed are all partitions of the units that keep the structural rules, those that say which units
may share a lot at all and have no number to relax (`listing`), by exact cover (`exact_cover`).
Every other rule is a filter (`rule_checks`). A design goes by its position, 0 to D - 1, in the
order of label vectors, which breaks ties. Everything is exact. An atlas does not change; what was
computed once is kept.

An `AtlasAnswer` has, each computed when first asked for:

`count`, `admissible`, `designs`  how many designs keep every active rule; as flags; as positions
`best`                      `EnumeratedBest(design, optima)` as `solve` finds it, or None
`findings`                  rule id -> `RuleFinding` of the best design, with its slack
`ladder`                    number of lots -> the best design with just so many
`met`, `broken`, `excluded` rule id -> flags; how many break it; how many it alone excludes
`design(i)`, `evaluate(i)`  one design; its exact figures, with its certificate
`settled`, `settle()`       whether `count` is exact; the answer after checking every design

Where a certificate is needed it is sought from the best design down, once a design; `count` is
then an upper bound until `settle()`.

`find_standing(answer, design)` says where any design stands, `compute_column(answer.measured,
name)` is one measure of all designs, `build_atlas_frame(answer)` a polars table of them, and
`answer.where("accessible_share>=0.6")` the designs that meet conditions.
"""
