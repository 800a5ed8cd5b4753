import { type LineNotice, noticedLines } from '@asg/domain/rows';
import { csvLines } from '@asg/formats';
import { Button } from '@asg/ui';
import { Download } from 'lucide-react';
import { count, spoken } from './format.ts';
import { save } from './save.ts';

interface LineNotesProps {
  readonly notes: readonly LineNotice[];
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
        {notes.slice(0, shownMax).map((note) => (
          <li key={`${note.line} ${note.reason}`}>
            {spoken(noticedLines(note))}: <bdi>{note.reason}</bdi>
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

/** Lines and reasons as a CSV that a spreadsheet opens; of how many lines each is true, where it is told. */
export function saveNotes(notes: readonly LineNotice[], fileName: string): void {
  const rows = notes.map(({ line, reason, count: lines }) => ({ line, reason, lines }));
  const columns = notes.some((note) => note.count !== undefined)
    ? ['line', 'reason', 'lines']
    : ['line', 'reason'];
  const style = { columns, bom: true, guardsFormulas: true, lineEnd: '\r\n' } as const;
  save(new Blob([...csvLines(rows, style)], { type: 'text/csv' }), fileName);
}
