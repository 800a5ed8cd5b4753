import { at } from '@asg/domain/present';
import type { GoldItems } from '@asg/engines';
import { type AddGoldBody, addGoldBody, pageLimitDefault, routes } from '@asg/wire';
import type { FastifyInstance } from 'fastify';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { checkOf } from '../validation/validation.ts';
import { goldReply } from './gold-replies.ts';

const linesMax = 10_000;
const ndjson = 'application/x-ndjson';

/** Items whose answers are known. The scope takes JSONL. */
export function serveGold(
  serve: Serve,
  scope: FastifyInstance,
  { gold }: Pick<GatewayOptions, 'gold'>,
): void {
  scope.addContentTypeParser<string>(ndjson, { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  const readLines = lineReader();

  serve(routes.adminAddGold, async ({ body }) => {
    const added = await gold.add([body]);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return {
      status: 201,
      body: goldReply({ gold: at(added.items, 0), right: 0, missed: 0, retiredAtMs: null }),
    };
  });

  serve(routes.adminImportGold, async (request) => {
    const body: unknown = request.body;
    if (request.headers['content-type']?.split(';', 1)[0] !== ndjson) {
      return refuse('unsupported_media_type', { message: `send JSONL, with Content-Type: ${ndjson}` });
    }
    if (typeof body !== 'string' || body.trim() === '') {
      return refuse('body_required', { message: `JSONL is required, with Content-Type: ${ndjson}` });
    }
    const read = readLines(body);
    if (read.details.length > 0) return refuseFields(read.details);
    const { inputs, numbers } = read;
    const added = await gold.add(inputs, (i) => `lines.${numbers[i]}.`);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return { status: 201, body: { added: added.items.length } };
  });

  serve(routes.adminListGold, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, owner } = query;
    const page = { limit: limit + 1, before: cursor };
    const whose = owner === undefined ? {} : { owner: owner === 'operator' ? null : owner };
    const found = await gold.list({ ...page, ...whose });
    return { status: 200, body: pageReply(found, limit, (one) => one.gold.goldId, goldReply) };
  });

  serve(routes.adminRetireGold, async ({ params }) => {
    const retired = await gold.retire(params.gold_id);
    return retired === null ? refuse('gold_not_found') : { status: 200, body: goldReply(retired) };
  });
}

type Details = Parameters<typeof refuseFields>[0];
type GoldInput = Parameters<GoldItems['add']>[0][number];

interface ReadLines {
  readonly inputs: readonly GoldInput[];
  /** Of each input, from 1. */
  readonly numbers: readonly number[];
  readonly details: Details;
}

/** Takes JSONL apart by the schema of a single item; it stops at the first bad line. */
function lineReader(): (text: string) => ReadLines {
  const check = checkOf(addGoldBody);
  return (text) => {
    const inputs: AddGoldBody[] = [];
    const numbers: number[] = [];
    const bad = (details: Details): ReadLines => ({ inputs: [], numbers: [], details });
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const field = `lines.${index + 1}`;
      if (inputs.length === linesMax) {
        return bad([{ field, constraint: 'maxItems', message: `at most ${linesMax} lines at once` }]);
      }
      const found = check(parsed(line));
      if (!found.ok) {
        const { message, details } = found.refusal;
        const known = details ?? [{ field: '', constraint: 'type', message }];
        return bad(
          known.map((one) => ({
            field: one.field === '' ? field : `${field}.${one.field}`,
            constraint: one.constraint,
            message: `line ${index + 1}: ${one.message}`,
          })),
        );
      }
      inputs.push(found.value);
      numbers.push(index + 1);
    }
    return { inputs, numbers, details: [] };
  };
}

/** What is no JSON is no object either, and the validator says so. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return 'not valid JSON';
  }
}
