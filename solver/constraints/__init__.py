"""The constraints of each rule kind on candidates and on their choice, one module for each kind.

A module may define any of six functions:

`prune_growth(rule, scenario) -> GrowthPruning`
    monotone requirements that prune growing unit sets;
`prune_growth_by_route(rule, scenario, route) -> GrowthPruning`
    the same, where they depend on the delivery route;
`filter_candidates(rule, candidates) -> Flags`
    which candidates keep the rule, for a rule about single lots;
`add_coupling_rows(rule, candidates, model) -> None`
    rows over the chosen candidates, for a rule about lots together;
`add_award_rows(rule, model, winners) -> None`
    rows over an award: who wins which chosen lot;
`flag_designs(rule, measured) -> Flags`
    whether each enumerated design keeps the rule, where coupling rows have variables of their own.
"""
