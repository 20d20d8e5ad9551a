"""The raw ASGI sample of many tutorials; only the task is ours, and takes 2 s."""
# fmt: off
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

import asyncio
import json


async def long_running_task():
    await asyncio.sleep(2)
    return {'done': True}


async def app(scope, receive, send):
    if scope['type']=='http':
        await send({'type':'http.response.start','status':102,'headers':[]})
        result = await long_running_task()
        await send({'type':'http.response.start','status':200,'headers':[[b'content-type', b'application/json']]})
        await send({'type':'http.response.body','body': json.dumps(result).encode()})
