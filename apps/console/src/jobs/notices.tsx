import { noticedLines } from '@asg/domain/rows';
import type { Job } from '@asg/sdk';
import { Card, Table } from '@asg/ui';

/** What was read otherwise than it is written, or found twice. */
export function Notices({ job: { notices } }: { readonly job: Job }) {
  if (notices.length === 0) return null;
  return (
    <Card title="Noticed in the file" hint="These lines were read all the same; the first of them.">
      <Table
        caption="Noticed in the file"
        columns={[
          { title: 'Line', cell: (notice) => noticedLines(notice).replace(/^line /, '') },
          { title: 'What was noticed', cell: ({ reason }) => <bdi className="wrap">{reason}</bdi> },
        ]}
        rows={notices}
        rowKey={({ line, reason }) => `${line} ${reason}`}
      />
    </Card>
  );
}
