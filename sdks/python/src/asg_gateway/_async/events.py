"""The stream of what happens, over connections that are lost."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import AsyncIterator, Optional, Type

from .._lines import Event, EventParser
from .._requests import backoff_seconds
from ..errors import ASGGatewayConnectionError, ASGGatewayHTTPError
from .session import AsyncSession
from .transport import AsyncReply

_log = logging.getLogger("asg_gateway")
#: The server says something every 15 seconds: after so long without a byte the connection is taken for lost.
_QUIET_SECONDS_MAX = 45.0
_RECONNECT_SECONDS = 2.0


class AsyncEventStream:
    """Events as they happen, without end. A connection that is lost is made again, and goes on where it was.

    Only the first connection raises what is wrong with the network; later ones are tried until they succeed, or the
    server refuses them for good.
    """

    #: The id of the last event that was handed out, to go on after it in another process.
    last_event_id: Optional[str]

    def __init__(self, session: AsyncSession, last_event_id: Optional[str]) -> None:
        self.last_event_id = last_event_id
        self._session = session
        self._reply: Optional[AsyncReply] = None
        self._is_closed = False
        self._retry_seconds = _RECONNECT_SECONDS

    async def __aiter__(self) -> AsyncIterator[Event]:
        reply = await self._connect()
        try:
            while True:
                async for event in self._events(reply):
                    yield event
                if self._is_closed:
                    return
                await self._session.transport.sleep(self._retry_seconds)
                reply = await self._reconnect()
        finally:
            await self._disconnect()

    async def _events(self, reply: AsyncReply) -> AsyncIterator[Event]:
        """The events of one connection, until it is lost."""
        parser = EventParser(self.last_event_id)
        try:
            async for line in reply.lines():
                event = parser.feed(line)
                # An id may come without an event: it names the place where the stream begins.
                self.last_event_id = parser.last_event_id
                self._retry_seconds = parser.retry_seconds or self._retry_seconds
                if event is not None:
                    yield event
                if self._is_closed:
                    return
        except ASGGatewayConnectionError as error:
            _log.info("the event stream broke off: %s", error)
        finally:
            await self._disconnect()

    async def _connect(self) -> AsyncReply:
        if self._is_closed:
            raise ValueError("the stream is closed")
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-cache"}
        if self.last_event_id is not None:
            headers["Last-Event-ID"] = self.last_event_id
        self._reply = await self._session.open(
            "GET", "/v1/events", headers=headers, timeout=max(_QUIET_SECONDS_MAX, self._session.timeout)
        )
        return self._reply

    async def _reconnect(self) -> AsyncReply:
        attempt = 0
        while True:
            try:
                return await self._connect()
            except ASGGatewayHTTPError as error:
                if not error.retryable:
                    raise
                _log.info("no event stream: %s", error)
            except ASGGatewayConnectionError as error:
                _log.info("no event stream: %s", error)
            await self._session.transport.sleep(backoff_seconds(attempt))
            attempt += 1

    async def _disconnect(self) -> None:
        if self._reply is not None:
            await self._reply.close()
            self._reply = None

    async def close(self) -> None:
        """Ends the stream and its connection."""
        self._is_closed = True
        await self._disconnect()

    async def __aenter__(self) -> AsyncEventStream:
        return self

    async def __aexit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        await self.close()
