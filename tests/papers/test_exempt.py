"""Texts of the scenario that name a provider stand in the exempt part alone."""

from dataclasses import replace

import pytest

from lotdesign.papers.build import build_exempt_paper, build_paper
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import read_plain
from tests.papers.gathered import gather

WITHDRAWAL = "If National public service company or National children's charity withdraws"


def read_all(paper: object) -> str:
    """Every text of a paper."""
    return "\n".join(read_plain(text) for text in paper.iterate_texts())  # type: ignore[attr-defined]


def test_a_rule_that_names_providers_is_in_the_exempt_part() -> None:
    sources = gather("central-bedfordshire").sources
    public, exempt = read_all(build_paper(sources)), read_all(build_exempt_paper(sources))
    assert WITHDRAWAL not in public
    assert "A text that names providers: it stands in the exempt part." in public
    assert WITHDRAWAL in exempt


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Town charity cannot withdraw.", True),
        ("town CHARITY", True),
        ("East and Hill charity", True),
        ("Midtown charity shops", False),
        ("A charity in town", False),
        ("the national average", False),
    ],
)
def test_names_are_found_as_whole_words(text: str, named: bool) -> None:
    """An id that is a plain word, as national, is no name where the provider has one."""
    assert PaperFacts(gather("tiny").sources).names_provider(text) is named


def test_an_id_that_is_no_word_is_found_too() -> None:
    sources = gather("tiny").sources
    providers = sources.scenario.providers
    assert providers is not None
    renamed = tuple(
        each.model_copy(update={"id": f"prov-{i}", "name": ""}) for i, each in enumerate(providers)
    )
    facts = PaperFacts(replace(sources, scenario=replace(sources.scenario, providers=renamed)))
    assert facts.names_provider("without prov-2 there is none")
    assert not facts.names_provider("without prov-22 there is none")


def test_a_name_that_is_public_is_not_hidden() -> None:
    """A council's own option may name a provider."""
    sources = gather("tiny").sources
    option = sources.scenario.options[0].model_copy(update={"name": "All to Town charity"})
    facts = PaperFacts(replace(sources, scenario=replace(sources.scenario, options=(option,))))
    assert not facts.names_provider("Town charity")
    assert facts.names_provider("National charity")
