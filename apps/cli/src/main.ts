#!/usr/bin/env node
import { endWithNpm } from '@asg/runtime/npm-parent';
import { createProgram } from './program.ts';
import { endWithReader } from './terminal/closed-output.ts';
import { exitCodeOf } from './terminal/exit.ts';

// Started by the launcher of an older Node: when that is gone, however it went, this ends too.
if (process.connected) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

endWithReader();
endWithNpm();

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
