// The image's health check: whether the server of this container answers, in any of its roles.
const { PORT = '8081', BASE_PATH = '' } = process.env;
const url = `http://127.0.0.1:${PORT}${BASE_PATH.replace(/\/$/, '')}/v1/health`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(4000) });
process.exitCode = ok ? 0 : 1;
