"""Run the active checks one after the other: the origin may be a small development server."""

from collections.abc import Callable
from dataclasses import dataclass, field

from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.catalogue import CHECKS
from interim.inspector.active.check import Skip
from interim.inspector.active.permit import refusal
from interim.inspector.active.polling import Asker
from interim.inspector.deadline import Deadline
from interim.rules.case import Probe

__all__ = ["SAFE_NS", "Probed", "run_checks"]

SAFE_NS = 5_000_000_000
"""How long the checks of `safe` go on: after it no further request is begun, so that a slow origin is not worn out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What the checks gave.

    Attributes:
        probes: the further exchanges, by what they were made for.
        skipped: why a request was not made, by the name of its probe or of the whole check.
    """

    probes: dict[Probe, tuple[Exchange, ...]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


async def run_checks(
    baseline: Baseline,
    asker: Asker,
    *,
    deadline: Deadline,
    patience: Deadline | None = None,
    notice: Callable[[str], None] | None = None,
) -> Probed:
    """Plan and make the further requests. One that cannot be made is skipped, and the others go on.

    Args:
        baseline: the exchange to start from.
        asker: makes one request.
        deadline: of the inspection.
        patience: after it no further request is begun but what the user asked for by name; by default `SAFE_NS` from
            now unless the inquiry asks for all checks.
        notice: told of each request before it is made.
    """
    if patience is None:
        patience = Deadline(None if baseline.inquiry.active == "all" else SAFE_NS)
    probed = Probed()
    for check in CHECKS:
        reason = refusal(check, baseline)
        if reason:
            probed.skipped[check.name] = reason
            continue
        for step in check.plan(baseline):
            if isinstance(step, Skip):
                probed.skipped[step.name] = step.reason
            elif deadline.over:
                probed.skipped[step.probe] = "the deadline of the inspection came first"
            elif patience.over and not check.demanded:
                probed.skipped[step.probe] = (
                    f"the checks before it took {SAFE_NS // 1_000_000_000} s; ask for all to go on"
                )
            else:
                if notice is not None:
                    notice(f"{step.probe}: {step.detail}")
                try:
                    probed.probes[step.probe] = (await asker(step),)
                except NoExchange as error:
                    probed.skipped[step.probe] = str(error)
    return probed
