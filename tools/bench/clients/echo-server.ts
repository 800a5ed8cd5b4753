import { createLogger } from '@asg/runtime';
import { submitTaskBody } from '@asg/wire';
import { startRefinery } from '../../../apps/server/src/compose.ts';
import { readConfig } from '../../../apps/server/src/settings/config.ts';

/** The real server with one route more, which validates a submission as the real one does and echoes: the yardstick. */
const refinery = await startRefinery(readConfig(process.env), createLogger('warn'), {
  extend: (gateway) => {
    gateway.post('/bench/echo', { schema: { body: submitTaskBody } }, async (request, reply) =>
      reply.code(202).send(request.body),
    );
  },
});
console.log(`ASG Refinery is ready at ${refinery.url}`);
process.on('SIGTERM', () => void refinery[Symbol.asyncDispose]());
