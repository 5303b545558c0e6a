"""Once proved, a result is the same to the byte for any number of workers and either engine."""

import json

import pytest

from lotdesign.app import api
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

WAYS = (("cp-sat", 1), ("cp-sat", 2), ("cp-sat", 8), ("highs", 1))


def written(doc: Doc, engine: str, workers: int) -> str:
    """The result without what it says of the engine itself."""
    run = api.solve(loaded(doc), engine=engine, workers=workers, context=False)
    result = json.loads(run.result.to_json())
    assert result["termination"] == "proved"
    for key in ("engine", "proved_by"):
        del result[key]
    return json.dumps(result)


@pytest.mark.parametrize("start", range(5))
def test_workers_and_engines_write_the_same(start: int) -> None:
    """Fifty scenarios, a third of them with prices, some with consortia."""
    strategy = scenarios(
        kinds=DRAWABLE, units=(2, 6), prices=start % 3 == 1, consortia=start % 2 == 1
    )
    for doc in drawn(strategy, 10, start=9000 + start):
        assert len({written(doc, *way) for way in WAYS}) == 1
