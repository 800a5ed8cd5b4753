import { Type } from 'typebox';
import { requestObject } from '../parts/fields.ts';
import { payloads } from './payloads.ts';

const lastEventId = { maxLength: 100, description: 'The last event that arrived; 0: from the first' };
export const eventsQuery = requestObject({ last_event_id: Type.Optional(Type.String(lastEventId)) });
export const eventsHeaders = Type.Object({ 'last-event-id': Type.Optional(Type.String(lastEventId)) });
export const eventStream = Type.String({
  description: `Server-sent events: \`id\`, \`event\`, and \`data\` with the payload that webhooks get. ${payloads}`,
});
