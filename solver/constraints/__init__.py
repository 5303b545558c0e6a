"""The constraints of each rule kind on candidates and on their choice, one module for each kind.

What a rule's class declares (lotdesign/scenario/rule.py) says which of these functions its module
defines:

`prune_growth(rule, scenario) -> GrowthPruning`
    monotone requirements that prune growing unit sets, where the rule is `monotone`; for a rule
    that names a route, those of lots of other routes. `GrowthPruning()`, which asks nothing, where
    it cannot state them;
`bound_each_lot(rule, scenario, lots) -> GrowthPruning`
    floors and ceilings that each lot of a design of so many external lots keeps, where the rule
    bounds what every lot holds. Left out: none;
`filter_candidates(rule, candidates) -> Flags`
    which of N candidates keep the rule, (N,), where it `filters_lots`;
`add_coupling_rows(rule, candidates, model) -> None`
    rows over the chosen candidates, where it `couples_lots`;
`add_award_rows(rule, model, winners) -> None`
    rows over who wins which chosen lot, where its `scope` is an award;
`flag_designs(rule, measured) -> Flags`
    whether each of D enumerated designs keeps the rule, (D,), where coupling rows have variables
    of their own;
`state_requirements(rule, scenario) -> RuleRequirements | None`
    what it asks of units with lot numbers, where few large lots are too many to list. Left out, or
    None: such scenarios are left to large-neighbourhood search.

`GrowthPruning` stands in solver/candidates/pruning.py, what is known of each candidate (values,
sizes, services, routes) in `CandidateTable`, solver/candidates/table.py, and `RuleRequirements` in
solver/column_generation/requirements.py. solver/constraints/registry.py calls the functions.
"""
