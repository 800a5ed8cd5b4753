"""The account."""

from __future__ import annotations

from datetime import datetime
from typing import Optional, Sequence, Union, cast

from .._requests import PAGE_SIZE, moment, path_of, without_nones
from ..types import (
    ApiKeys,
    AuditLogEntry,
    Balance,
    BillingDetails,
    CreatedKey,
    Customer,
    Deposit,
    Disagreement,
    Distribution,
    Invitation,
    Invoice,
    InvoiceDocument,
    RegisteredCustomer,
    StatementLine,
    Stats,
    Team,
    Usage,
)
from .export import AsyncJobExport
from .operations import AsyncOperations
from .pages import AsyncPages
from .session import AsyncSession


class AsyncAccountOperations(AsyncOperations):
    """What a client does with its account: keys, figures, bills."""

    @classmethod
    async def register_customer(cls, name: str, email: str, base_url: Optional[str] = None) -> RegisteredCustomer:
        """Registers a customer; the ``api_key`` in the answer is shown this once."""
        session = AsyncSession(None, base_url)
        try:
            body = {"name": name, "email": email}
            answer = await session.call("POST", "/v1/customers", json_value=body)
        finally:
            await session.close()
        return cast(RegisteredCustomer, answer)

    async def get_customer(self) -> Customer:
        """Your account, with the quota that is left."""
        return cast(Customer, await self._session.call("GET", "/v1/customers/me"))

    async def create_key(
        self,
        name: Optional[str] = None,
        *,
        scopes: Optional[Sequence[str]] = None,
        expires_at: Optional[str] = None,
    ) -> CreatedKey:
        """Makes another API key, which is shown this once. To rotate: make one, use it, revoke the old one.

        Without ``scopes`` and ``expires_at`` (RFC 3339) it has those of the key that makes it.
        """
        wanted_scopes = None if scopes is None else list(scopes)
        body = without_nones({"name": name, "scopes": wanted_scopes, "expires_at": expires_at})
        return cast(CreatedKey, await self._session.call("POST", "/v1/customers/me/keys", json_value=body))

    async def list_keys(self) -> ApiKeys:
        """The API keys that are not revoked, as ``{"data": […]}``, the oldest first."""
        return cast(ApiKeys, await self._session.call("GET", "/v1/customers/me/keys"))

    async def revoke_key(self, key_id: str) -> None:
        """Revokes an API key: it opens nothing from now on. The last one cannot be revoked."""
        await self._session.call("DELETE", path_of("/v1/customers/me/keys/{}", key_id))

    async def list_members(self) -> Team:
        """Who is in your organisation, and who is invited: ``{"members": […], "invitations": […]}``."""
        return cast(Team, await self._session.call("GET", "/v1/customers/me/members"))

    async def invite_member(self, email: str, role: str) -> Invitation:
        """Sends a link by mail: whoever follows it within 7 days joins with the role."""
        body = {"email": email, "role": role}
        return cast(Invitation, await self._session.call("POST", "/v1/customers/me/invitations", json_value=body))

    async def withdraw_invitation(self, invitation_id: str) -> None:
        """Withdraws an invitation: its link is worth nothing from now on."""
        await self._session.call("DELETE", path_of("/v1/customers/me/invitations/{}", invitation_id))

    async def change_member(self, person_id: str, role: str) -> None:
        """Changes the role of a member. The last owner stays one."""
        path = path_of("/v1/customers/me/members/{}", person_id)
        await self._session.call("PATCH", path, json_value={"role": role})

    async def remove_member(self, person_id: str) -> None:
        """Removes a member, at once. Keys that they may know stay: revoke those."""
        await self._session.call("DELETE", path_of("/v1/customers/me/members/{}", person_id))

    def list_audit_log(
        self,
        *,
        action: Optional[str] = None,
        outcome: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_id: Optional[str] = None,
        since: Union[datetime, str, None] = None,
        until: Union[datetime, str, None] = None,
        page_size: int = PAGE_SIZE,
    ) -> AsyncPages[AuditLogEntry]:
        """Who did what in your organisation, the newest first. Each entry has the hash of the one before."""
        query = {
            "action": action,
            "outcome": outcome,
            "actor_id": actor_id,
            "object_id": object_id,
            "since": moment(since),
            "until": moment(until),
        }
        return AsyncPages(self._session, "/v1/audit-log", {**query, "limit": page_size})

    def export_audit_log(
        self,
        format: str = "jsonl",
        *,
        action: Optional[str] = None,
        outcome: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_id: Optional[str] = None,
        since: Union[datetime, str, None] = None,
        until: Union[datetime, str, None] = None,
    ) -> AsyncJobExport:
        """The same as a file, ``jsonl`` or ``csv``. In jsonl each line has ``canonical``, whose SHA-256 is ``hash``."""
        query = {
            "action": action,
            "outcome": outcome,
            "actor_id": actor_id,
            "object_id": object_id,
            "since": moment(since),
            "until": moment(until),
        }
        return AsyncJobExport(self._session, "/v1/audit-log/export", format, query)

    async def get_balance(self) -> Balance:
        """What you can spend now, what is held for tasks, and your limits."""
        return cast(Balance, await self._session.call("GET", "/v1/billing/balance"))

    def list_statement(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[StatementLine]:
        """What came in, and what was spent, day by day, the newest first."""
        return AsyncPages(self._session, "/v1/billing/statement", {"limit": page_size})

    async def get_statement_csv(self) -> str:
        """The whole statement as CSV: a header, its lines, the newest first, and the total."""
        return cast(str, await self._session.call("GET", "/v1/billing/statement.csv", is_text=True))

    async def set_limits(self, spend_per_day_sats: Optional[int], balance_low_sats: Optional[int]) -> Balance:
        """Replaces both limits: what is set aside for tasks a day at most, and below what balance you are told.

        None: no limit, or never told.
        """
        body = {"spend_per_day_sats": spend_per_day_sats, "balance_low_sats": balance_low_sats}
        return cast(Balance, await self._session.call("PUT", "/v1/billing/limits", json_value=body))

    async def get_usage(self, month: Optional[str] = None) -> Usage:
        """What was settled in a month and what it cost. ``month``: ``YYYY-MM``, the present one by default."""
        return cast(Usage, await self._session.call("GET", "/v1/billing/usage", query={"month": month}))

    def list_invoices(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[Invoice]:
        """Months with payments and the present one, the newest first."""
        return AsyncPages(self._session, "/v1/billing/invoices", {"limit": page_size}, "invoices")

    async def get_invoice_csv(self, month: str) -> str:
        """The invoice of a month (``YYYY-MM``) as CSV: a line for each day with payments."""
        path = path_of("/v1/billing/invoices/{}.csv", month)
        return cast(str, await self._session.call("GET", path, is_text=True))

    async def get_invoice(self, month: str) -> InvoiceDocument:
        """The invoice of a month (``YYYY-MM``) as it is printed: number, seller, buyer, lines, total."""
        path = path_of("/v1/billing/invoices/{}/document", month)
        return cast(InvoiceDocument, await self._session.call("GET", path))

    async def get_billing_details(self) -> BillingDetails:
        """How you are named on invoices."""
        return cast(BillingDetails, await self._session.call("GET", "/v1/billing/details"))

    async def set_billing_details(
        self, name: str, address: Optional[str] = None, tax_id: Optional[str] = None
    ) -> BillingDetails:
        """Says how you are named on invoices of this month and those to come."""
        body = without_nones({"name": name, "address": address, "tax_id": tax_id})
        return cast(BillingDetails, await self._session.call("PUT", "/v1/billing/details", json_value=body))

    async def open_deposit(self, amount_sats: Optional[int] = None) -> Deposit:
        """An address to pay to, which stays yours. ``amount_sats`` is for the payment URI; any sum is credited."""
        body = without_nones({"amount_sats": amount_sats})
        return cast(Deposit, await self._session.call("POST", "/v1/billing/deposits", json_value=body))

    async def get_deposit(self, deposit_id: str) -> Deposit:
        """A deposit with what was paid to it."""
        return cast(Deposit, await self._session.call("GET", path_of("/v1/billing/deposits/{}", deposit_id)))

    def list_deposits(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[Deposit]:
        """Your deposits, the newest first."""
        return AsyncPages(self._session, "/v1/billing/deposits", {"limit": page_size})

    async def watch_deposit(self, deposit_id: str) -> Deposit:
        """A payment is on its way: it is looked for now, and often for a while."""
        path = path_of("/v1/billing/deposits/{}/watch", deposit_id)
        return cast(Deposit, await self._session.call("POST", path))

    async def post_deposit_transaction(self, deposit_id: str, transaction: str) -> Deposit:
        """Hands in the transaction that pays (hex: BEEF, extended or raw); the network gets it where it must."""
        path = path_of("/v1/billing/deposits/{}/transactions", deposit_id)
        return cast(Deposit, await self._session.call("POST", path, json_value={"transaction": transaction}))

    async def get_stats(self, from_date: Optional[str] = None, to_date: Optional[str] = None) -> Stats:
        """Counts, confidence, settlement times, cost and agreement between two UTC days (``YYYY-MM-DD``)."""
        query = {"from": from_date, "to": to_date}
        return cast(Stats, await self._session.call("GET", "/v1/stats", query=query))

    async def get_distribution(
        self, *, job_id: Optional[str] = None, batch_id: Optional[str] = None, template: Optional[str] = None
    ) -> Distribution:
        """What the results of a job, a batch or a template are like: give one of the three."""
        query = without_nones({"job_id": job_id, "batch_id": batch_id, "template": template})
        return cast(Distribution, await self._session.call("GET", "/v1/stats/distribution", query=query))

    def list_disagreements(
        self, month: Optional[str] = None, *, page_size: int = PAGE_SIZE
    ) -> AsyncPages[Disagreement]:
        """Tasks closed in a month (``YYYY-MM``) that most deserve a look, the most doubtful first."""
        return AsyncPages(self._session, "/v1/stats/disagreements", {"month": month, "limit": page_size})
