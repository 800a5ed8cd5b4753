"""The client."""

from __future__ import annotations

from types import TracebackType
from typing import Optional, Type, cast

from .._settings import api_key_of
from ..types import Health
from .account import AsyncAccountOperations
from .assets import AsyncAssetOperations, AsyncGoldOperations
from .events import AsyncEventStream
from .jobs import AsyncJobOperations
from .pool import AsyncPoolOperations
from .results import AsyncResultOperations, AsyncReviewOperations
from .session import AsyncSession
from .tasks import AsyncTaskOperations
from .transport import HTTPClient
from .webhooks import AsyncModelOperations, AsyncWebhookOperations


class AsyncASGGatewayClient(
    AsyncTaskOperations,
    AsyncResultOperations,
    AsyncReviewOperations,
    AsyncJobOperations,
    AsyncAssetOperations,
    AsyncGoldOperations,
    AsyncWebhookOperations,
    AsyncModelOperations,
    AsyncPoolOperations,
    AsyncAccountOperations,
):
    """Submits tasks to an ASG Gateway and fetches their labels.

    :param api_key: by default what ``ASG_API_KEY`` holds.
    :param base_url: by default what ``ASG_BASE_URL`` holds, else ``https://api.asgrefinery.io``.
    :param timeout: seconds without an answer after which a request is given up.
    :param max_retries: how often a request is sent again that failed for want of a connection, with 408, 429 or 5xx.
        Submissions carry an idempotency key, so that they are made once however often they are sent.
    :param http_client: sends the requests, e.g. through a proxy; it stays open when the client is closed.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        *,
        timeout: float = 30,
        max_retries: int = 3,
        http_client: Optional[HTTPClient] = None,
    ) -> None:
        self._session = AsyncSession(
            api_key_of(api_key), base_url, timeout=timeout, max_retries=max_retries, http_client=http_client
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._session.base_url!r})"

    @property
    def base_url(self) -> str:
        """Where the gateway is."""
        return self._session.base_url

    async def close(self) -> None:
        """Ends the connections."""
        await self._session.close()

    async def __aenter__(self) -> AsyncASGGatewayClient:
        return self

    async def __aexit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        await self.close()

    def events(self, last_event_id: Optional[str] = None) -> AsyncEventStream:
        """What happens to your tasks, jobs and balance, as it happens; goes on by itself over lost connections.

        :param last_event_id: begins after this event; ``"0"`` with the first there is; None with what comes next.
        """
        return AsyncEventStream(self._session, last_event_id)

    async def get_health(self) -> Health:
        """Whether the gateway runs, with its version and payment network."""
        return cast(Health, await self._session.call("GET", "/v1/health"))
