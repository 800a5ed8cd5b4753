import { route } from '../contract.ts';
import { eventStream, eventsHeaders, eventsQuery } from './schemas.ts';

export const streamEvents = route({
  method: 'GET',
  path: '/v1/events',
  operationId: 'streamEvents',
  tag: 'Webhooks',
  summary: 'Events of your tasks, as they happen (server-sent events)',
  description:
    'Goes on after `Last-Event-ID` (header, or `last_event_id` in the query), else with what comes next. At most 10 streams at once.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: eventsQuery,
  headers: eventsHeaders,
  responses: {
    200: {
      description: 'The stream',
      schema: eventStream,
      contentTypes: ['text/event-stream'],
      streams: true,
    },
  },
  errors: ['too_many_streams'],
});
