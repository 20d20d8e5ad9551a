"""The simulator: an ASGI application that plays any status, interim responses and faults that a URL asks for."""

from interim.simulator.app import create_app
from interim.simulator.config import Config

__all__ = ["Config", "create_app"]
