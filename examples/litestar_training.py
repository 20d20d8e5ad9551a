"""A training run, with Litestar: it can be followed, and cancelled.

    interim run examples.litestar_training:app
    curl -i localhost:8000/trainings --json '{"epochs": 20}'                            # 102, 200
    curl -i localhost:8000/trainings --json '{"epochs": 20}' -H 'Prefer: respond-async' # 202, and Location
    curl -i -X DELETE localhost:8000/operations/ID                                      # 202: it is asked to stop
    curl -i localhost:8000/trainings --json '{"epochs": 0}'                             # 400: nothing was started

Environment:
    TRAININGS_STORE   where operations are kept; sqlite:///trainings.db
    TRAININGS_EPOCH_S seconds that an epoch takes; 3
    TRAININGS_FIRST_S seconds until the first 102; 15
"""

import asyncio
import os
from dataclasses import dataclass
from typing import Annotated

from litestar import Litestar, asgi, post
from msgspec import Meta

from interim import Op, Operations

EPOCH_S = float(os.environ.get("TRAININGS_EPOCH_S", "3"))
FIRST_S = float(os.environ.get("TRAININGS_FIRST_S", "15"))

operations = Operations(os.environ.get("TRAININGS_STORE", "sqlite:///trainings.db"))


@dataclass
class Training:
    """What is asked for."""

    epochs: Annotated[int, Meta(ge=1, le=1000)]


@operations.operation
async def train(op: Op, epochs: int) -> dict[str, object]:
    for epoch in range(1, epochs + 1):
        await asyncio.sleep(EPOCH_S)
        await op.progress(epoch / epochs, f"epoch {epoch} of {epochs}")  # This is where a cancellation ends it.
    return {"model": op.id, "epochs": epochs}


@post("/trainings", status_code=200)
@operations.hold(path="direct", first_after_s=FIRST_S)
async def post_training(data: Training) -> object:
    return train.start(epochs=data.epochs)


# A plain function, in a thread of Litestar's until it returns.
@post("/trainings/sync", status_code=200, sync_to_thread=True)
@operations.hold(path="direct", first_after_s=FIRST_S)
def post_training_sync(data: Training) -> object:
    return train.start(epochs=data.epochs)


app = Litestar(
    route_handlers=[
        post_training,
        post_training_sync,
        asgi("/operations", is_mount=True, copy_scope=False)(operations.monitor_app()),
    ],
    lifespan=[operations.lifespan],
)
