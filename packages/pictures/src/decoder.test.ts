import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ManualClock, systemClock } from '@asg/runtime';
import sharp from 'sharp';
import { programBytes } from './decoder.ts';
import { Pictures } from './pictures.ts';

const caseOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../cases', name));

/** Ids of the processes that this one started, and what each took up at most, bytes. */
function children(): readonly { readonly pid: number; readonly peakBytes: number }[] {
  return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid !== '')
    .map((pid) => {
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return { pid: Number(pid), peakBytes: Number(peak) * 1024 };
    });
}

const onLinux = { skip: process.platform === 'linux' ? false : 'the limits are those of Linux' };

test('a decoder is refused more memory than its bound, and goes on', onLinux, async (t) => {
  const mib = 1024 * 1024;
  using own = new Pictures(systemClock, { decoders: 1, workBytes: 160 * mib, workMs: 240_000 });
  const before = new Set(children().map(({ pid }) => pid));
  const peakBytes = () =>
    Math.max(0, ...children().flatMap((child) => (before.has(child.pid) ? [] : [child.peakBytes])));
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 4, background: { r: 9, g: 99, b: 200, alpha: 0.5 } } });
  const words = async (name: string, bytes: Buffer) => {
    const result = await own.normalise(bytes);
    const peak = peakBytes();
    const said = result.ok ? result.picture.contentType : result.message;
    t.diagnostic(`${name} in ${bytes.length} bytes: ${said}; peak ${Math.round(peak / mib)} MiB`);
    assert.ok(peak <= 160 * mib + programBytes);
    return said;
  };
  assert.equal(await words('16 bit', caseOf('gray16.png')), 'image/png');
  assert.match(await words('900 MP', caseOf('huge.png')), /30000 × 30000/);
  assert.equal(await words('24 MP', await flat(6_000, 4_000).jpeg().toBuffer()), 'image/jpeg');
  // Interlaced, it has to be in memory as a whole.
  const whole = await flat(9_000, 7_000).png({ progressive: true, compressionLevel: 1 }).toBuffer();
  assert.equal(await words('63 MP interlaced', whole), 'decoding it takes more memory than is allowed');
  assert.equal(await words('16 bit again', caseOf('gray16.png')), 'image/png');
});

test(
  'a decoder that is ended, or takes too long, is replaced; its environment holds no secret',
  onLinux,
  async () => {
    process.env.ASG_TEST_SECRET = 'secret-of-the-server';
    const clock = new ManualClock(0);
    using own = new Pictures(clock, { decoders: 1, waiting: 1, workMs: 5_000 });
    const before = new Set(children().map(({ pid }) => pid));
    assert.equal((await own.normalise(caseOf('gray16.png'))).ok, true);
    const [child] = children().filter(({ pid }) => !before.has(pid));
    delete process.env.ASG_TEST_SECRET;
    assert.ok(child !== undefined);
    assert.doesNotMatch(readFileSync(`/proc/${child.pid}/environ`, 'utf8'), /secret-of-the-server/);
    process.kill(child.pid, 'SIGKILL');
    assert.equal((await own.normalise(caseOf('gray16.png'))).ok, true);

    const late = own.normalise(caseOf('cmyk.jpg'));
    const queued = own.normalise(caseOf('gray16.png'));
    const busy = await own.normalise(caseOf('gray16.png'));
    assert.deepEqual([busy.ok, !busy.ok && busy.reason], [false, 'busy']);
    clock.advance(5_000);
    const ended = await late;
    assert.deepEqual([ended.ok, !ended.ok && ended.message], [false, 'decoding it takes too long']);
    assert.equal((await queued).ok, true);
  },
);
