"""Every design of a small authority, listed once, measured, and filtered in milliseconds.

    atlas = Atlas.of(scenario)      # solver.atlas.atlas; raises NoAtlas (solver.atlas.refusal)
    answer = atlas.answer()         # or atlas.answer(changed): other thresholds, rules on or off
    atlas = atlas.at(changed)       # after any change: measured or listed again only if need be

Listed are all partitions of the units that keep the *structural* rules, those that say which
units may share a lot at all and have no number to turn (`solver.atlas.structure`). Every other
rule is a filter. A design goes by its position, 0 to D - 1, in the order of label vectors, which
breaks ties. Everything is exact. An atlas does not change; what is asked again is remembered.

An `Answer` has, each worked out when first asked for:

`count`, `admissible`, `designs`  how many designs keep every active rule; as flags; as positions
`best`                      `Best(design, optima)` as `solve` finds it, or None
`findings`                  rule id -> `Finding` of the best design, with its slack
`ladder`                    number of lots -> the best design with just so many, as `Best`
`met`, `broken`, `excluded` rule id -> flags; how many break it; how many it alone excludes
`design(i)`, `ledger(i)`    one design; its exact figures, with its certificate
`settled`, `settle()`       whether `count` is exact; the answer after looking at every design

Where a certificate is needed (1-problem, section 1) it is looked for from the best design
down, once a design; `count` is then at most so many until `settle()`.

`standing(answer, design)` (solver.atlas.standing) says where any design stands: its rank by the
first objective, how far it lies behind, the rules that it breaks. `column(answer.measured, name)`
(solver.atlas.columns) is one measure of all designs. `frame(answer)` (solver.atlas.frame) is a
polars table of them, `where(answer, texts)` (solver.atlas.condition) the designs that meet
conditions such as "accessible_share>=0.6".
"""
