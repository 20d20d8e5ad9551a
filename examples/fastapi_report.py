"""A report that takes a minute, with FastAPI: the client gets it, or a link to where it will be.

    interim run examples.fastapi_report:app
    curl -i -X POST 'localhost:8000/reports?pages=12'                                   # 102, 102, 200
    curl -i -X POST 'localhost:8000/reports?pages=12' -H 'Prefer: respond-async'        # 202, and Location
    curl -i localhost:8000/operations/ID -H 'Prefer: wait=30'                           # how far it is
    curl -N localhost:8000/operations/ID -H 'Accept: text/event-stream'                 # each page as it is done
    curl -i localhost:8000/operations/ID/result
    curl -i -X POST 'localhost:8000/reports?pages=0'                                    # 422: nothing was started

Environment:
    REPORTS_STORE   where operations are kept; sqlite:///reports.db
    REPORTS_PAGE_S  seconds that a page takes; 5
    REPORTS_FIRST_S seconds until the first 102; 15
    REPORTS_PATH    "direct", or "unknown" when a proxy in front may break on a 102
"""

import asyncio
import os
from typing import Annotated, Any

from fastapi import FastAPI, Query

from interim import Op, Operations

PAGE_S = float(os.environ.get("REPORTS_PAGE_S", "5"))
FIRST_S = float(os.environ.get("REPORTS_FIRST_S", "15"))
PATH: Any = os.environ.get("REPORTS_PATH", "direct")

operations = Operations(os.environ.get("REPORTS_STORE", "sqlite:///reports.db"))
app = FastAPI(lifespan=operations.lifespan)
app.mount("/operations", operations.monitor_app())


# The work. It may run again, when the process that ran it died, so what it makes is named after the operation.
@operations.operation(retries=1, timeout=3600)
async def render(op: Op, pages: int) -> dict[str, object]:
    for page in range(1, pages + 1):
        await asyncio.sleep(PAGE_S)
        await op.progress(page / pages, f"page {page} of {pages}")
    return {"status": "complete", "file": f"/files/{op.id}.pdf", "attempt": op.attempt}


# The endpoint. FastAPI checks what is asked for before anything starts; returned, it is waited for.
@app.post("/reports", responses={202: {"description": "It takes longer; Location tells how far it is."}})
@operations.hold(path=PATH, first_after_s=FIRST_S)
async def post_report(pages: Annotated[int, Query(ge=1, le=1000)] = 12) -> object:
    """Render a report."""
    return render.start(pages=pages)


# The same from a plain function, for an endpoint that asks a database first, say. It needs no thread while it is held.
@app.post("/reports/sync")
@operations.hold(path=PATH, first_after_s=FIRST_S)
def post_report_sync(pages: Annotated[int, Query(ge=1, le=1000)] = 12) -> object:
    """Render a report, from a plain function."""
    return render.start(pages=pages)
