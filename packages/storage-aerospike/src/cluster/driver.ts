/**
 * The part of the official client (npm `aerospike`) that is used here. Its own types are not, because the client is only
 * installed by operators who choose this store.
 */
export interface Driver {
  readonly connect: (config: object) => Promise<DriverClient>;
  readonly client: (config: object) => NewDriverClient;
  readonly Key: new (namespace: string, set: string, key: string) => Key;
  readonly OperatePolicy: Policy;
  readonly ReadPolicy: Policy;
  readonly BatchPolicy: Policy;
  readonly BatchWritePolicy: Policy;
  readonly QueryPolicy: Policy;
  readonly policy: {
    readonly exists: Readonly<Record<'IGNORE' | 'CREATE' | 'UPDATE' | 'CREATE_OR_REPLACE', number>>;
    readonly gen: Readonly<Record<'EQ', number>>;
    readonly key: Readonly<Record<'SEND', number>>;
  };
  readonly batchType: Readonly<Record<'BATCH_WRITE', number>>;
  readonly indexType: Readonly<Record<'MAPKEYS' | 'MAPVALUES', number>>;
  readonly log: Readonly<Record<'OFF', number>>;
  readonly setDefaultLogging: (log: object) => void;
  readonly operations: {
    readonly read: (bin: string) => Operation;
    readonly write: (bin: string, value: unknown) => Operation;
    readonly incr: (bin: string, by: number) => Operation;
  };
  readonly maps: Maps;
  readonly filter: {
    readonly range: (bin: string, from: number, to: number, indexType: number) => object;
  };
  readonly exp: Expressions<readonly object[]> & {
    readonly operations: {
      /** `expression`: its bytes in base64. */
      readonly read: (name: string, expression: string, flags: number) => Operation;
    };
  };
}

/** A client that is not connected yet. */
interface NewDriverClient {
  readonly connect: () => Promise<DriverClient>;
  readonly close: DriverClient['close'];
}

type Policy = new (fields: object) => object;

export interface Key {
  readonly set: string;
  readonly key: string | null;
  /** Of set and key. */
  readonly digest?: Buffer;
}
export type Operation = object;
export type Bins = Readonly<Record<string, unknown>>;

export interface DriverClient {
  readonly operate: (
    key: Key,
    operations: readonly Operation[],
    metadata: object | null,
    policy: object,
  ) => Promise<{ readonly bins: Bins; readonly gen: number }>;
  readonly batchRead: (records: readonly BatchRow[], policy: object) => Promise<readonly BatchAnswer[]>;
  readonly batchWrite: (records: readonly BatchRow[], policy: object) => Promise<readonly BatchAnswer[]>;
  readonly getNodes: () => readonly object[];
  readonly infoNode: (request: string, node: object) => Promise<string>;
  readonly query: (namespace: string) => DriverQuery;
  readonly expressionToBase64: (tree: readonly object[]) => string;
  readonly close: (releaseEventLoop: boolean) => void;
}

/** With what is to be done to it, as the client has it. */
export interface BatchRow {
  readonly key: Key;
}

export interface BatchAnswer {
  readonly status: number;
  readonly record: { readonly bins: Bins; readonly gen: number };
}

interface DriverQuery {
  /** Says which records there are, without what they hold. */
  nobins: boolean;
  where(filter: object): void;
  partitions(begin: number, count: number): void;
  foreach(policy: object): {
    on(event: 'data', listener: (record: { key: Key; bins: Bins; gen: number }) => void): void;
    on(event: 'error', listener: (error: unknown) => void): void;
    on(event: 'end', listener: () => void): void;
  };
}

interface Maps {
  readonly order: Readonly<Record<'KEY_ORDERED', number>>;
  readonly writeFlags: Readonly<Record<'CREATE_ONLY' | 'NO_FAIL' | 'PARTIAL', number>>;
  readonly returnType: Readonly<Record<'NONE' | 'COUNT' | 'KEY_VALUE', number>>;
  readonly create: (bin: string, order: number) => Operation;
  readonly putItems: (bin: string, items: ReadonlyMap<string | number, unknown>, policy: object) => Operation;
  readonly put: (bin: string, key: string | number, value: unknown, policy: object) => Operation;
  readonly increment: (bin: string, key: string, by: number, policy: object) => Operation;
  readonly removeByKeyList: (bin: string, keys: readonly (string | number)[], type: number) => Operation;
  readonly removeByKeyRange: (bin: string, begin: string, end: string | null, type: number) => Operation;
  readonly getByKeyRelIndexRange: (
    bin: string,
    key: string,
    index: number,
    count: number,
    type: number,
  ) => Operation;
  readonly getByIndexRange: (bin: string, index: number, count: number, type: number) => Operation;
  /** Keys from `begin` on and below `end`. */
  readonly getByKeyRange: (bin: string, begin: string, end: string, type: number) => Operation;
  readonly size: (bin: string) => Operation;
}

/** What makes expressions: trees of the client, or bytes. */
export interface Expressions<Expression> {
  readonly int: (value: number) => Expression;
  readonly str: (value: string) => Expression;
  readonly list: (value: readonly (string | number)[]) => Expression;
  readonly binInt: (bin: string) => Expression;
  readonly binStr: (bin: string) => Expression;
  readonly binMap: (bin: string) => Expression;
  readonly binExists: (bin: string) => Expression;
  readonly setName: () => Expression;
  readonly keyStr: () => Expression;
  readonly cmpRegex: (flags: number, pattern: string, text: Expression) => Expression;
  readonly sinceUpdate: () => Expression;
  readonly eq: Binary<Expression>;
  readonly ge: Binary<Expression>;
  readonly gt: Binary<Expression>;
  readonly le: Binary<Expression>;
  readonly lt: Binary<Expression>;
  readonly sub: Binary<Expression>;
  readonly and: (...all: readonly Expression[]) => Expression;
  readonly or: (...some: readonly Expression[]) => Expression;
  readonly not: (one: Expression) => Expression;
  readonly maps: {
    readonly size: (map: Expression) => Expression;
    readonly getByKeyList: (map: Expression, keys: Expression, type: number) => Expression;
  };
}
type Binary<Expression> = (a: Expression, b: Expression) => Expression;

/** Loads the client; rejects with what to install where it is not there. */
export async function loadDriver(): Promise<Driver> {
  try {
    return (await import('aerospike')).default;
  } catch (cause) {
    throw new Error(
      'the Aerospike store needs the npm package "aerospike", version 6.7 or a later 6: npm install aerospike@6',
      { cause },
    );
  }
}
