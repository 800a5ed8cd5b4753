# Written by tools/write_sync.py from _async/webhooks.py: change that file, not this one.
"""Hosts of yours that the server calls: webhooks with their deliveries, and models."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, cast

from .._requests import PAGE_SIZE, path_of, without_nones
from ..types import CreatedWebhook, Delivery, OwnModel, OwnModels, Webhook, Webhooks
from .operations import Operations
from .pages import Pages


class WebhookOperations(Operations):
    """What a client does with webhooks."""

    def register_webhook(
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
        return cast(CreatedWebhook, self._session.call("POST", "/v1/webhooks", json_value=without_nones(body)))

    def list_webhooks(self) -> Webhooks:
        """Your webhooks, as ``{"data": […]}``, the oldest first."""
        return cast(Webhooks, self._session.call("GET", "/v1/webhooks"))

    def update_webhook(
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
        return cast(Webhook, self._session.call("PATCH", path, json_value=without_nones(body)))

    def delete_webhook(self, webhook_id: str) -> None:
        """Removes a webhook; deliveries on their way are given up."""
        self._session.call("DELETE", path_of("/v1/webhooks/{}", webhook_id))

    def test_webhook(self, webhook_id: str) -> Delivery:
        """Sends a sample message to a webhook."""
        return cast(Delivery, self._session.call("POST", path_of("/v1/webhooks/{}/test", webhook_id)))

    def list_deliveries(self, webhook_id: str, *, page_size: int = PAGE_SIZE) -> Pages[Delivery]:
        """What was sent to a webhook and what it answered, the newest first."""
        path = path_of("/v1/webhooks/{}/deliveries", webhook_id)
        return Pages(self._session, path, {"limit": page_size})

    def list_failed_deliveries(self, *, page_size: int = PAGE_SIZE) -> Pages[Delivery]:
        """Deliveries that were given up, of all receivers. One that is replayed leaves the list."""
        return Pages(self._session, "/v1/webhooks/deliveries", {"limit": page_size})

    def replay_delivery(self, delivery_id: str) -> Delivery:
        """Sends a delivery again, with the same ``webhook-id``."""
        path = path_of("/v1/webhooks/deliveries/{}/replay", delivery_id)
        return cast(Delivery, self._session.call("POST", path))


class ModelOperations(Operations):
    """What a client does with models that the server asks for predictions."""

    def add_model(
        self,
        name: str,
        url: str,
        model: str,
        templates: Sequence[Mapping[str, Any]],
        requests_per_day: int,
        *,
        api_key: Optional[str] = None,
        scores: Optional[str] = None,
        instructions: Optional[str] = None,
        concurrency: Optional[int] = None,
        since: Optional[str] = None,
    ) -> OwnModel:
        """Has the server ask an endpoint with OpenAI's chat completions of your open tasks.

        :param templates: which tasks, e.g. ``[{"task_type": "sentiment", "options": ["good", "bad"]}]``.
        :param requests_per_day: counted before each is sent, by the UTC day.
        :param api_key: of the endpoint; it is kept sealed, and in no answer.
        :param since: also tasks that were submitted from that moment on, RFC 3339; default: from now on.
        """
        body = {
            "name": name,
            "url": url,
            "model": model,
            "templates": [dict(template) for template in templates],
            "requests_per_day": requests_per_day,
            "api_key": api_key,
            "scores": scores,
            "instructions": instructions,
            "concurrency": concurrency,
            "from": since,
        }
        return cast(OwnModel, self._session.call("POST", "/v1/models", json_value=without_nones(body)))

    def list_models(self) -> OwnModels:
        """Your models and how each gets on, as ``{"data": […]}``, by name."""
        return cast(OwnModels, self._session.call("GET", "/v1/models"))

    def update_model(
        self,
        name: str,
        *,
        active: Optional[bool] = None,
        url: Optional[str] = None,
        model: Optional[str] = None,
        templates: Optional[Sequence[Mapping[str, Any]]] = None,
        requests_per_day: Optional[int] = None,
        api_key: Optional[str] = None,
        scores: Optional[str] = None,
        instructions: Optional[str] = None,
        concurrency: Optional[int] = None,
    ) -> OwnModel:
        """Switches a model on or off, changes its endpoint, its key or its budget; what is left out stays."""
        body = {
            "active": active,
            "url": url,
            "model": model,
            "templates": None if templates is None else [dict(template) for template in templates],
            "requests_per_day": requests_per_day,
            "api_key": api_key,
            "scores": scores,
            "instructions": instructions,
            "concurrency": concurrency,
        }
        path = path_of("/v1/models/{}", name)
        return cast(OwnModel, self._session.call("PATCH", path, json_value=without_nones(body)))

    def remove_model(self, name: str) -> None:
        """Removes a model and its key; what it said of tasks stays with them."""
        self._session.call("DELETE", path_of("/v1/models/{}", name))
