"""Invoices of a month, with Django: a view that waits, without a queue beside it.

    interim run examples.django_invoice:app
    curl -i -X POST localhost:8000/invoices/2026-11                                     # 102, 200
    curl -i -X POST localhost:8000/invoices/2026-11 -H 'Prefer: respond-async'          # 202, and Location
    curl -i -X POST localhost:8000/invoices/2026-13                                     # 404: no such month

In a project of yours settings, views and URLs are where they always are, and the last line is in its asgi.py. Django
has no lifespan, so `wrap` runs the operations, and answers for their monitor.

Environment:
    INVOICES_STORE   where operations are kept; sqlite:///invoices.db
    INVOICES_EACH_S  seconds that an invoice takes; 2
    INVOICES_FIRST_S seconds until the first 102; 15
"""

import asyncio
import os
import secrets

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import Http404, HttpRequest
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from interim import Op, Operations

EACH_S = float(os.environ.get("INVOICES_EACH_S", "2"))
FIRST_S = float(os.environ.get("INVOICES_FIRST_S", "15"))

settings.configure(ALLOWED_HOSTS=["localhost", "127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_hex())
operations = Operations(os.environ.get("INVOICES_STORE", "sqlite:///invoices.db"))


@operations.operation
async def write_invoices(op: Op, month: str) -> dict[str, object]:
    customers = 20
    for customer in range(1, customers + 1):
        await asyncio.sleep(EACH_S)
        await op.progress(customer / customers, f"invoice {customer} of {customers}")
    return {"month": month, "invoices": customers}


@operations.hold(path="direct", first_after_s=FIRST_S)
async def post_invoices(request: HttpRequest, year: int, month: int) -> object:
    if not 1 <= month <= 12:
        raise Http404("no such month")
    return write_invoices.start(month=f"{year}-{month:02}")


# A synchronous view works too; a thread of Django's waits with it.
@operations.hold(path="direct", first_after_s=FIRST_S)
def post_invoices_sync(request: HttpRequest) -> object:
    return write_invoices.start(month="2026-11")


urlpatterns = [
    path("invoices/<int:year>-<int:month>", csrf_exempt(post_invoices)),
    path("invoices/sync", csrf_exempt(post_invoices_sync)),
]
app = operations.wrap(get_asgi_application())
