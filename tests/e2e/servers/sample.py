"""The sample of many tutorials, as it stands there; only the task is ours."""
# fmt: off
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

import asyncio
import json


async def long_running_task():
    await asyncio.sleep(0.05)
    return {'done': True}


async def app(scope, receive, send):
    if scope['type']=='http':
        await send({'type':'http.response.start','status':102,'headers':[]})
        result = await long_running_task()
        await send({'type':'http.response.start','status':200,'headers':[[b'content-type', b'application/json']]})
        await send({'type':'http.response.body','body': json.dumps(result).encode()})
