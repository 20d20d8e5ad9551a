"""All proxies that were measured."""

from interim.peers.breaking_proxies import BREAKING_PROXIES
from interim.peers.forwarding_proxies import FORWARDING_PROXIES
from interim.peers.proxy import Proxy
from interim.peers.swallowing_proxies import SWALLOWING_PROXIES

__all__ = ["PROXIES"]

PROXIES: tuple[Proxy, ...] = FORWARDING_PROXIES + SWALLOWING_PROXIES + BREAKING_PROXIES
