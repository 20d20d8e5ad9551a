"""The thresholds of the rules, which rules count, and the profiles that set them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from interim.errors import InvalidInput
from interim.rules.finding import Severity

__all__ = ["PROFILES", "Settings"]

_SECOND_NS = 1_000_000_000
_MS_NS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the rules go by.

    Attributes:
        select: ids or prefixes of ids that count (`INT`, `TIM00`, `INT001`); empty means all.
        ignore: ids or prefixes that do not; the longer prefix of the two wins, and `ignore` wins a tie.
        severities: a severity by rule id, instead of the rule's own.
        first_102_ns: a first 102, or without interims the final response, later than this is late (RFC 2518 §10.1: 20 s
            is "a reasonable, but arbitrary value").
        proxy_idle_ns: silence from which common proxies give up (AWS ALB and nginx: 60 s). From half of it on, the
            strictest do (Heroku router and CloudFront: 30 s): see `strict_idle_ns`.
        strict_idle_ns: silence from which the strictest proxies give up.
        client_interims: how many interims some clients refuse (CPython's http.client reads 99, Ruby 100, neon 128).
        go_interims: how many Go's net/http before 1.24 takes.
        flood_interims: from how many on the rate is judged.
        flood_spacing_ns: a mean spacing below this is a flood.
        needless_102_ns: a 102 is needless when the final response comes within this time (RFC 2518 §10.1).
        buffered_wait_ns: interims that come with the final response after at least this wait were held back.
        buffered_gap_ns: how close before the final response they come then.
        late_hint_share: a 103 that comes after this share of the wait is too late to help.
        late_hint_wait_ns: a shorter wait is not judged so.
        keep_alive_ns: a Keep-Alive timeout up to this races with the idle timeout of common proxies.
        clock_skew_ns: how far Date may be from our clock, beside the time of the exchange.
        accepted_stall_ns: silence after the head of a 202 from which its content counts as trickling in.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    first_102_ns: int = 20 * _SECOND_NS
    proxy_idle_ns: int = 60 * _SECOND_NS
    strict_idle_ns: int = 30 * _SECOND_NS
    client_interims: int = 100
    go_interims: int = 5
    flood_interims: int = 5
    flood_spacing_ns: int = _SECOND_NS
    needless_102_ns: int = _SECOND_NS
    buffered_wait_ns: int = 5 * _SECOND_NS
    buffered_gap_ns: int = 50 * _MS_NS
    late_hint_share: float = 0.9
    late_hint_wait_ns: int = 100 * _MS_NS
    keep_alive_ns: int = 60 * _SECOND_NS
    clock_skew_ns: int = 5 * _SECOND_NS
    accepted_stall_ns: int = _SECOND_NS

    def counts(self, rule_id: str) -> bool:
        """Whether findings of this rule are wanted."""
        if not self.select and not self.ignore:
            return True
        chosen = max((len(prefix) for prefix in self.select if rule_id.startswith(prefix)), default=-1)
        dropped = max((len(prefix) for prefix in self.ignore if rule_id.startswith(prefix)), default=-1)
        if self.select and chosen < 0:
            return False
        return dropped < 0 or chosen > dropped

    def under(self, profile: str) -> "Settings":
        """These settings with the severities of a profile, where they do not set their own.

        Raises:
            InvalidInput: there is no such profile.
        """
        if profile not in PROFILES:
            raise InvalidInput("profile", profile, "one of " + ", ".join(PROFILES))
        return replace(self, severities={**PROFILES[profile], **self.severities})


PROFILES: Mapping[str, Mapping[str, Severity]] = {
    "default": {},
    # Work that is expected to take long: silence is a fault, not a remark.
    "longrun": {"TIM002": Severity.WARNING, "TIM004": Severity.WARNING, "LRO002": Severity.WARNING},
    # RFC 2518 is where 102 and Status-URI come from; COPY and MOVE of large trees are its case.
    "webdav": {"TIM002": Severity.WARNING, "INT017": Severity.ERROR},
}
"""Severities by profile and rule id."""
