"""The asyncio client as if it were the other one, so that one test is for both."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any, AsyncIterator, Iterator

from asg_gateway import AsyncASGGatewayClient


class Blocking:
    """Runs what is asynchronous of an object in a loop of its own, and hands on what is not."""

    def __init__(self, inner: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._inner = inner
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        return self._called(value) if inspect.ismethod(value) else value

    def _called(self, method: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, **kwargs)
            if inspect.isawaitable(answer):
                return self._loop.run_until_complete(_whole(answer))
            is_of_client = hasattr(answer, "__aiter__") or type(answer).__module__.startswith("asg_gateway._async")
            return Blocking(answer, self._loop) if is_of_client else answer

        return call

    def __iter__(self) -> Iterator[Any]:
        iterator: AsyncIterator[Any] = self._inner.__aiter__()
        try:
            while True:
                try:
                    yield self._loop.run_until_complete(_whole(iterator.__anext__()))
                except StopAsyncIteration:
                    return
        finally:
            if inspect.isasyncgen(iterator):
                self._loop.run_until_complete(iterator.aclose())

    def __enter__(self) -> Blocking:
        return self

    def __exit__(self, *error: Any) -> None:
        self._loop.run_until_complete(self._inner.close())

    def __repr__(self) -> str:
        return repr(self._inner)


async def _whole(awaitable: Any) -> Any:
    return await awaitable


class BlockingClient(Blocking):
    """Made with the arguments of the client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(AsyncASGGatewayClient(*args, **kwargs), asyncio.new_event_loop())

    def close(self) -> None:
        self._loop.run_until_complete(self._inner.close())
        # As asyncio.run does: generators that nobody went through to the end are closed.
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def __exit__(self, *error: Any) -> None:
        self.close()
