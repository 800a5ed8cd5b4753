export interface ErrorEntry {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** Refusals of what is too much at once, with status 429. */
export const tooMuchErrors = {
  rate_limit_exceeded: { code: 'RATE_LIMITED', status: 429, message: 'rate limit exceeded' },
  too_many_connections: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'too many connections from this address: close one first',
  },
  refused_bytes: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'too many bytes of yours were refused lately: large bodies wait until Retry-After',
  },
  too_many_streams: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'at most 10 event streams at once: close one first',
  },
  too_many_assets_at_once: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'at most 4 assets at once: wait for one to end',
  },
  too_many_uploads: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'at most 4 uploads at once: wait for one to end, or use manifest_url',
  },
  too_many_rankings: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'at most 2 rankings at once: wait for one to end',
  },
  too_many_jobs: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'too many jobs whose manifests are not read to the end: wait for one, or cancel one',
  },
} as const satisfies Record<string, ErrorEntry>;
