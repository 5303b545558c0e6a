"""Why the program is as right with some of the faults that are drawn, so that no test can tell."""

_SAME_LENGTH = "both lists are built over the same things a few lines above, so lengths are equal"
_YEARS = "each has one amount for every contract year"

EXPLAINED: dict[tuple[str, str], str] = {
    (
        "lotdesign/verify/figures.py",
        "envelope = tuple(b - p for b, p in zip(budget, promised, strict=False))",
    ): _SAME_LENGTH,
    (
        "lotdesign/verify/lot_listing.py",
        "for amount, band in zip(sums, ceilings, strict=False)",
    ): _SAME_LENGTH,
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
        "lotdesign/market/certificate.py",
        "for value, winner in zip(values, award, strict=False):",
    ): "every caller has one value and one winner a lot of the same design",
    (
        "lotdesign/bidding/bidder_limits.py",
        "smaller = (most for most in reversed(limits) if most <= value)",
    ): "asked only where too few can carry the lot's own value, so that value is never the answer",
    (
        "lotdesign/pence.py",
        "sign = -1 if total <= 0 else 1",
    ): "nothing is shared out to nothing, whatever its sign",
    (
        "lotdesign/scenario/yearly_budgets.py",
        "for member, cut in zip(here, share_out(amount, weights), strict=False):",
    ): _SAME_LENGTH,
    (
        "lotdesign/input/settings.py",
        "later = loc[:1] == (table,) and len(loc) > 1 and int(loc[1]) >= left_out",
    ): "places inside the entry that is left out are dropped before any is moved",
    (
        "lotdesign/input/check_terms.py",
        "if most * lcm(*lengths) > _MOST_PARTS:",
    ): "values of lots of just this many parts are told apart as well; the bound leaves them room",
    (
        "lotdesign/input/validation.py",
        'return loc[: length + 2] if error["type"] == "missing" else loc[:length]',
    ): "the key that is missing is the last of its path, so that nothing is cut off behind it",
    (
        "lotdesign/input/validation.py",
        "_MOST_TRANSLATED = 1001",
    ): "one error more is put in words, far behind the hundred that are told",
    (
        "lotdesign/input/workbook_files.py",
        'end = data.rfind(b"PK\\x05\\x06", max(0, len(data) - 66001))',
    ): "an archive's end is at most 65,557 bytes long, so that both look far enough back",
    (
        "lotdesign/input/xlsx_sheets.py",
        "self._formula = self._has_value = True",
    ): "each cell sets both anew where it begins, before they are asked",
    (
        "lotdesign/money/lot_cost.py",
        "yearly = zip(self.paid, self.own, self.rent, strict=False)",
    ): _YEARS,
    (
        "lotdesign/money/lot_cost.py",
        "gross = tuple(Pence(sum(year)) for year in zip(*series, strict=False))",
    ): _YEARS,
    (
        "lotdesign/money/lot_cost.py",
        "return dict(zip(keys, share_out(amount, gross if any(gross) else budgets), strict=False))",
    ): _SAME_LENGTH,
    (
        "lotdesign/money/lot_cost.py",
        "if value < curve[0].value:",
    ): "at the first point the line to the next one begins with the same saving",
}
"""File and the lines as they become, without the space around them -> why."""
