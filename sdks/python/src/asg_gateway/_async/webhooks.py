"""Webhooks and their deliveries."""

from __future__ import annotations

from typing import Optional, Sequence, cast

from .._requests import PAGE_SIZE, path_of, without_nones
from ..types import CreatedWebhook, Delivery, Webhook, Webhooks
from .operations import AsyncOperations
from .pages import AsyncPages


class AsyncWebhookOperations(AsyncOperations):
    """What a client does with webhooks."""

    async def register_webhook(
        self, callback_url: str, secret: Optional[str] = None, events: Optional[Sequence[str]] = None
    ) -> CreatedWebhook:
        """Has a URL told of what happens to your tasks; see ``verify_webhook`` for its side.

        :param secret: signs the messages; without it one is made, and is in this answer alone.
        :param events: default: ``task.settled``; ``types.Webhook`` has them all.
        """
        body = {
            "callback_url": callback_url,
            "secret": secret,
            "events": None if events is None else list(events),
        }
        return cast(CreatedWebhook, await self._session.call("POST", "/v1/webhooks", json_value=without_nones(body)))

    async def list_webhooks(self) -> Webhooks:
        """Your webhooks, as ``{"data": […]}``, the oldest first."""
        return cast(Webhooks, await self._session.call("GET", "/v1/webhooks"))

    async def update_webhook(
        self,
        webhook_id: str,
        *,
        active: Optional[bool] = None,
        events: Optional[Sequence[str]] = None,
        secret: Optional[str] = None,
    ) -> Webhook:
        """Switches a webhook on or off, changes its events or its secret; what is left out stays."""
        body = {"active": active, "events": None if events is None else list(events), "secret": secret}
        path = path_of("/v1/webhooks/{}", webhook_id)
        return cast(Webhook, await self._session.call("PATCH", path, json_value=without_nones(body)))

    async def delete_webhook(self, webhook_id: str) -> None:
        """Removes a webhook; deliveries on their way are given up."""
        await self._session.call("DELETE", path_of("/v1/webhooks/{}", webhook_id))

    async def test_webhook(self, webhook_id: str) -> Delivery:
        """Sends a sample message to a webhook."""
        return cast(Delivery, await self._session.call("POST", path_of("/v1/webhooks/{}/test", webhook_id)))

    def list_deliveries(self, webhook_id: str, *, page_size: int = PAGE_SIZE) -> AsyncPages[Delivery]:
        """What was sent to a webhook and what it answered, the newest first."""
        path = path_of("/v1/webhooks/{}/deliveries", webhook_id)
        return AsyncPages(self._session, path, {"limit": page_size})

    def list_failed_deliveries(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[Delivery]:
        """Deliveries that were given up, of all receivers. One that is replayed leaves the list."""
        return AsyncPages(self._session, "/v1/webhooks/deliveries", {"limit": page_size})

    async def replay_delivery(self, delivery_id: str) -> Delivery:
        """Sends a delivery again, with the same ``webhook-id``."""
        path = path_of("/v1/webhooks/deliveries/{}/replay", delivery_id)
        return cast(Delivery, await self._session.call("POST", path))
