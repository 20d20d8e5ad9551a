"""The settings of `KeepAlive`: what to declare for an application, and for some of its routes."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from interim.errors import InvalidInput, LocalProtocolError
from interim.protocol.lifecycle import check_interim
from interim.protocol.policy import Policy

__all__ = ["Allow", "Body", "KeepAliveSettings", "Routes"]

Body = Literal["json-space", "sse-comment"]
Allow = Callable[[Mapping[str, Any]], bool | None]
"""Takes the scope of a request; True lets it have interim responses, False forbids them, None has no opinion."""

_PACED = ("path", "clients", "first_after_s", "every_s", "max_interims", "status")
_OWN = ("allow", "body", "progress_field")
# Link makes some proxies push to HTTP/2 clients, and a cookie is kept by some clients only.
_NOT_PROGRESS = frozenset({"link", "set-cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAliveSettings:
    """How the requests of one route are kept alive.

    Attributes:
        policy: the pace, and who gets it.
        allow: the operator's word on single requests of a direct path; None for none.
        body: what to send in content instead, or beside: see docs/keepalive.md.
        progress_field: the field of the interim responses that says how far the request is; "" for none.

    Raises:
        InvalidInput: naming the setting, and what to give instead.
    """

    policy: Policy = field(default_factory=Policy)
    allow: Allow | None = None
    body: Body | None = None
    progress_field: str = ""

    def __post_init__(self) -> None:
        if self.allow is not None and not callable(self.allow):
            raise InvalidInput("allow", self.allow, "a function that takes the scope of a request")
        if self.body is not None and self.body not in get_args(Body):
            raise InvalidInput("body", self.body, '"json-space", "sse-comment" or None')
        if self.progress_field:
            self._check_progress_field()

    def _check_progress_field(self) -> None:
        allowed = 'a name such as "x-progress", of a field that frames no content and is neither Link nor Set-Cookie'
        name = self.progress_field
        try:
            check_interim(self.policy.status, [(name.encode("latin-1", "replace"), b"")])
        except LocalProtocolError as error:
            raise InvalidInput("progress_field", name, allowed) from error
        if name.lower() in _NOT_PROGRESS:
            raise InvalidInput("progress_field", name, allowed)

    def changed(self, **words: Any) -> "KeepAliveSettings":
        """The same with some settings changed, by the words of `KeepAlive`.

        Raises:
            InvalidInput: there is no such setting, or its value cannot be used.
        """
        for word in words:
            if word not in _PACED and word not in _OWN:
                raise InvalidInput("setting", word, ", ".join((*_PACED, *_OWN)))
        policy = dataclasses.replace(self.policy, **{word: words[word] for word in _PACED if word in words})
        return dataclasses.replace(self, policy=policy, **{word: words[word] for word in _OWN if word in words})

    @property
    def is_idle(self) -> bool:
        """Nothing is ever sent."""
        return (self.policy.path == "unknown" or self.policy.max_interims == 0) and self.body is None


class Routes:
    """Settings by path. A path covers what is below it, too, and the longest one that covers a request counts.

    Args:
        base: what holds elsewhere.
        routes: for each path what differs from it, or None for nothing to be sent.

    Raises:
        InvalidInput: a path does not begin with a slash, or a setting cannot be used.
    """

    __slots__ = ("_base", "_by_path")

    def __init__(self, base: KeepAliveSettings, routes: Mapping[str, Mapping[str, Any] | None]) -> None:
        self._base = base
        self._by_path: dict[str, KeepAliveSettings | None] = {}
        for path, words in routes.items():
            if not path.startswith("/"):
                raise InvalidInput("routes", path, 'paths such as "/reports", which begin with a slash')
            self._by_path[path.rstrip("/")] = None if words is None else base.changed(**words)

    def __iter__(self) -> Iterator[KeepAliveSettings | None]:
        yield self._base
        yield from self._by_path.values()

    def of(self, scope: Mapping[str, Any]) -> KeepAliveSettings | None:
        """The settings of a request, or None when nothing is to be sent. The path is that below the mount point."""
        path: str = scope["path"]
        root: str = scope.get("root_path", "")
        if root and path.startswith(root):
            path = path[len(root) :]
        by_path = self._by_path
        path = path.rstrip("/")
        while path not in by_path:
            if not path:
                return self._base
            path = path.rpartition("/")[0]
        return by_path[path]
