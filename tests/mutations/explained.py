"""Why the program is as right with some of the faults that are drawn, so that no test can tell."""

EXPLAINED: dict[tuple[str, str], str] = {
    (
        "lotdesign/verify/lot_listing.py",
        "low = -(-sum(band.floor[b] for b in blocks) // (band.most or 2))",
    ): (
        "only where lots must hold more than nothing and at most nothing, which no lot does; "
        "the list may then hold anything"
    ),
    (
        "lotdesign/market/certificate.py",
        "own = lot if share == 2 else lot.take_share(share)",
    ): "the whole share of a load is that load; the first way only saves a multiplication",
    (
        "lotdesign/bidding/bidder_limits.py",
        "smaller = (most for most in reversed(limits) if most <= value)",
    ): "asked only where too few can carry the lot's own value, so that value is never the answer",
    (
        "lotdesign/pence.py",
        "sign = -1 if total <= 0 else 1",
    ): "nothing is shared out to nothing, whatever its sign",
    (
        "lotdesign/input/validation.py",
        "_MOST_TRANSLATED = 1001",
    ): "one error more is put in words, far behind the hundred that are told",
    (
        "lotdesign/money/lot_cost.py",
        "if value < curve[0].value:",
    ): "at the first point the line to the next one begins with the same saving",
    (
        "lotdesign/verify/robust.py",
        "open_ = read_figure(told.largest or 0) - read_figure(told.bound or 1)",
    ): (
        "a penny in the least largest regret is less than the written places of its share of a "
        "case's cost, unless that cost is below £10,000"
    ),
}
"""File and the lines as they become, without the space around them -> why."""
