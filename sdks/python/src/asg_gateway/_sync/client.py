# Written by tools/write_sync.py from _async/client.py: change that file, not this one.
"""The client."""

from __future__ import annotations

from types import TracebackType
from typing import Optional, Type, cast

from .._settings import api_key_of
from ..types import Health
from .account import AccountOperations
from .assets import AssetOperations, GoldOperations
from .events import EventStream
from .jobs import JobOperations
from .pool import PoolOperations
from .results import ResultOperations, ReviewOperations
from .session import Session
from .tasks import TaskOperations
from .transport import HTTPClient
from .webhooks import ModelOperations, WebhookOperations


class ASGGatewayClient(
    TaskOperations,
    ResultOperations,
    ReviewOperations,
    JobOperations,
    AssetOperations,
    GoldOperations,
    WebhookOperations,
    ModelOperations,
    PoolOperations,
    AccountOperations,
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
        self._session = Session(
            api_key_of(api_key), base_url, timeout=timeout, max_retries=max_retries, http_client=http_client
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._session.base_url!r})"

    @property
    def base_url(self) -> str:
        """Where the gateway is."""
        return self._session.base_url

    def close(self) -> None:
        """Ends the connections."""
        self._session.close()

    def __enter__(self) -> ASGGatewayClient:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    def events(self, last_event_id: Optional[str] = None) -> EventStream:
        """What happens to your tasks, jobs and balance, as it happens; goes on by itself over lost connections.

        :param last_event_id: begins after this event; ``"0"`` with the first there is; None with what comes next.
        """
        return EventStream(self._session, last_event_id)

    def get_health(self) -> Health:
        """Whether the gateway runs, with its version and payment network."""
        return cast(Health, self._session.call("GET", "/v1/health"))
