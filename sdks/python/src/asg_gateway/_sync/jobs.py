# Written by tools/write_sync.py from _async/jobs.py: change that file, not this one.
"""Jobs."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional, Union, cast

from .._requests import PAGE_SIZE, Spec, path_of, without_nones
from .._upload import ManifestFile, upload_of
from ..types import BucketCredentials, ConsensusPolicy, Job, JobDelivery, JobError, SubmittedJob
from .export import JobExport
from .operations import Operations
from .pages import Pages


class JobOperations(Operations):
    """What a client does with jobs."""

    def create_job(
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
    ) -> SubmittedJob:
        """Submits a manifest: JSONL at an ``s3://``, ``gs://`` or https URL, a task a line.

        :param consensus: how labels decide, as in ``submit_task``.
        :param credentials: S3 ``{"access_key_id", "secret_access_key", "region"?, "endpoint"?}``, GCS
            ``{"service_account_json"}``.
        :param delivery: writes the results to a bucket: ``{"type", "bucket", "prefix"?, "format"?}``.
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
        }
        return cast(SubmittedJob, self._session.call("POST", "/v1/jobs", json_value=without_nones(body)))

    def upload_job(
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
        }
        upload = upload_of(without_nones(fields), file)
        return cast(SubmittedJob, self._session.call("POST", "/v1/jobs", upload=upload))

    def get_job(self, job_id: str) -> Job:
        """How a job stands."""
        return cast(Job, self._session.call("GET", path_of("/v1/jobs/{}", job_id)))

    def list_jobs(self, *, page_size: int = PAGE_SIZE) -> Pages[Job]:
        """Your jobs, the newest first."""
        return Pages(self._session, "/v1/jobs", {"limit": page_size})

    def list_job_errors(self, job_id: str, *, page_size: int = PAGE_SIZE) -> Pages[JobError]:
        """The lines of a manifest that became no task, each with the reason."""
        return Pages(self._session, path_of("/v1/jobs/{}/errors", job_id), {"limit": page_size})

    def export_job(self, job_id: str, format: str = "jsonl", *, partial: bool = False) -> JobExport:
        """The tasks of a job with their labels: go through it for its rows, or ``save`` it.

        :param format: ``jsonl``, ``csv``, or ``ground_truth``, the output manifest of SageMaker Ground Truth.
        :param partial: what there is, before the job has ended.
        """
        return JobExport(self._session, path_of("/v1/jobs/{}/export", job_id), format, partial)

    def cancel_job(self, job_id: str) -> Job:
        """Cancels a job: no further line is read, and its tasks that are not decided yet are cancelled."""
        return cast(Job, self._session.call("POST", path_of("/v1/jobs/{}/cancel", job_id)))
