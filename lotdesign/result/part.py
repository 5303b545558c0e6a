"""What all models of results share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from lotdesign.design import Route

Routes = Annotated[tuple[Route, ...], Field(exclude_if=lambda routes: not routes)]
"""The route of each lot; left out where every lot is external."""


class Part(BaseModel):
    """Frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
