"""Our prose as HTML: octets between backticks become code, clauses become links to where they can be read."""

import re

from markupsafe import Markup, escape

from interim.rules.page import clause_url

__all__ = ["marked"]

_MARK = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|(?P<rfc>RFC (?P<number>\d{3,5})(?: (?:§|(?P<appendix>Appendix ))(?P<section>(?:\d+|[A-Z])(?:\.\d+)*))?)"
)


def marked(text: str) -> Markup:
    """The text as HTML. Everything in it is escaped."""
    parts: list[Markup] = []
    at = 0
    for match in _MARK.finditer(text):
        parts.append(escape(text[at : match.start()]))
        parts.append(_code(match["code"]) if match["code"] else _clause(match))
        at = match.end()
    return Markup("").join([*parts, escape(text[at:])])


def _code(octets: str) -> Markup:
    return Markup("<code>{}</code>").format(octets)


def _clause(match: re.Match[str]) -> Markup:
    number, section = match["number"], match["section"]
    url = f"https://www.rfc-editor.org/rfc/rfc{number}.html"
    if section:
        url = f"{url}#appendix-{section}" if match["appendix"] else clause_url(f"RFC {number} §{section}")
    return Markup('<a class="clause" href="{}" rel="external">{}</a>').format(url, match["rfc"])
