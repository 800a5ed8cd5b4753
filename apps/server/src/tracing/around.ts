/** The same object with some of its methods in place of its own. */
export function withMethods<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get(_, property) {
      if (Object.hasOwn(methods, property)) return Reflect.get(methods, property);
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** The same object with something around each of its methods. */
export function around<T extends object>(target: T, wrap: (name: string, call: () => unknown) => unknown): T {
  return new Proxy(target, {
    get(_, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function' || typeof property === 'symbol')
        return typeof member === 'function' ? member.bind(target) : member;
      return (...given: unknown[]) => wrap(property, () => Reflect.apply(member, target, given));
    },
  });
}
