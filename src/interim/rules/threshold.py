"""The numeric settings as users name them: ``first-102``, in seconds."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from interim.rules.settings import Settings

__all__ = ["THRESHOLDS", "Threshold", "threshold_of"]

_NANOSECONDS = "_ns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One number that rules go by.

    Attributes:
        name: as users write it, such as ``first-102``.
        attribute: its name in `Settings`.
        default: in the unit.
        unit: "s" for a time; "" for a count or a share.
    """

    name: str
    attribute: str
    default: float
    unit: Literal["s", ""]

    @property
    def shown(self) -> str:
        """The default with its unit, such as ``20 s``."""
        return f"{self.default:g} {self.unit}".rstrip()


def threshold_of(attribute: str) -> Threshold:
    """The threshold that an attribute of `Settings` holds.

    Raises:
        KeyError: it is no attribute, or no number.
    """
    return _BY_ATTRIBUTE[attribute]


def _described(attribute: str, value: float) -> Threshold:
    name = attribute.removesuffix(_NANOSECONDS).replace("_", "-")
    if attribute.endswith(_NANOSECONDS):
        return Threshold(name=name, attribute=attribute, default=value / 1_000_000_000, unit="s")
    return Threshold(name=name, attribute=attribute, default=value, unit="")


_BY_ATTRIBUTE = {
    field.name: _described(field.name, field.default)
    for field in dataclasses.fields(Settings)
    if isinstance(field.default, int | float)
}

THRESHOLDS: Mapping[str, Threshold] = MappingProxyType({one.name: one for one in _BY_ATTRIBUTE.values()})
"""All of them by the name users write."""
