import { at } from '@asg/values/present';
import type { BatchAnswer, BatchRow, DriverClient, Key } from '../driver.ts';
import { failureOf, status } from '../failures.ts';

const kinds = ['read', 'write', 'batch_read', 'batch_write', 'query', 'info'] as const;
/** `several`: a batch or an index over more than one set; `none`: a node was asked about itself. */
const sets = ['task', 'doc', 'list', 'sum', 'several', 'none'] as const;

type CommandKind = (typeof kinds)[number];
type CountedSet = (typeof sets)[number];

/** What a process has asked of the cluster so far, of one set by one kind of command. */
export interface CommandCount {
  readonly set: CountedSet;
  readonly command: CommandKind;
  /** Each time it was sent, again too. */
  readonly commands: number;
  /** Records that were read or written, one by one or as rows of a batch. */
  readonly records: number;
  /** Commands and rows that failed; that a record is not there, or not as a condition wants it, is an answer. */
  readonly errors: number;
}

const answers: ReadonlySet<number> = new Set([
  status.ok,
  status.notFound,
  status.generation,
  status.exists,
  status.filteredOut,
]);

const place = (command: CommandKind, set: CountedSet): number =>
  kinds.indexOf(command) * sets.length + sets.indexOf(set);

/** Numbers that are there from the start: counting makes nothing. */
export class CommandCounts {
  readonly #commands = new Float64Array(kinds.length * sets.length);
  readonly #records = new Float64Array(kinds.length * sets.length);
  readonly #errors = new Float64Array(kinds.length * sets.length);

  command(command: CommandKind, set: CountedSet): void {
    add(this.#commands, place(command, set));
  }

  record(command: CommandKind, set: CountedSet): void {
    add(this.#records, place(command, set));
  }

  error(command: CommandKind, set: CountedSet): void {
    add(this.#errors, place(command, set));
  }

  /** Those of which there were any. */
  report(): readonly CommandCount[] {
    const all = kinds.flatMap((command) =>
      sets.map((set) => {
        const here = place(command, set);
        const [commands, records, errors] = [
          at(this.#commands, here),
          at(this.#records, here),
          at(this.#errors, here),
        ];
        return { set, command, commands, records, errors };
      }),
    );
    return all.filter(({ commands, records, errors }) => commands + records + errors > 0);
  }
}

function add(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

/** The client, with what goes through it counted. `setPrefix`: what the names of sets begin with on the server. */
export function counted(client: DriverClient, setPrefix: string, counts: CommandCounts): DriverClient {
  const byName = new Map(sets.map((set) => [setPrefix + set, set]));
  const setOf = ({ set }: Key): CountedSet => byName.get(set) ?? 'none';

  const sent = async <Result>(
    command: CommandKind,
    set: CountedSet,
    answer: Promise<Result>,
  ): Promise<Result> => {
    counts.command(command, set);
    try {
      return await answer;
    } catch (error) {
      if (!answers.has(failureOf(error)?.code ?? -1)) counts.error(command, set);
      throw error;
    }
  };

  const rows = async (
    command: CommandKind,
    records: readonly BatchRow[],
    answer: Promise<readonly BatchAnswer[]>,
  ): Promise<readonly BatchAnswer[]> => {
    let all: CountedSet | null = null;
    for (const { key } of records) {
      const set = setOf(key);
      counts.record(command, set);
      all = all === null || all === set ? set : 'several';
    }
    const found = await sent(command, all ?? 'none', answer);
    found.forEach((row, index) => {
      if (!answers.has(row.status)) counts.error(command, setOf(at(records, index).key));
    });
    return found;
  };

  return {
    operate: (key, operations, metadata, policy) => {
      const set = setOf(key);
      // A write says what must be there; a read does not.
      const command = 'exists' in policy && policy.exists !== undefined ? 'write' : 'read';
      counts.record(command, set);
      return sent(command, set, client.operate(key, operations, metadata, policy));
    },
    batchRead: (records, policy) => rows('batch_read', records, client.batchRead(records, policy)),
    batchWrite: (records, policy) => rows('batch_write', records, client.batchWrite(records, policy)),
    infoNode: (request, node) => sent('info', 'none', client.infoNode(request, node)),
    query: (namespace) => {
      const query = client.query(namespace);
      const begin = query.foreach.bind(query);
      // The client's own object: what else is set on it counts.
      return Object.assign(query, {
        foreach: (policy: object) => {
          counts.command('query', 'several');
          const stream = begin(policy);
          stream.on('data', ({ key }) => counts.record('query', setOf(key)));
          stream.on('error', () => counts.error('query', 'several'));
          return stream;
        },
      });
    },
    getNodes: () => client.getNodes(),
    expressionToBase64: (tree) => client.expressionToBase64(tree),
    close: (releaseEventLoop) => client.close(releaseEventLoop),
  };
}
