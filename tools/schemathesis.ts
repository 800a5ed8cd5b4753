import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRefinery, TestApi } from '@asg/testing';

/**
 * Has schemathesis (PyPI) send what the published document allows, and what it does not, to a running server: no answer
 * may be a 5xx or one that the document does not describe. Exit code 1: one was. 2: schemathesis is not there.
 */
const command = process.env.SCHEMATHESIS ?? 'st';
const examplesMax = '8';
const secondsMax = '50';
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** Would end the session that the others need; streams do not end. */
const leftOut = ['/v1/workers/logout', '/v1/console/logout', '/v1/events'].flatMap((path) => [
  '--exclude-path',
  path,
]);
const adminToken = 'schemathesis-admin-token';
const exitMissing = 2;
const logLinesShown = 10;

/** The run's settings: a token for each way of authentication. */
async function configuration(url: string): Promise<string> {
  const api = new TestApi(url);
  const { api_key: apiKey } = await api.registerCustomer({ name: 'Fuzz', email: 'fuzz@example.com' });
  const { token } = await api.registerWorker({ email: 'fuzz@example.com', password: 'correct horse' });
  const fuzz = { name: 'Fuzz', email: 'fuzz-person@example.com', password: 'correct horse' };
  const { token: personToken } = await api.registerPerson(fuzz);
  await api.worker(token).setProfile({ display_name: 'Fuzz', country: 'DE', primary_language: 'en' });
  return [
    ...['apiKey', 'workerToken', 'personToken', 'adminToken'].flatMap((scheme, i) => [
      `[auth.openapi.${scheme}]`,
      `bearer = "${[apiKey, token, personToken, adminToken][i]}"`,
    ]),
    '[auth.openapi.workerCookie]',
    `api_key = "${token}"`,
    '[auth.openapi.personCookie]',
    `api_key = "${personToken}"`,
    // Tasks are never decided here: a long wait would only cost time.
    '[parameters]',
    '"query.wait" = 0',
    '"header.prefer" = "wait=0"',
    '',
  ].join('\n');
}

function run(url: string, configFile: string): Promise<number> {
  const options = [
    ...['--config-file', configFile, 'run', `${url}/openapi.json`, '--checks', checks.join(',')],
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', examplesMax, '--max-time', secondsMax],
    ...[
      '--seed',
      '1',
      '--workers',
      '1',
      '--no-color',
      '--continue-on-failure',
      '--warnings',
      'off',
      ...leftOut,
    ],
  ];
  const child = spawn(command, options, { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      console.error(
        error.code === 'ENOENT'
          ? `${command} is not there: pip install schemathesis, or set SCHEMATHESIS to where its program st is`
          : `${command} did not start: ${error.message}`,
      );
      resolve(exitMissing);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

await using refinery = await startRefinery({
  env: { ASG_ADMIN_TOKEN: adminToken, SANDBOX_LABEL_QUOTA: '1000000', LOG_LEVEL: 'error' },
});
const folder = await mkdtemp(join(tmpdir(), 'asg-schemathesis-'));
try {
  const configFile = join(folder, 'schemathesis.toml');
  await writeFile(configFile, await configuration(refinery.url), { mode: 0o600 });
  process.exitCode = await run(refinery.url, configFile);
  if (process.exitCode === 1) console.error(refinery.log().split('\n').slice(-logLinesShown).join('\n'));
} finally {
  await rm(folder, { recursive: true });
}
