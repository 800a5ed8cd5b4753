import { wholeNumber } from './variables.ts';

/** What manifests and uploads may take up: a part of the table of all variables. */
export const jobVariables = {
  JOB_UPLOAD_MAX_BYTES: wholeNumber(
    '4294967296',
    1,
    1e12,
    'Largest manifest or zip that can be uploaded, and largest zip that is read from a bucket or the web; larger manifests are read from there.',
  ),
  UPLOADS_MAX_BYTES_PER_CUSTOMER: wholeNumber(
    '4294967296',
    1,
    1e13,
    'Bytes of one customer’s uploads, and of zips that are read from elsewhere, that are not read to the end; further uploads are refused with 429, and jobs wait.',
  ),
  JOBS_UNREAD_MAX_PER_CUSTOMER: wholeNumber(
    '100',
    1,
    200,
    'Jobs of one customer whose manifests are not read to the end; further ones are refused with 429.',
  ),
  UPLOAD_KEEP_HOURS: wholeNumber(
    '168',
    1,
    8_760,
    'An upload that is not read to its end by then, for want of quota, is removed, and its job fails.',
  ),
  MANIFEST_MAX_BYTES: wholeNumber(
    '10737418240',
    1,
    1e13,
    'Bytes of a manifest, wherever it is read from, unpacked, of a zip those of all its files; the job of a larger one fails.',
  ),
  MANIFEST_MAX_BYTES_WITHOUT_LINE: wholeNumber(
    '16777216',
    1,
    1e12,
    'Bytes of a manifest in a row without a line that can be used (blank, rejected, or without an end) after which its job fails.',
  ),
  MANIFEST_MAX_REJECTED_LINES: wholeNumber(
    '10000',
    0,
    1e7,
    'Rejected lines of a manifest after which its job fails.',
  ),
} as const;
