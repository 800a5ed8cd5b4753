import { gateway } from '../api/clients.ts';
import { LogPage } from './log-page.tsx';

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
