import { Calls, Stopped } from './calls.ts';
import { run } from './run.ts';
import { newPlan } from './samples.ts';
import { Stage } from './stage.ts';

const button = document.querySelector<HTMLButtonElement>('#demo-run');
const status = document.querySelector<HTMLElement>('#demo-status');
const root = document.querySelector<HTMLElement>('#demo-stage');

/** Nothing is asked of the server before the button is pressed. */
function offer(start: HTMLButtonElement, stage: Stage): void {
  let running: AbortController | null = null;
  const idle = start.textContent;
  start.hidden = false;
  start.addEventListener('click', () => {
    if (running !== null) {
      running.abort();
      return;
    }
    running = new AbortController();
    start.textContent = 'Stop';
    start.dataset.variant = 'secondary';
    const plan = newPlan();
    stage.clear(plan);
    const calls = new Calls(new URL('./', document.baseURI), running.signal, (exchange) =>
      stage.told(exchange),
    );
    void run(calls, stage, plan)
      .catch((error: unknown) => {
        stage.say(error instanceof Stopped ? error.message : 'Something failed on this page. Load it again.');
      })
      .finally(() => {
        running = null;
        start.textContent = idle;
        start.dataset.variant = 'primary';
      });
  });
}

if (button !== null && status !== null && root !== null) offer(button, new Stage(root, status));
