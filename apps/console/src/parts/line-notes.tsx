import { csvLines } from '@asg/formats';
import { Button } from '@asg/ui';
import { Download } from 'lucide-react';
import { count } from './format.ts';
import { save } from './save.ts';

interface NotedLine {
  readonly line: number;
  readonly reason: string;
}

interface LineNotesProps {
  readonly notes: readonly NotedLine[];
  /** How many there are, whether they are among the notes or not. */
  readonly total: number;
  /** Of the file that has them all. */
  readonly fileName: string;
}

const shownMax = 10;

/** What is said of lines: the first of them, and the rest as a file. */
export function LineNotes({ notes, total, fileName }: LineNotesProps) {
  return (
    <>
      <ul className="line-notes">
        {notes.slice(0, shownMax).map(({ line, reason }) => (
          <li key={`${line} ${reason}`}>
            Line {line}: <bdi>{reason}</bdi>
          </li>
        ))}
        {total > shownMax && <li>and {count(total - shownMax)} more</li>}
      </ul>
      {notes.length > shownMax && (
        <Button icon={<Download size={17} aria-hidden="true" />} onClick={() => saveNotes(notes, fileName)}>
          Download {total > notes.length ? `the first ${count(notes.length)}` : 'all of them'}
        </Button>
      )}
    </>
  );
}

/** Lines and reasons as a CSV that a spreadsheet opens. */
export function saveNotes(notes: readonly NotedLine[], fileName: string): void {
  const rows = notes.map(({ line, reason }) => ({ line, reason }));
  const style = { columns: ['line', 'reason'], bom: true, guardsFormulas: true, lineEnd: '\r\n' } as const;
  save(new Blob([...csvLines(rows, style)], { type: 'text/csv' }), fileName);
}
