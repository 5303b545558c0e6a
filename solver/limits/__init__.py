"""What each rule asks of candidate lots and of their choice, one module a kind.

A module may define any of five functions:

`shape(rule, scenario) -> Shape`
    monotone requirements that prune while lots are grown;
`shape_by_route(rule, scenario, route) -> Shape`
    the same, where they depend on how the lot is delivered;
`admits(rule, facts) -> Flags`
    which finished candidates keep the rule, for a rule about single lots;
`ties(rule, facts, model) -> None`
    rows over the chosen candidates, for a rule about lots together;
`ties_winners(rule, model, winners) -> None`
    rows over a certificate: who wins which chosen lot.
"""
