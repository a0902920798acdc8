"""Only the page itself may move somebody's hand, not another site open in the same browser."""

from urllib.parse import urlsplit

from starlette.requests import Request


def is_from_this_page(request: Request) -> bool:
    """Whether a POST is JSON that came from a page of this very host and port.

    Browsers always tell a POST's origin, and a form on another site cannot send JSON unasked.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    origin = urlsplit(request.headers.get("origin", ""))
    return kind == "application/json" and origin.netloc == request.headers.get("host") != ""
