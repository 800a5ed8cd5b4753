"""HTTP by requests."""

from __future__ import annotations

import time
from typing import Iterator, Mapping, Optional, Union

import requests
from requests.auth import AuthBase

from .._lines import LineSplitter
from .._settings import ApiKey
from .._upload import Upload
from ..errors import ASGGatewayConnectionError

HTTPClient = requests.Session
_CHUNK_BYTES = 64 * 1024


class _Bearer(AuthBase):
    """As an authentication of its own: `requests` would put one of ~/.netrc over a header."""

    def __init__(self, key: Optional[ApiKey]) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key is not None:
            request.headers["Authorization"] = self._key.header()
        return request


class Reply:
    """An answer whose body has not been read yet."""

    def __init__(self, response: requests.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers

    def text(self) -> str:
        """All of the body."""
        return b"".join(self.chunks()).decode("utf-8", "replace")

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes."""
        try:
            yield from self._response.iter_content(self._chunk_bytes())
        except requests.RequestException as error:
            raise ASGGatewayConnectionError(f"the answer broke off: {error}") from error

    def lines(self) -> Iterator[str]:
        """The lines of the body as they come; what follows the last line end, if it is not empty, is one too."""
        splitter = LineSplitter()
        for chunk in self.chunks():
            yield from splitter.feed(chunk)
        rest = splitter.rest()
        if rest:
            yield rest

    def _chunk_bytes(self) -> int:
        """A body in chunks comes as it is sent; of any other, `requests` waits for as many bytes as are asked for."""
        is_live = self.headers.get("content-type", "").startswith("text/event-stream")
        return 1 if is_live and not getattr(self._response.raw, "chunked", False) else _CHUNK_BYTES

    def close(self) -> None:
        self._response.close()


class Transport:
    """Sends requests; those of the session given, if there is one, else of one of its own."""

    def __init__(self, key: Optional[ApiKey], http_client: Optional[HTTPClient]) -> None:
        self._auth = _Bearer(key)
        self._session = requests.Session() if http_client is None else http_client
        self._is_own = http_client is None

    def open(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: Union[bytes, Upload, None],
        timeout: float,
    ) -> Reply:
        """The answer as soon as its head is there. ``timeout``: seconds without a byte. Follows no redirect."""
        try:
            response = self._session.request(
                method,
                url,
                headers=dict(headers),
                params=dict(query),
                data=body,
                auth=self._auth,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            )
        except requests.RequestException as error:
            if _has_not_arrived(error):
                raise ASGGatewayConnectionError(
                    f"no connection to {url}: {_told(error)}", may_have_arrived=False
                ) from error
            raise ASGGatewayConnectionError(f"no answer to {method} {url}: {_told(error)}") from error
        return Reply(response)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        if self._is_own:
            self._session.close()


def _has_not_arrived(error: requests.RequestException) -> bool:
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.SSLError)):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _told(error: requests.RequestException) -> str:
    """What lies at the bottom of it, without the objects that it is wrapped in."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", None) or inner or error
    return str(reason).rsplit(">: ", 1)[-1]
