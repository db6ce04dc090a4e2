"""Time stamps from a server (RFC 3161), over the standard library's HTTP client."""

import asyncio
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from asn1crypto import tsp
from pyhanko.sign.timestamps.api import TimeStamper

from assessor.errors import SigningError

TIMEOUT_SECONDS = 10.0
_MAX_ANSWER = 1 << 20


class HttpTimeStamper(TimeStamper):
    """Asks one server for time stamps.

    Raises:
        SigningError: the address is not http(s), the server does not answer, or answers nonsense.
    """

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # pyHanko has no types there
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise SigningError("timestamp_address", url=url) from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SigningError("timestamp_address", url=url)
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Sends the request and reads the answer in a thread of its own."""
        return await asyncio.to_thread(self._ask, req.dump())

    def _ask(self, body: bytes) -> Any:
        request = urllib.request.Request(  # noqa: S310 # the scheme was checked when it was set
            self.url,
            data=body,
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 # as above
                data = answer.read(_MAX_ANSWER + 1)
        except (OSError, ValueError, urllib.error.URLError) as error:
            raise SigningError("timestamp_unreachable", url=self.url) from error
        try:
            response = tsp.TimeStampResp.load(data, strict=True)
            granted = response["status"]["status"].native
        except (ValueError, TypeError, KeyError) as error:
            raise SigningError("timestamp_refused", url=self.url) from error
        if granted not in {"granted", "granted_with_mods"}:
            raise SigningError("timestamp_refused", url=self.url)
        return response
