"""Names, months and points of a framework as people read them."""

from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.frameworks.document import MONTHS
from lotdesign.frameworks.framework import Framework

TIES = {
    "quality": "more points for quality",
    "price": "the lower price",
    "earlier": "longer on the framework",
    "drawn": "the place drawn by lot",
}
"""What decides between equal points."""


def provider_name(framework: Framework, provider: str) -> str:
    """A provider by its name."""
    return shown(framework.providers[provider].name or provider)


def category_name(framework: Framework, category: str) -> str:
    """A category by its name."""
    return shown(framework.categories[category].name or category)


def buyer_name(framework: Framework, buyer: str) -> str:
    """Who calls off; the authority where nobody is named."""
    return shown(buyer or framework.document.authority.name or "the authority")


def points(value: Fraction) -> str:
    """Points with two decimals."""
    return f"{float(value):.2f}"


def month_name(framework: Framework, month: int) -> str:
    """Month 13 (2018-07)."""
    first = framework.document.term.first_month
    if not first:
        return f"month {month}"
    passed = int(first[5:]) - 1 + month - 1
    return f"month {month} ({int(first[:4]) + passed // MONTHS}-{passed % MONTHS + 1:02d})"
