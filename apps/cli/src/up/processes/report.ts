import type { ProcessEnd } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import { columnTable } from '../../terminal/table.ts';
import { jsonLine, readableLine } from './lines.ts';
import type { Member, Told } from './member.ts';

/** What is said of the whole cluster, and of each of its processes. */
export interface Report extends Told {
  ready(url: string, members: readonly Member[]): void;
  stopping(): void;
  stopped(): void;
}

/** Where the processes are on standard output; their logs, and what becomes of them, on standard error. */
export function linesForPeople(): Report {
  const say = (msg: string, level = 'info'): void => {
    const time = new Date(systemClock.nowMs()).toISOString();
    console.error(readableLine('asg', JSON.stringify({ time, level, msg })));
  };
  let isReady = false;
  return {
    ready: (url, members) => {
      isReady = true;
      const rows = members.map((member) => [member.name, member.url, String(member.pid)]);
      console.log(columnTable(['process', 'address', 'pid'], rows));
      console.log(`ASG Refinery is ready at ${url}`);
    },
    started: ({ name, url, pid }) => {
      if (isReady) say(`${name} is back at ${url}, pid ${pid}`);
    },
    ended: ({ name }, end, againInMs) => say(`${name} ${howEnded(end)}; ${again(againInMs)}`, 'warn'),
    notStarted: ({ name }, _error, againInMs) => say(`${name} did not start; ${again(againInMs)}`, 'warn'),
    logged: ({ name }, line) => console.error(readableLine(name, line)),
    stopping: () => say('stopping: requests under way are finished first'),
    stopped: () => say('stopped'),
  };
}

/** An object a line: what happens on standard output, logs on standard error. */
export function linesForPrograms(): Report {
  const tell = (event: string, fields: object): void => console.log(JSON.stringify({ event, ...fields }));
  return {
    ready: (url) => tell('ready', { url }),
    started: ({ name, role, url, pid }) => tell('started', { name, role, url, pid }),
    ended: ({ name }, { code, signal }, again_in_ms) => tell('ended', { name, code, signal, again_in_ms }),
    notStarted: ({ name }, _error, again_in_ms) => tell('not_started', { name, again_in_ms }),
    logged: ({ name }, line) => console.error(jsonLine(name, line)),
    stopping: () => tell('stopping', {}),
    stopped: () => tell('stopped', {}),
  };
}

const again = (ms: number): string => `it is started again in ${ms / 1000} s`;

const howEnded = ({ code, signal }: ProcessEnd): string =>
  signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
