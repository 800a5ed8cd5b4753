import { isRecord } from '@asg/domain/json';
import Papa from 'papaparse';

export type Row = Readonly<Record<string, unknown>>;
export type Format = 'csv' | 'jsonl';

export const formatOf = (name: string): Format =>
  /\.(jsonl|ndjson|json|manifest)$/i.test(name) ? 'jsonl' : 'csv';

/**
 * Reads a file piece by piece, so that memory does not grow with it; `bytes`: how far it is. A line of JSONL that is
 * no object comes as a row without fields: the server names it among the rejected ones.
 */
export function readRows(
  file: File,
  format: Format,
  onRows: (rows: readonly Row[], bytes: number) => void,
): Promise<void> {
  return format === 'csv' ? readCsv(file, onRows) : readJsonl(file, onRows);
}

function readCsv(file: File, onRows: (rows: readonly Row[], bytes: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    Papa.parse<Row>(file, {
      header: true,
      skipEmptyLines: 'greedy',
      chunk: ({ data, meta }) => onRows(data, meta.cursor),
      complete: () => resolve(),
      error: reject,
    });
  });
}

async function readJsonl(file: File, onRows: (rows: readonly Row[], bytes: number) => void): Promise<void> {
  let rest = '';
  let bytes = 0;
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    bytes += value?.length ?? 0;
    const lines = rest.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    onRows(lines.filter((line) => line.trim() !== '').map(rowOf), bytes);
    if (done) return;
  }
}

function rowOf(line: string): Row {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
