"""Teach foreign ASGI servers to put interim responses on the wire, and run an application."""
