import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';

type Serializer = (value: unknown) => string;

/** By schema: most answers of most routes are refusals, which look alike. */
const compiled = new Map<string, Serializer>();

/**
 * Writes the answers of all routes. What writes an answer is compiled when there is the first of its kind, and once in a
 * process: a server is up much sooner, and most kinds are never answered.
 */
export const serializerCompiler: FastifySerializerCompiler<object> = ({ schema }) => {
  let write: Serializer | undefined;
  return (value: unknown) => {
    write ??= serializerOf(schema);
    return write(value);
  };
};

export function serializerOf(schema: object): Serializer {
  const { 'x-response-description': _, ...form } = schema as Readonly<Record<string, unknown>>;
  const key = JSON.stringify(form);
  const found = compiled.get(key) ?? fastJsonStringify(form);
  compiled.set(key, found);
  return found;
}
