import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { codeOf, messageOf } from '@asg/domain/errors';
import { parseJson } from '@asg/domain/values';
import { noSpaceCodes, type UploadFile } from '@asg/jobs';
import { type SubmitJobForm, submitJobForm } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { contentOf } from '../bodies/content.ts';
import { type Refusal, RefusedRequest, refuse, refuseFields } from '../refusals/refusal.ts';
import { checkOf } from '../validation/validation.ts';

const fieldBytesMax = 128 * 1024;
const fieldsMax = 20;
/** What a form has beside its file. */
const othersBytesMax = (fieldsMax + 1) * fieldBytesMax;
const noRoom =
  'there is no room left for the file beside uploads that are not read yet: wait for their jobs, or use manifest_url';
const replacement = '\ufffd';
const isText = (schema: object): boolean => 'type' in schema && [schema.type].flat().includes('string');
/** Fields that are given as they are; all others, objects and numbers, as JSON. */
const textFields: ReadonlySet<string> = new Set(
  Object.entries(submitJobForm.properties).flatMap(([name, schema]) => (isText(schema) ? [name] : [])),
);
const isKnown = (name: string): boolean => Object.hasOwn(submitJobForm.properties, name);

/** Reads a form with a manifest: the file goes to `path` as it comes, the fields are checked as a JSON body is. */
export function jobFormReader() {
  const check = checkOf(submitJobForm);
  return async (
    request: FastifyRequest,
    { path, bytesMax, hasRoom }: UploadFile,
  ): Promise<SubmitJobForm | Refusal> => {
    const limits = { files: 1, fileSize: bytesMax, fields: fieldsMax, fieldSize: fieldBytesMax };
    const fields: Record<string, unknown> = {};
    let hasFile = false;
    try {
      for await (const part of unpacked(request, bytesMax + othersBytesMax).parts({ limits })) {
        if (part.type === 'field') {
          if (part.valueTruncated) return fieldTooLarge(part.fieldname);
          fields[part.fieldname] = fieldOf(part.fieldname, String(part.value));
        } else {
          await pipeline(
            part.file,
            (pieces: AsyncIterable<Uint8Array>) => withRoom(pieces, hasRoom),
            createWriteStream(path, { flags: 'wx', mode: 0o600 }),
          );
          hasFile = true;
        }
      }
    } catch (error) {
      if (error instanceof RefusedRequest) return error.refusal;
      if (codeOf(error) === 'FST_REQ_FILE_TOO_LARGE') {
        return refuse('body_too_large', {
          message: `the file is larger than ${bytesMax} bytes: use manifest_url`,
        });
      }
      if (noSpaceCodes.has(String(codeOf(error))))
        return refuse('unavailable', {
          message: 'there is no space for uploads now: try again later, or use manifest_url',
        });
      // The disk's own trouble is no fault of the form.
      if (error instanceof Error && 'syscall' in error) throw error;
      return unreadable(error);
    }
    if (!hasFile) {
      return refuseFields([
        { field: 'file', constraint: 'required', message: 'file is required: the manifest' },
      ]);
    }
    const found = check(fields);
    return found.ok ? found.value : found.refusal;
  };
}

/** The pieces of a file for which there is room. */
async function* withRoom(
  pieces: AsyncIterable<Uint8Array>,
  hasRoom: UploadFile['hasRoom'],
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (!(await hasRoom(length))) throw new RefusedRequest(refuse('too_many_uploads', { message: noRoom }));
    yield piece;
  }
}

/** The request, with its body without what `Content-Encoding` says. */
function unpacked(request: FastifyRequest, bytesMax: number): FastifyRequest {
  const { headers } = request;
  const content = contentOf(request, request.raw, bytesMax);
  return content === request.raw
    ? request
    : Object.create(request, { raw: { value: Object.assign(content, { headers }) } });
}

const limitMessages: Readonly<Record<string, string>> = {
  FST_FILES_LIMIT: 'it has more than one file',
  FST_FIELDS_LIMIT: `it has more than ${fieldsMax} fields`,
  FST_PROTO_VIOLATION: 'a field has a name that is not allowed',
};

/** A malformed form, or one that was aborted: then the answer is not read. */
function unreadable(error: unknown): Refusal {
  const reason = limitMessages[String(codeOf(error))] ?? messageOf(error);
  return refuse('malformed_request', { message: `the form cannot be read: ${reason}` });
}

function fieldTooLarge(name: string): Refusal {
  const message = `${name} must not be larger than ${fieldBytesMax} bytes`;
  return refuseFields([{ field: name, constraint: 'max_bytes', message }]);
}

function fieldOf(name: string, text: string): unknown {
  // What reads forms puts it there for bytes that are no UTF-8, and nobody can tell any more which they were.
  const unread = text.indexOf(replacement);
  if (unread !== -1) {
    const message = `${name} is not UTF-8: its character ${unread + 1} cannot be read`;
    throw new RefusedRequest(refuseFields([{ field: name, constraint: 'utf8', message }]));
  }
  if (textFields.has(name) || !isKnown(name)) return text;
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const message = `${name} must be JSON: ${parsed.reason}`;
  throw new RefusedRequest(refuseFields([{ field: name, constraint: 'json', message }]));
}
