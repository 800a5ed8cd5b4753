import {
  assetNamed,
  comparedViolations,
  comparesItems,
  isAssetUrl,
  itemViolations,
  predictionViolations,
  questionViolations,
  readLabelSpec,
  type SubmittedLabelSpec,
  type TaskType,
  urlTextProblem,
  valueViolations,
} from '@asg/domain';
import { hostProblem } from '@asg/outbound';
import type { Violation } from '@asg/people/context';
import { crowdViolations } from './crowd.ts';
import { policyViolations } from './policy.ts';
import type { IntakeRules, TaskInput } from './task-input.ts';

export const urlLengthMax = 2048;
export const maxLabelsMax = 50;

/** Label specs that nothing is wrong with, and of what type: tasks of a batch share theirs. */
const sound = new WeakMap<SubmittedLabelSpec, TaskType>();

/** The rules that a schema cannot say. Empty: the task can be accepted. `at` is put before each field's path. */
export function taskViolations(input: TaskInput, rules: IntakeRules, at = ''): readonly Violation[] {
  const found: Violation[] = [];
  const refuse = (field: string, constraint: string, message: string): void => {
    found.push({ field: at + field, constraint, message: `${at}${field} ${message}` });
  };
  const checkUrl = (field: string, url: string): void => {
    const problem = urlProblem(url, rules.insecureHosts);
    if (problem !== null) refuse(field, 'url', problem);
  };
  itemViolations(input, refuse);
  if (input.data == null && input.data_url != null) {
    if (isAssetUrl(input.data_url)) checkAssetUrl(input.data_url, refuse);
    else checkUrl('data_url', input.data_url);
  }
  if (input.callback_url != null) checkUrl('callback_url', input.callback_url);
  const isSound = input.items == null && sound.get(input.label_spec) === input.type;
  const foundBefore = found.length;
  valueViolations(input, refuse, isSound);
  policyViolations(input, rules, refuse);
  crowdViolations(input, refuse);
  if (input.kept_spec === undefined && !isSound) {
    questionViolations(input, refuse);
    if (found.length === foundBefore && input.items == null) sound.set(input.label_spec, input.type);
  }
  if (input.predictions != null) {
    const spec = readLabelSpec(input);
    // Of a question that is refused itself, what is said is not looked at.
    if (spec.ok) predictionViolations(input.predictions, { labelSpec: spec.value }, refuse);
  }
  if (input.items != null && comparesItems(input.type))
    comparedViolations(
      { ...input, items: input.items },
      (url) => urlProblem(url, rules.insecureHosts),
      refuse,
    );
  return found;
}

function checkAssetUrl(
  url: string,
  refuse: (field: string, constraint: string, message: string) => void,
): void {
  if (assetNamed(url) === null)
    refuse('data_url', 'url', 'must be asset:// and the 64 hex digits of the SHA-256 of an asset');
}

/** How https URLs of hosts that may be had begin, of the latest, by the rules: a batch has few hosts, and parsing an URL takes long. */
const usable = new WeakMap<readonly string[], Set<string>>();
const usableMax = 1_000;
/** A host that stands for itself: lower case, no port, user, address or name in other letters. What follows it cannot spoil an URL. */
const plainUrl = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+(?=[/?#]|$)/;
const hostAt = 'https://'.length;

/** Why the URL cannot be used, as the end of a sentence, or null. */
export function urlProblem(url: string, insecureHosts: readonly string[]): string | null {
  const textProblem = urlTextProblem(url);
  if (textProblem !== null) return textProblem;
  const slash = url.indexOf('/', hostAt);
  const hosts = usable.get(insecureHosts) ?? new Set();
  if (slash > 0 && hosts.has(url.slice(0, slash))) return null;
  const problem = parsedProblem(url, insecureHosts);
  if (problem !== null) return problem;
  const start = plainUrl.exec(url)?.[0];
  if (start === undefined) return null;
  if (hosts.size === usableMax) hosts.clear();
  usable.set(insecureHosts, hosts.add(start));
  return null;
}

function parsedProblem(url: string, insecureHosts: readonly string[]): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return 'must be an absolute URL, e.g. https://example.com/image.jpg';
  const { protocol, hostname, username, password } = parsed;
  if (username !== '' || password !== '') return 'must not carry a user name or password';
  const problem = /^https?:$/.test(protocol) ? hostProblem(hostname, insecureHosts) : null;
  if (problem !== null) return `cannot be used: ${problem}`;
  if (protocol === 'https:') return null;
  if (protocol === 'http:' && insecureHosts.includes(hostname)) return null;
  return 'must be an https URL';
}
