import type { Storage } from '../port.ts';

/** The name of an operation of the port. */
export type Operation = Extract<keyof Storage, string>;
/** Stands between the caller and the store; calls through as often as it likes. */
export type Around = <Result>(operation: Operation, call: () => Promise<Result>) => Promise<Result>;

/** The storage with something around each of its operations. Disposal goes straight through. */
export function wrapStorage(storage: Storage, around: Around): Storage {
  return new Proxy(storage, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      const method = member.bind(target) as (...given: unknown[]) => Promise<unknown>;
      if (typeof property === 'symbol') return method;
      return (...given: unknown[]) => around(property as Operation, () => method(...given));
    },
  });
}
