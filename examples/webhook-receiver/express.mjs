import { verifyWebhook, WebhookVerificationError } from '@asg/sdk';
import express from 'express';

const secret = process.env.ASG_WEBHOOK_SECRET;
if (!secret) throw new Error('ASG_WEBHOOK_SECRET is not set');
const seen = new Set();
const app = express();

// The body as it came: a parsed one cannot be verified.
app.post('/hooks', express.raw({ type: '*/*', limit: '1mb' }), async (request, response) => {
  try {
    const { messageId, event } = await verifyWebhook({
      body: request.body,
      headers: request.headers,
      secret,
      requireTimestamp: true,
    });
    response.sendStatus(204);
    if (seen.has(messageId)) return;
    seen.add(messageId);
    console.log(event.event, event.task_id ?? '');
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    response.status(400).send(error.reason);
  }
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
