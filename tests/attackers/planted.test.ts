import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Verdict } from './figures.ts';
import { planted } from './planted/protections.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const hook = new URL('./planted/plant.ts', import.meta.url).href;

for (const { name, adversary, figure } of planted) {
  test(`${name}: the ${adversary} are seen to profit`, async () => {
    const words = ['--import', hook, main, '--only', adversary, '--seeds', '1', '--jobs', '1', '--json'];
    const env = { ...process.env, ASG_MUTATION: name };
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    assert.equal(code, 1, said);
    const { ok, adversaries } = JSON.parse(said) as {
      readonly ok: boolean;
      readonly adversaries: readonly { readonly verdicts: readonly Verdict[] }[];
    };
    assert.equal(ok, false);
    const beyond = adversaries[0]!.verdicts.filter(({ isKept }) => !isKept).map((one) => one.name);
    assert.ok(beyond.includes(figure), `${beyond.join(', ')} instead`);
  });
}
