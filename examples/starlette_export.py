"""An export that must not be made twice, with Starlette: its endpoint wants an Idempotency-Key.

    interim run examples.starlette_export:app
    curl -i localhost:8000/exports -d '{"rows": 600}'                                   # 400: it needs a key
    curl -i localhost:8000/exports -d '{"rows": 600}' -H "Idempotency-Key: $(uuidgen)"  # 102, 200
    # The same key again, from anywhere: the running export is joined, or its result is given again.
    # The same key with other rows: 422.

The work is a plain function, which runs in a thread.

Environment:
    EXPORTS_STORE   where operations are kept; sqlite:///exports.db
    EXPORTS_ROW_S   seconds that a row takes; 0.1
    EXPORTS_FIRST_S seconds until the first 102; 15
"""

import os
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from interim import Operations
from interim.operations.op import SyncOp

ROW_S = float(os.environ.get("EXPORTS_ROW_S", "0.1"))
FIRST_S = float(os.environ.get("EXPORTS_FIRST_S", "15"))

operations = Operations(os.environ.get("EXPORTS_STORE", "sqlite:///exports.db"))


@operations.operation
def export(op: SyncOp, rows: int) -> dict[str, object]:
    for row in range(1, rows + 1):
        time.sleep(ROW_S)
        op.progress(row / rows, f"row {row} of {rows}")
    return {"file": f"/files/{op.id}.csv", "rows": rows}


@operations.hold(path="direct", first_after_s=FIRST_S, idempotency="required")
async def post_export(request: Request) -> object:
    asked = await request.json()
    if not 1 <= asked["rows"] <= 1_000_000:
        # What is no started operation goes to the client as it is.
        return JSONResponse({"error": "rows: 1 to 1000000"}, status_code=400)
    return export.start(rows=asked["rows"])


app = Starlette(
    routes=[Route("/exports", post_export, methods=["POST"]), Mount("/operations", operations.monitor_app())],
    lifespan=operations.lifespan,
)
