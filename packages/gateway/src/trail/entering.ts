import { houseCustomerId, type TrailDraft, type TrailFacts } from '@asg/domain';
import type { Trail } from '@asg/people';
import { isRecord } from '@asg/values/json';
import { type RouteContract, type TrailRule, trailRuleOf } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { clientNetwork, isLoopbackClient, isOwnAddress } from '../addresses/client-address.ts';
import { actorOf } from '../caller.ts';
import { Refusal } from '../refusals/refusal.ts';

type Entering = Exclude<TrailRule, { readonly none: string }>;
type Called = Pick<
  FastifyRequest,
  'id' | 'ip' | 'ips' | 'headers' | 'params' | 'body' | 'caller' | 'routeOptions' | 'trail'
>;
type Handle = () => Promise<unknown>;

const textMax = 500;

/**
 * Does what a request asks for with its entry in a trail: begun before the change, made before the answer, as the operation's rule
 * says. Undefined: the operation enters nothing.
 */
export function enteringOf(
  trail: Trail,
  contract: RouteContract,
): ((request: Called, handle: Handle) => Promise<unknown>) | undefined {
  const rule = trailRuleOf(contract);
  if (rule === undefined || 'none' in rule) return undefined;
  return (request, handle) => entered(trail, rule, request, handle);
}

async function entered(trail: Trail, rule: Entering, request: Called, handle: Handle): Promise<unknown> {
  const early = rule.late === true ? [] : await knownOwners(trail, rule, request);
  const begun = trail.draft({
    action: rule.action,
    actor: actorOf(request),
    requestId: request.id,
    object: rule.object !== undefined && 'param' in rule.object ? paramOf(request, rule.object.param) : null,
    after: keptOf(request.body, rule.kept ?? []),
    personal: { ...networkOf(request), ...typedOf(request.body, rule.typed ?? []) },
  });
  await Promise.all(early.map((ownerId) => trail.begin(ownerId, begun)));
  let answer: unknown;
  try {
    answer = await handle();
  } catch (error) {
    for (const ownerId of early) trail.lost(ownerId, withTold(begun, rule, request, null));
    throw error;
  }
  if (answer instanceof Refusal) {
    for (const ownerId of early) trail.drop(ownerId, begun.id);
    return answer;
  }
  const owners = early.length > 0 ? early : await toldOwners(trail, rule, request);
  if (owners.length === 0 && rule.of !== 'told_if_done')
    throw new Error(`${rule.action} was done, and nobody told whose it is`);
  const entry = withTold(begun, rule, request, answer);
  await Promise.all(owners.map((ownerId) => trail.enter(ownerId, entry)));
  return answer;
}

/** Whose trails it is in, where that shows before it is done. */
async function knownOwners(trail: Trail, { of }: Entering, request: Called): Promise<readonly string[]> {
  if (of === 'told' || of === 'told_if_done') return [];
  if (of === 'house') return [houseCustomerId];
  if (of !== 'caller') return [paramOf(request, of.param)].filter((id) => id !== null);
  const { caller } = request;
  if (caller === null) return [];
  return 'customerId' in caller ? [caller.customerId] : trail.ownersOf(caller.person.personId);
}

async function toldOwners(trail: Trail, rule: Entering, request: Called): Promise<readonly string[]> {
  const { ownerId, personId } = request.trail ?? {};
  if (ownerId !== undefined) return [ownerId];
  return personId === undefined ? knownOwners(trail, rule, request) : trail.ownersOf(personId);
}

function withTold(draft: TrailDraft, rule: Entering, { trail }: Called, answer: unknown): TrailDraft {
  const body = isRecord(answer) ? answer.body : null;
  const { object } = rule;
  const answered = object !== undefined && 'answer' in object && isRecord(body) ? body[object.answer] : null;
  return {
    ...draft,
    action: trail?.action ?? draft.action,
    actor: trail?.actor ?? draft.actor,
    object: trail?.object ?? (typeof answered === 'string' ? answered : draft.object),
    before: trail?.before ?? draft.before,
    after: trail?.after === undefined ? draft.after : { ...draft.after, ...trail.after },
    personal: { ...draft.personal, ...trail?.personal },
  };
}

/** The network that a request came from, as sessions show it; nothing where it is not known or this machine. */
export function networkOf(
  request: Pick<FastifyRequest, 'ip' | 'ips' | 'headers'>,
): Readonly<Record<string, string>> {
  return isOwnAddress(request) && !isLoopbackClient(request) ? { network: clientNetwork(request.ip) } : {};
}

function paramOf({ params }: Called, name: string): string | null {
  const value = isRecord(params) ? params[name] : null;
  return typeof value === 'string' ? value : null;
}

function keptOf(body: unknown, names: readonly string[]): TrailFacts | undefined {
  const facts: Record<string, TrailFacts[string]> = {};
  for (const name of names) keep(facts, name, isRecord(body) ? body[name] : undefined);
  return Object.keys(facts).length === 0 ? undefined : facts;
}

function keep(facts: Record<string, TrailFacts[string]>, name: string, value: unknown): void {
  if (isRecord(value))
    for (const [part, inner] of Object.entries(value)) keep(facts, `${name}.${part}`, inner);
  else if (Array.isArray(value)) facts[name] = value.filter((one) => typeof one === 'string');
  else if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value === null
  )
    facts[name] = value;
}

function typedOf(body: unknown, names: readonly string[]): Readonly<Record<string, string>> {
  const texts = names.map((name) => [name, isRecord(body) ? body[name] : null] as const);
  return Object.fromEntries(
    texts.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text.slice(0, textMax)]] : [])),
  );
}
