"""STA015: a 207 whose content is not a DAV multistatus document."""

from collections.abc import Iterator

from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.content import whole_content
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_ROOT = "{DAV:}multistatus"


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 207 or final.framing is Framing.NONE:
        return
    content = whole_content(final)
    fault = None if content is None else _fault(content)
    if fault is not None:
        yield Found(message=f"The content of the 207 {fault}", part="final", at_ns=final.head_at_ns)


def _fault(content: bytes) -> str | None:
    if not content.strip():
        return "is empty"
    # Imported here since few exchanges need it. It refuses entities, which XML bombs and thefts of files are made of.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content)
    except DefusedXmlException:
        return "declares entities, which nothing in DAV needs and clients refuse"
    except (ParseError, ValueError, LookupError) as error:
        return f"is not well-formed XML: {shown(str(error))}"
    return None if root.tag == _ROOT else f"has the root element {shown(root.tag)} instead of {_ROOT}"


RULE = Rule(
    id="STA015",
    name="bad_multistatus",
    severity=Severity.ERROR,
    summary="The content of a 207 is not a DAV multistatus document",
    spec=("RFC 4918 §13",),
    codes=(207,),
    why=(
        "The code is defined by DAV, and its outcomes stand in a multistatus document. A DAV client cannot read "
        "anything else, and other clients take any 2xx for a success, although parts of the request may have failed."
    ),
    bad='HTTP/1.1 207 Multi-Status\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"ok": [1]}\n',
    good=(
        "HTTP/1.1 207 Multi-Status\r\nContent-Type: application/xml\r\nContent-Length: 33\r\n\r\n"
        '<D:multistatus xmlns:D="DAV:"/>\r\n'
    ),
    fix="Send a multistatus element in the namespace DAV:, or 200 with a format of your own.",
    check=_check,
)
