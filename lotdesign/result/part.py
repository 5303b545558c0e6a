"""What all models of results share."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
