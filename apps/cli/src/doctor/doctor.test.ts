import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';
import type { Finding } from './finding.ts';

const adminToken = 'operator-token-16';

const newUser = serverForUsers({ ASG_ADMIN_TOKEN: adminToken });

test('a sound installation: every check is fine, with the treasury seen by the operator', async () => {
  using user = await newUser();
  const { dataDir, url } = user.refinery;
  const env = { ASG_DATA_DIR: dataDir, PORT: new URL(url).port, ASG_ADMIN_TOKEN: adminToken };
  const { code, stdout, stderr } = await user.asgWith(env, 'doctor', '--json');
  assert.equal(code, 0, stderr);
  const findings = JSON.parse(stdout) as Finding[];
  assert.deepEqual(
    findings.filter(({ status }) => status !== 'ok').map(({ check, detail }) => `${check}: ${detail}`),
    [],
  );
  assert.deepEqual(
    findings.map(({ check }) => check),
    ['node', 'settings', 'data folder', 'encryption key', 'treasury key', 'port', 'server', 'clock'].concat([
      'ready: store',
      'ready: chain',
      'ready: treasury',
      'api key',
      'treasury',
    ]),
  );
});

test('what is wrong is found, each with what to do', async () => {
  using user = await newUser();
  const other = createServer((_request, reply) =>
    reply
      .setHeader('date', 'Thu, 01 Jan 2026 00:00:00 GMT')
      .end('{"status":"ok","version":"0","network":"local"}'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const port = String((other.address() as AddressInfo).port);
  const dataDir = user.file('no-folder', '');
  const keyFolder = join(user.folder, 'config');
  writeFileSync(join(keyFolder, 'encryption.key'), 'x');
  chmodSync(join(keyFolder, 'encryption.key'), 0o644);
  const findings = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const { code, stdout } = await user.asgWith(env, 'doctor', '--json', ...args);
    const found = new Map((JSON.parse(stdout) as Finding[]).map((each) => [each.check, each]));
    return { code, found, failed: [...found.values()].filter(({ status }) => status === 'failed') };
  };
  try {
    const broken = await findings({
      ASG_DATA_DIR: join(dataDir, 'x'),
      ASG_API_KEY: 'sk_sandbox_wrong',
      ASG_ADMIN_TOKEN: 'another-token-1234',
    });
    assert.equal(broken.code, 1);
    assert.deepEqual(
      broken.failed.map(({ check }) => check),
      ['data folder', 'api key', 'treasury'],
    );
    assert.ok(broken.failed.every(({ advice }) => advice !== undefined));

    const open = await findings({ ASG_DATA_DIR: keyFolder });
    assert.match(open.found.get('encryption key')!.advice!, /^chmod 600 /);

    const settings = await findings({ PORT: 'http' });
    assert.match(settings.found.get('settings')!.detail, /PORT must be/);

    const clocks = await findings({ ASG_BASE_URL: `http://127.0.0.1:${port}` });
    assert.equal(clocks.found.get('clock')!.status, 'failed');
    assert.match(clocks.found.get('clock')!.detail, /ahead of the server/);
    assert.equal(clocks.found.get('api key')!.status, 'warning', 'the key of another server is not sent');

    const nobody = await findings({}, '--url', 'http://127.0.0.1:9');
    assert.equal(nobody.code, 0, 'a server that does not run here yet is no failure');
    assert.match(nobody.found.get('server')!.advice!, /`asg up` starts it/);
    const remote = await findings({}, '--url', 'http://doctor.invalid');
    assert.deepEqual([remote.code, remote.failed.map(({ check }) => check)], [1, ['server']]);
    assert.equal(
      remote.found.has('data folder'),
      false,
      'this machine does not matter for a server elsewhere',
    );
  } finally {
    other.close();
    other.closeAllConnections();
  }
});
