import { Button, Notice, Skeleton } from '@asg/ui';
import { Bell, BellOff } from 'lucide-react';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { PushServiceError, useTelling } from './telling.ts';

/** Turns on and off that this device is told when there is work. */
export function PushCard() {
  const { state, change } = useTelling();
  const { data } = state;
  const isOn = data?.told.devices.some(({ device_id }) => device_id === data.place.deviceId) === true;
  const others = (data?.told.devices.length ?? 0) - (isOn ? 1 : 0);
  const busy = (asked: typeof change.variables) => change.isPending && change.variables === asked;
  return (
    <section className="ui-card ui-stack" aria-labelledby="push-title">
      <h2 id="push-title">{messages.push.title}</h2>
      <p className="ui-muted">{messages.push.lead}</p>
      {state.isPending && <Skeleton height="3rem" />}
      {state.isError && <Notice tone="danger">{problemText(state.error)}</Notice>}
      {change.isError && (
        <Notice tone="danger" urgent>
          {change.error instanceof PushServiceError ? messages.push.failed : problemText(change.error)}
        </Notice>
      )}
      {data !== undefined && (
        <>
          {data.place.ability === 'none' && <p>{messages.push.unsupported}</p>}
          {data.place.ability === 'denied' && <Notice tone="warning">{messages.push.blocked}</Notice>}
          {isOn && <p role="status">{messages.push.isOn}</p>}
          {data.place.ability === 'able' && !isOn && (
            <div>
              <Button
                busy={busy('this')}
                icon={<Bell size={18} aria-hidden="true" />}
                onClick={() => change.mutate('this')}
              >
                {messages.push.turnOn}
              </Button>
            </div>
          )}
          {isOn && (
            <div>
              <Button
                busy={busy('off_here')}
                icon={<BellOff size={18} aria-hidden="true" />}
                onClick={() => change.mutate('off_here')}
              >
                {messages.push.turnOff}
              </Button>
            </div>
          )}
          {others > 0 && (
            <>
              <p className="ui-muted">{messages.push.others({ n: others })}</p>
              <div>
                <Button busy={busy('off_everywhere')} onClick={() => change.mutate('off_everywhere')}>
                  {messages.push.offEverywhere}
                </Button>
              </div>
            </>
          )}
        </>
      )}
    </section>
  );
}
