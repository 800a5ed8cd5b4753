"""A few workers who label whatever waits, over HTTP."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Dict, List, Optional, Type

import requests

#: A task for speakers of this language stays unlabelled: nobody in the crowd has it.
NOBODYS_LANGUAGE = "tlh"
#: With this in the question the workers give different answers.
DISPUTED = "Disputed"
IDLE_SECONDS = 0.05


class Crowd:
    """Three workers; each gives the first option, or where the question is disputed one of their own.

    Of a comparison they choose the item whose text is longest, of a scale its highest step.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._stopped = threading.Event()
        self._threads: List[threading.Thread] = []
        self._failures: List[BaseException] = []

    def __enter__(self) -> Crowd:
        for index in range(3):
            thread = threading.Thread(target=self._run, args=(index,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        if error is None:
            self.check()

    def check(self) -> None:
        """Raises what a worker failed with: nothing would be labelled from then on."""
        if self._failures:
            raise self._failures[0]

    def _run(self, index: int) -> None:
        try:
            with requests.Session() as session:
                session.trust_env = False
                self._sign_up(session, index)
                while not self._stopped.is_set():
                    if not self._label_next(session, index):
                        self._stopped.wait(IDLE_SECONDS)
        except BaseException as error:
            self._failures.append(error)

    def _sign_up(self, session: requests.Session, index: int) -> None:
        account = {"email": f"worker-{index}@example.com", "password": "correct horse"}
        terms = {"adult": True, "terms_accepted": True}
        answer = session.post(f"{self._url}/v1/workers", json={**account, **terms}, timeout=30)
        answer.raise_for_status()
        session.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        profile = {"display_name": f"Worker {index}", "country": "PT", "primary_language": "en"}
        session.put(f"{self._url}/v1/workers/me/profile", json=profile, timeout=30).raise_for_status()

    def _label_next(self, session: requests.Session, index: int) -> bool:
        answer = session.post(f"{self._url}/v1/work/next", json={"count": 20}, timeout=30)
        answer.raise_for_status()
        if answer.status_code == 204:
            return False
        for item in answer.json()["assignments"]:
            given = self._answer(session, item, index)
            path = f"{self._url}/v1/work/{item['assignment_id']}/label"
            reply = session.post(path, json=given, timeout=30)
            # The task may have been decided or cancelled meanwhile.
            if reply.status_code not in (200, 410):
                reply.raise_for_status()
        return True

    def _answer(self, session: requests.Session, item: Dict[str, Any], index: int) -> Dict[str, Any]:
        if "items" in item:
            lengths = {}
            for one in item["items"]:
                text = session.get(self._url + one["data"]["url"], timeout=30)
                text.raise_for_status()
                lengths[one["id"]] = len(text.text)
            return {"value": {"item": max(lengths, key=lambda place: lengths[place])}}
        if "scale" in item:
            return {"value": item["scale"]["to"]}
        if "classes" in item:
            return {"value": {"none": True}}
        options = item["options"]
        if item["kind"] == "multi_label":
            return {"value": {"options": options[:2]}}
        return {"label": options[index % len(options)] if DISPUTED in item["question"] else options[0]}
