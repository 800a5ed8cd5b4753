import { gateway } from '@asg/console-kit';
import { LogPage } from '@asg/console-kit/trail';

export default function AuditLogPage() {
  return (
    <LogPage
      place="/audit-log"
      title="Audit log"
      lead="Who did what in your organisation, the newest first. Nothing in it is ever changed or removed."
      path="/v1/audit-log"
      load={(query, signal) => gateway.auditLog.page(query, { signal })}
    />
  );
}
