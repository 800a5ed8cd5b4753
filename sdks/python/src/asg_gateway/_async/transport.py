"""HTTP by httpx."""

from __future__ import annotations

import asyncio
from typing import AsyncIterator, Generator, Mapping, Optional, Union

import httpx

from .._lines import LineSplitter
from .._settings import ApiKey
from .._upload import Upload
from ..errors import ASGGatewayConnectionError

HTTPClient = httpx.AsyncClient


class _Bearer(httpx.Auth):
    def __init__(self, key: Optional[ApiKey]) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._key is not None:
            request.headers["Authorization"] = self._key.header()
        yield request


class AsyncReply:
    """An answer whose body has not been read yet."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers

    async def text(self) -> str:
        """All of the body."""
        parts = [chunk async for chunk in self.chunks()]
        return b"".join(parts).decode("utf-8", "replace")

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes."""
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise ASGGatewayConnectionError(f"the answer broke off: {_told(error)}") from error

    async def lines(self) -> AsyncIterator[str]:
        """The lines of the body as they come; what follows the last line end, if it is not empty, is one too."""
        splitter = LineSplitter()
        async for chunk in self.chunks():
            for line in splitter.feed(chunk):
                yield line
        rest = splitter.rest()
        if rest:
            yield rest

    async def close(self) -> None:
        await self._response.aclose()


class AsyncTransport:
    """Sends requests; those of the client given, if there is one, else of one of its own."""

    def __init__(self, key: Optional[ApiKey], http_client: Optional[HTTPClient]) -> None:
        self._auth = _Bearer(key)
        self._client = httpx.AsyncClient() if http_client is None else http_client
        self._is_own = http_client is None

    async def open(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: Union[bytes, Upload, None],
        timeout: float,
    ) -> AsyncReply:
        """The answer as soon as its head is there. ``timeout``: seconds without a byte. Follows no redirect."""
        content: Union[bytes, AsyncIterator[bytes], None] = _stream(body) if isinstance(body, Upload) else body
        request = self._client.build_request(
            method, url, headers=dict(headers), params=dict(query), content=content, timeout=timeout
        )
        try:
            response = await self._client.send(request, auth=self._auth, stream=True, follow_redirects=False)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise ASGGatewayConnectionError(
                f"no connection to {url}: {_told(error)}", may_have_arrived=False
            ) from error
        except httpx.TransportError as error:
            raise ASGGatewayConnectionError(f"no answer to {method} {url}: {_told(error)}") from error
        return AsyncReply(response)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def close(self) -> None:
        if self._is_own:
            await self._client.aclose()


async def _stream(upload: Upload) -> AsyncIterator[bytes]:
    chunks = iter(upload)
    while True:
        chunk = await asyncio.to_thread(next, chunks, None)
        if chunk is None:
            return
        yield chunk


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
