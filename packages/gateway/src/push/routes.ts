import type { PushDevice } from '@asg/domain';
import type { PushDevices } from '@asg/push';
import { type AnswerOf, routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { refuseFields } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';

/** Where workers are told that there is work. */
export function servePush(serve: Serve, { pushes }: GatewayOptions): void {
  serve(routes.getPush, async (request) => {
    const { workerId } = workerOf(request).worker;
    return { status: 200, body: pushReply(await pushes.of(workerId)) };
  });

  serve(routes.setPush, async (request) => {
    const { workerId } = workerOf(request).worker;
    const { endpoint, keys } = request.body;
    if (keys == null) return { status: 200, body: pushReply(await pushes.remove(workerId, endpoint)) };
    if (endpoint === null) {
      const message = 'endpoint is required beside keys';
      return refuseFields([{ field: 'endpoint', constraint: 'required', message }]);
    }
    const outcome = await pushes.add(workerId, { endpoint, keys }, mailLanguage(request));
    if (!('devices' in outcome)) return refuseFields(outcome);
    return { status: 200, body: pushReply(outcome) };
  });
}

function pushReply({ publicKey, devices }: PushDevices): AnswerOf<typeof routes.getPush>['body'] {
  return { public_key: publicKey, devices: devices.map(pushDevicePart) };
}

/** Nothing of its endpoint and keys. */
export function pushDevicePart({ deviceId, host, language, addedAtMs }: PushDevice) {
  return { device_id: deviceId, host, language, added_at: rfc3339(addedAtMs) };
}
