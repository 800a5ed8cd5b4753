import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { annotatedText } from '@asg/formats/annotated-file';
import { isRecord } from '@asg/values/json';
import { decidedBoxes, decidedSpans } from '../scenarios/kinds/decided-jobs.ts';
import { startStage } from '../scenarios/kinds/stage.ts';
import { hostileClasses, hostilePictures, hostileTexts } from './hostile.ts';
import { boxesProject, type StudioProject, spansProject } from './studio-projects.ts';

// `npm run check -- --only label-studio`, in the full lane: Label Studio is 1.2 GB.
const { ANNOTATIONS_PYTHON = '', ANNOTATIONS_STUDIO } = process.env;
const skip = ANNOTATIONS_STUDIO ? false : 'npm run check -- --only label-studio installs what it needs';
const token = '0123456789abcdef0123456789abcdef01234567';
/** It makes its tables first. */
const startMsMax = 480_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

interface Studio {
  readonly ask: (path: string, body?: unknown) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** A Label Studio of its own, which asks nobody on the network. */
async function startStudio(folder: string): Promise<Studio> {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  const quiet = { COLLECT_ANALYTICS: 'false', LATEST_VERSION_CHECK: 'false', SENTRY_DSN: '', HOME: folder };
  const own = ['--data-dir', folder, '--host', host, '--port', String(port), '--no-browser'];
  const user = ['--username', 'a@b.example', '--password', 'not-a-secret-1', '--user-token', token];
  const asked = ['--enable-legacy-api-token', '--agree-fix-sqlite', '--log-level', 'ERROR'];
  const child = spawn(
    join(dirname(ANNOTATIONS_PYTHON), 'label-studio'),
    ['start', ...own, ...user, ...asked],
    {
      env: { ...process.env, ...quiet },
      stdio: 'ignore',
    },
  );
  const until = Date.now() + startMsMax;
  while (!(await isHealthy(host)))
    if (child.exitCode !== null || Date.now() > until) {
      await stopped(child);
      throw new Error(`Label Studio did not start: it ended with ${child.exitCode}`);
    } else await setTimeout(1_000);
  const ask = async (path: string, body?: unknown): Promise<string> => {
    const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const reply = await fetch(`${host}/api/${path}`, { headers, ...sent });
    const text = await reply.text();
    assert.ok(reply.ok, `${path}: ${reply.status} ${text.slice(0, 2_000)}`);
    return text;
  };
  return { ask, stop: () => stopped(child) };
}

const isHealthy = (host: string): Promise<boolean> =>
  fetch(`${host}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** What it says that it took, and what it hands out again. */
async function throughStudio({ ask }: Studio, title: string, { config, tasks }: StudioProject) {
  const project: unknown = JSON.parse(await ask('projects', { title, label_config: config }));
  assert.ok(isRecord(project), title);
  const taken: unknown = JSON.parse(await ask(`projects/${String(project.id)}/import`, tasks));
  assert.ok(isRecord(taken), title);
  const exported = await ask(`projects/${String(project.id)}/export?exportType=JSON`);
  const items: object[] = [];
  const bytes = async function* () {
    yield Buffer.from(exported);
  };
  for await (const one of annotatedText(bytes)) {
    assert.ok(one.ok, JSON.stringify(one));
    items.push({ ...one.item, ...one.value });
  }
  return { tasks: taken.task_count, annotations: taken.annotation_count, items };
}

test('Label Studio opens our configurations and tasks, and what it hands out is what went in', {
  skip,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-studio-'));
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true })];
  t.after(async () => {
    for (const close of closing) await close();
  });
  const studio = await startStudio(folder);
  closing.unshift(studio.stop);
  const pictures = hostilePictures(150);
  const boxed = await throughStudio(studio, 'boxes', boxesProject(pictures, hostileClasses));
  assert.deepEqual(boxed, {
    tasks: 150,
    annotations: 150,
    items: pictures.map(({ url, boxes }) => ({ url, ...(boxes.length === 0 ? { none: true } : { boxes }) })),
  });
  const texts = hostileTexts(150);
  const marked = await throughStudio(studio, 'spans', spansProject(texts, hostileClasses));
  assert.deepEqual(marked, {
    tasks: 150,
    annotations: 150,
    items: texts.map(({ text, spans }) => ({ text, ...(spans.length === 0 ? { none: true } : { spans }) })),
  });
  await using stage = await startStage();
  for (const [title, job] of [
    ['boxes of a server', await decidedBoxes(stage)],
    ['spans of a server', await decidedSpans(stage)],
  ] as const) {
    const exported = async (format: 'label_studio' | 'label_studio_config') =>
      new Response(await stage.customer.jobs.export(job.jobId, { format })).text();
    const tasks: StudioProject['tasks'] = JSON.parse(await exported('label_studio'));
    const config = await exported('label_studio_config');
    const { lines } = job;
    assert.deepEqual(await throughStudio(studio, title, { config, tasks }), {
      tasks: lines.length,
      annotations: lines.length,
      items: lines.map(({ text, data_url, consensus_value: value }) => ({
        ...(text === null ? { url: data_url } : { text }),
        ...(typeof value === 'object' && value),
      })),
    });
  }
});
