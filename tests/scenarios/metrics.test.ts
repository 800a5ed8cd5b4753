import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';
import { isThere } from '../programs.ts';

const root = join(import.meta.dirname, '../..');
const prometheus = join(root, 'deploy/prometheus');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const noPromtool = isThere('promtool') ? false : 'no promtool here (prometheus of the system)';
/** Of Prometheus itself. */
const ownMetrics = ['up'];
const token = 'a-token-of-the-metrics';

const rules = read('deploy/prometheus/alerts.yml');
const dashboard = JSON.parse(read('deploy/grafana/refinery.json'));
const expressions: readonly string[] = [
  rules,
  ...dashboard.panels.flatMap(({ targets }: { targets: readonly { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  ),
];
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name ?? '');

function promtool(args: readonly string[], input = ''): void {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    cwd: prometheus,
    input,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
}

test('every metric of the dashboard and the alerts is one that the server exposes', async () => {
  await using refinery = await startRefinery({ env: { ASG_METRICS_TOKEN: token } });
  const api = new TestApi(refinery.url);
  await api.registerCustomer({ name: 'A', email: 'metrics@example.com' });
  const reply = await fetch(`${refinery.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await reply.text();
  assert.equal(reply.status, 200);
  const exposed = new Set(ownMetrics);
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    exposed.add(name);
    if (type === 'histogram') for (const end of ['bucket', 'sum', 'count']) exposed.add(`${name}_${end}`);
  }
  const named = expressions.flatMap(
    (one) => one.match(/\b(?:asg_[a-z]|process_|nodejs_)\w*|\bup(?=[{ ])/g) ?? [],
  );
  assert.ok(new Set(named).size > 10, named.join());
  assert.deepEqual(
    [...new Set(named)].filter((name) => !exposed.has(name)),
    [],
  );
  for (const [, name = '', label = ''] of expressions.join('\n').matchAll(/\b(asg_\w+)\{(\w+)=/g)) {
    const series = text.split('\n').filter((line) => line.startsWith(`${name}{`));
    if (series.length > 0 && label !== 'instance')
      assert.ok(
        series.some((line) => line.includes(`${label}="`)),
        `${name} has no label ${label}`,
      );
  }
  // Gauges that prom-client names as counters.
  if (noPromtool === false)
    promtool(['check', 'metrics'], text.replace(/^.*nodejs_active_\w+_total.*\n/gm, ''));
});

test('promtool takes the rules, and they fire and stay silent as their own tests say', {
  skip: noPromtool,
}, () => {
  promtool(['check', 'rules', 'alerts.yml']);
  promtool(['test', 'rules', 'alerts.test.yml']);
  promtool(['check', 'config', '--syntax-only', 'prometheus.yml']);
});

test('each alert has a test, a line in the guide and a place in the runbook that is there', () => {
  assert.ok(alerts.length > 5);
  const guide = read('docs/operating/observability.md');
  const tests = read('deploy/prometheus/alerts.test.yml');
  for (const name of alerts) {
    assert.ok(guide.includes(`| \`${name}\` |`), `${name} is not in the guide`);
    assert.ok(tests.includes(`alertname: ${name}\n`), `${name} has no test`);
  }
  const headings = read('docs/operating/runbook.md').match(/^## .*$/gm) ?? [];
  const anchors = headings.map((one) =>
    one
      .slice(3)
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor = ''] of rules.matchAll(/runbook: docs\/operating\/runbook\.md#(\S+)/g))
    assert.ok(anchors.includes(anchor), anchor);
});
