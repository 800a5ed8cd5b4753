"""Jobs."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional, Union, cast

from .._requests import PAGE_SIZE, RANKING_SECONDS, Spec, path_of, without_nones
from .._upload import ManifestFile, form_of
from ..types import BucketCredentials, ConsensusPolicy, Job, JobDelivery, JobError, Ranking, SubmittedJob
from .export import AsyncJobExport, export_query
from .operations import AsyncOperations
from .pages import AsyncPages


class AsyncJobOperations(AsyncOperations):
    """What a client does with jobs."""

    async def create_job(
        self,
        manifest_url: str,
        task_type: str,
        label_spec: Spec,
        consensus_threshold: Optional[int] = None,
        callback_url: Optional[str] = None,
        *,
        name: Optional[str] = None,
        label_attribute_name: Optional[str] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        credentials: Optional[Union[BucketCredentials, Mapping[str, Any]]] = None,
        delivery: Optional[Union[JobDelivery, Mapping[str, Any]]] = None,
        sensitive: Optional[bool] = None,
        crowd: Optional[str] = None,
        own_for: Optional[int] = None,
        pay_own: Optional[bool] = None,
        qualification: Optional[Mapping[str, Any]] = None,
        encoding: Optional[str] = None,
        text_column: Optional[str] = None,
    ) -> SubmittedJob:
        """Submits a manifest: JSONL, a JSON list or CSV at an ``s3://``, ``gs://`` or https URL, a task a row.

        :param consensus: how labels decide, as in ``submit_task``.
        :param credentials: S3 ``{"access_key_id", "secret_access_key", "session_token"?, "region"?, "endpoint"?}``, GCS
            ``{"service_account_json"}``.
        :param delivery: writes the results to a bucket: ``{"type", "bucket", "prefix"?, "format"?}``.
        :param sensitive: all its items may disturb, as in ``submit_task``; without it, as its rows say.
        :param crowd: whose people label its tasks; ``own_for``, ``pay_own``, ``qualification`` as in ``submit_task``.
        :param encoding: of a manifest that is not UTF-8 or UTF-16, e.g. ``windows-1252``.
        :param text_column: the column or key with the texts, where it is not called ``text``.
        """
        body = {
            "manifest_url": manifest_url,
            "task_type": task_type,
            "label_spec": label_spec,
            "consensus_threshold": consensus_threshold,
            "callback_url": callback_url,
            "name": name,
            "label_attribute_name": label_attribute_name,
            "consensus": consensus,
            "credentials": credentials,
            "delivery": delivery,
            "sensitive": sensitive,
            "crowd": crowd,
            "own_for": own_for,
            "pay_own": pay_own,
            "qualification": qualification,
            "encoding": encoding,
            "text_column": text_column,
        }
        return cast(SubmittedJob, await self._session.call("POST", "/v1/jobs", json_value=without_nones(body)))

    async def upload_job(
        self,
        file: ManifestFile,
        task_type: str,
        label_spec: Spec,
        consensus_threshold: Optional[int] = None,
        callback_url: Optional[str] = None,
        *,
        name: Optional[str] = None,
        label_attribute_name: Optional[str] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        credentials: Optional[Union[BucketCredentials, Mapping[str, Any]]] = None,
        delivery: Optional[Union[JobDelivery, Mapping[str, Any]]] = None,
        sensitive: Optional[bool] = None,
        crowd: Optional[str] = None,
        own_for: Optional[int] = None,
        pay_own: Optional[bool] = None,
        qualification: Optional[Mapping[str, Any]] = None,
        encoding: Optional[str] = None,
        text_column: Optional[str] = None,
    ) -> SubmittedJob:
        """As ``create_job``, with a manifest that is sent along.

        :param file: a path, bytes, or a file open for reading bytes; it is streamed.
        """
        fields = {
            "task_type": task_type,
            "label_spec": json.dumps(label_spec),
            "consensus_threshold": None if consensus_threshold is None else str(consensus_threshold),
            "callback_url": callback_url,
            "name": name,
            "label_attribute_name": label_attribute_name,
            "consensus": None if consensus is None else json.dumps(consensus),
            "credentials": None if credentials is None else json.dumps(credentials),
            "delivery": None if delivery is None else json.dumps(delivery),
            "sensitive": None if sensitive is None else json.dumps(sensitive),
            "crowd": crowd,
            "own_for": None if own_for is None else str(own_for),
            "pay_own": None if pay_own is None else json.dumps(pay_own),
            "qualification": None if qualification is None else json.dumps(qualification),
            "encoding": encoding,
            "text_column": text_column,
        }
        upload = form_of(without_nones(fields), file)
        return cast(SubmittedJob, await self._session.call("POST", "/v1/jobs", upload=upload))

    async def get_job(self, job_id: str) -> Job:
        """How a job stands."""
        return cast(Job, await self._session.call("GET", path_of("/v1/jobs/{}", job_id)))

    def list_jobs(self, *, page_size: int = PAGE_SIZE) -> AsyncPages[Job]:
        """Your jobs, the newest first."""
        return AsyncPages(self._session, "/v1/jobs", {"limit": page_size})

    def list_job_errors(
        self, job_id: str, *, kind: str = "rejected", page_size: int = PAGE_SIZE
    ) -> AsyncPages[JobError]:
        """The lines of a manifest that became no task, each with the reason.

        With ``kind="unshowable"``, those whose item the server could not fetch or decode when it looked.
        """
        query = {"kind": kind, "limit": page_size}
        return AsyncPages(self._session, path_of("/v1/jobs/{}/errors", job_id), query)

    def export_job(
        self,
        job_id: str,
        format: str = "jsonl",
        *,
        partial: bool = False,
        bom: bool = False,
        guard_formulas: bool = True,
    ) -> AsyncJobExport:
        """The tasks of a job with their labels: go through it for its rows, or ``save`` it.

        :param format: ``jsonl``, ``csv``, ``parquet``, ``ground_truth`` (the output manifest of SageMaker Ground
            Truth), ``label_studio``, or ``huggingface`` (a zip of the folder that ``load_dataset`` reads).
        :param partial: what there is, before the job has ended.
        :param bom: CSV begins with a byte order mark, by which Excel knows UTF-8.
        :param guard_formulas: in CSV an apostrophe stands before what a spreadsheet would take for a formula.
        """
        query = export_query(partial=partial, bom=bom, guard_formulas=guard_formulas)
        return AsyncJobExport(self._session, path_of("/v1/jobs/{}/export", job_id), format, query)

    async def get_job_ranking(self, job_id: str) -> Ranking:
        """What the comparisons of a job compare, the best first, as ``get_batch_ranking`` does."""
        path = path_of("/v1/jobs/{}/ranking", job_id)
        return cast(Ranking, await self._session.call("GET", path, wait=RANKING_SECONDS))

    async def cancel_job(self, job_id: str) -> Job:
        """Cancels a job: no further line is read, and its tasks that are not decided yet are cancelled."""
        return cast(Job, await self._session.call("POST", path_of("/v1/jobs/{}/cancel", job_id)))

    async def redeliver_job(
        self,
        job_id: str,
        *,
        credentials: Optional[Union[BucketCredentials, Mapping[str, Any]]] = None,
    ) -> Job:
        """Sends the results of a completed job again that could not be delivered.

        :param credentials: in place of the job's own, as in ``create_job``.
        """
        body = without_nones({"credentials": credentials})
        path = path_of("/v1/jobs/{}/redeliver", job_id)
        return cast(Job, await self._session.call("POST", path, json_value=body))
