"""Sends requests, and sends them again where that does no harm."""

from __future__ import annotations

import json
import logging
import time
from typing import Any, Mapping, Optional, Union

from .._requests import json_body, query_of, retry_delay
from .._settings import USER_AGENT, ApiKey, base_url_of
from .._upload import Upload
from ..errors import ASGGatewayConnectionError, ASGGatewayError, error_of
from .transport import AsyncReply, AsyncTransport, HTTPClient

_log = logging.getLogger("asg_gateway")


class AsyncSession:
    """Requests of one key at one gateway."""

    def __init__(
        self,
        key: Optional[ApiKey],
        base_url: Optional[str],
        *,
        timeout: float = 30,
        max_retries: int = 3,
        http_client: Optional[HTTPClient] = None,
    ) -> None:
        self.base_url = base_url_of(base_url)
        self.timeout = timeout
        self.transport = AsyncTransport(key, http_client)
        self._max_retries = max_retries

    async def call(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        json_value: Optional[Any] = None,
        upload: Optional[Upload] = None,
        idempotency_key: Optional[str] = None,
        is_repeatable: Optional[bool] = None,
        wait: float = 0,
        is_text: bool = False,
    ) -> Any:
        """The JSON of the answer, or with ``is_text`` its text; None where it has no body.

        :param is_repeatable: whether it may be sent again although it may have been carried out; by default all but
            POST without an idempotency key.
        :param wait: seconds that the server may hold back its answer.
        """
        reply = await self.open(
            method,
            path,
            query=query,
            body=upload if json_value is None else json_body(json_value),
            headers={} if idempotency_key is None else {"Idempotency-Key": idempotency_key},
            is_repeatable=(method != "POST" or idempotency_key is not None) if is_repeatable is None else is_repeatable,
            timeout=self.timeout + wait,
        )
        try:
            text = await reply.text()
        finally:
            await reply.close()
        if is_text or text == "":
            return text or None
        try:
            return json.loads(text)
        except ValueError:
            raise ASGGatewayError(
                f"{method} {self.base_url}{path} was answered with {reply.status} but no JSON: is this the gateway?"
            ) from None

    async def open(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, Any]] = None,
        body: Union[bytes, Upload, None] = None,
        headers: Optional[Mapping[str, str]] = None,
        is_repeatable: bool = True,
        timeout: Optional[float] = None,
    ) -> AsyncReply:
        """A successful answer, not read yet. Raises what the last attempt came to."""
        attempt = 0
        while True:
            try:
                return await self._attempt(method, path, query or {}, body, headers or {}, timeout)
            except ASGGatewayError as failure:
                may_repeat = not isinstance(body, Upload) or body.is_rewindable
                delay = retry_delay(failure, attempt, self._max_retries, is_repeatable)
                if delay is None or not may_repeat:
                    raise
                _log.info("%s %s: %s; again in %.1f s", method, path, failure, delay)
            await self.transport.sleep(delay)
            attempt += 1

    async def _attempt(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        body: Union[bytes, Upload, None],
        headers: Mapping[str, str],
        timeout: Optional[float],
    ) -> AsyncReply:
        content_type = body.content_type if isinstance(body, Upload) else "application/json"
        length = body.length if isinstance(body, Upload) else None
        all_headers = {
            "User-Agent": USER_AGENT,
            "Accept": "application/json",
            **({} if body is None else {"Content-Type": content_type}),
            **({} if length is None else {"Content-Length": str(length)}),
            **headers,
        }
        reply = await self.transport.open(
            method,
            self.base_url + path,
            headers=all_headers,
            query=query_of(query),
            body=body,
            timeout=self.timeout if timeout is None else timeout,
        )
        _log.debug("%s %s: %s", method, path, reply.status)
        if 200 <= reply.status < 300:
            return reply
        try:
            text = await reply.text()
        except ASGGatewayConnectionError:
            text = ""
        finally:
            await reply.close()
        raise error_of(reply.status, reply.headers, text, time.time())

    async def close(self) -> None:
        await self.transport.close()
