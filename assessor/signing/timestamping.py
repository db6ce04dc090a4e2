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
        response = await asyncio.to_thread(self._ask, req.dump())
        self._check(response, req)
        return response

    def _check(self, response: Any, req: tsp.TimeStampReq) -> None:
        """Refuses a token that is about something else, or whose server could not vouch for it."""
        try:
            data = response["time_stamp_token"]["content"]
            info = data["encap_content_info"]["content"].parsed
            is_ours = (
                info["message_imprint"].dump() == req["message_imprint"].dump()
                and info["nonce"].native == req["nonce"].native
            )
            certificate = _signer(data)
            moment = info["gen_time"].native
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise SigningError("timestamp_refused", url=self.url) from error
        if not is_ours:
            raise SigningError("timestamp_wrong", url=self.url)
        if certificate is None:
            return  # the server was asked for it; without it the verification of the result says no
        usage = certificate.extended_key_usage_value
        if usage is None or "time_stamping" not in usage.native:
            raise SigningError("timestamp_certificate", url=self.url, until="-")
        if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
            until = certificate.not_valid_after.date().isoformat()
            raise SigningError("timestamp_certificate", url=self.url, until=until)

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


def _signer(data: Any) -> Any:
    """The certificate that the token's signer info names; None when it is not embedded."""
    wanted = data["signer_infos"][0]["sid"]
    for choice in data["certificates"] or ():
        if choice.name == "certificate" and wanted.name == "issuer_and_serial_number":
            sid = wanted.chosen
            same_issuer = sid["issuer"].dump() == choice.chosen.issuer.dump()
            if same_issuer and sid["serial_number"].native == choice.chosen.serial_number:
                return choice.chosen
        if choice.name == "certificate" and wanted.native == choice.chosen.key_identifier:
            return choice.chosen
    return None
