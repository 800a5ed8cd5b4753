"""Own people: those whom you bring to label for you alone."""

from __future__ import annotations

from typing import Optional, cast

from .._requests import PAGE_SIZE, path_of, without_nones
from ..types import PoolInvitation, PoolMember
from .operations import AsyncOperations
from .pages import AsyncPages


class AsyncPoolOperations(AsyncOperations):
    """What a client does with its own people."""

    async def invite_to_pool(
        self,
        email: Optional[str] = None,
        *,
        uses_max: Optional[int] = None,
        expires_in: Optional[int] = None,
    ) -> PoolInvitation:
        """Invites people to label tasks with the crowd ``own`` or ``own_then_public``.

        :param email: a mail goes there, for one person; without it the answer's ``link`` is yours to hand on.
        :param uses_max: how many people such a link lets in, 1 to 500; 25 by default.
        :param expires_in: seconds until it lets nobody in any more; 7 days by default.
        """
        body = {"email": email, "uses_max": uses_max, "expires_in": expires_in}
        answer = await self._session.call("POST", "/v1/pool/invitations", json_value=without_nones(body))
        return cast(PoolInvitation, answer)

    def list_pool_invitations(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[PoolInvitation]:
        """Your invitations, the newest first."""
        return AsyncPages(self._session, "/v1/pool/invitations", {"limit": page_size})

    async def revoke_pool_invitation(self, invitation_id: str) -> None:
        """Ends an invitation: who came in by it stays."""
        await self._session.call("DELETE", path_of("/v1/pool/invitations/{}", invitation_id))

    def list_pool_members(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[PoolMember]:
        """Your own people, with their progress and agreement."""
        return AsyncPages(self._session, "/v1/pool/members", {"limit": page_size})

    async def remove_pool_member(self, worker_id: str) -> None:
        """Parts with one of your own people: they get none of your tasks any more."""
        await self._session.call("DELETE", path_of("/v1/pool/members/{}", worker_id))
