import type { Storage } from '../port.ts';

type Names<Of> = Extract<keyof Of, string>;
type Noun = {
  [Name in Names<Storage>]: Storage[Name] extends (...given: never) => unknown ? never : Name;
}[Names<Storage>];

/** The name of an operation of the port, e.g. `settlement.store`. */
export type Operation = Exclude<Names<Storage>, Noun> | { [N in Noun]: `${N}.${Names<Storage[N]>}` }[Noun];
/** Stands between the caller and the store; calls through as often as it likes. */
export type Around = <Result>(operation: Operation, call: () => Promise<Result>) => Promise<Result>;

/** The storage with something around each of its operations. Disposal goes straight through. */
export function wrapStorage(storage: Storage, around: Around): Storage {
  return wrapped(storage, '', around);
}

function wrapped<Target extends object>(target: Target, prefix: string, around: Around): Target {
  return new Proxy(target, {
    get(_, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member === 'function') {
        if (typeof property === 'symbol') return member.bind(target);
        return (...given: unknown[]) =>
          around(`${prefix}${property}` as Operation, () => Reflect.apply(member, target, given));
      }
      const isNoun = typeof member === 'object' && member !== null && prefix === '';
      return isNoun ? wrapped(member, `${String(property)}.`, around) : member;
    },
  });
}
