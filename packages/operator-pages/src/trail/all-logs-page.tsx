import { admin } from '@asg/console-kit';
import { LogPage } from '@asg/console-kit/trail';

export default function AllLogsPage() {
  return (
    <LogPage
      place="/operator/audit-log"
      title="Audit logs"
      lead="Who did what, in all organisations and accounts, and as the operator. The newest first."
      path="/v1/admin/audit-log"
      ofAll
      load={(query, signal) => admin.auditLog.page(query, { signal })}
    />
  );
}
