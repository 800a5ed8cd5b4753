import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { idle } from '@asg/runtime';
import { type Answer, type Request, ready } from './child/messages.ts';
import { type Inspection, type PictureResult, refused, tooMuchMemory } from './results.ts';

const program = fileURLToPath(new URL('./child/main.ts', import.meta.url));
/** What Node.js sets aside when it starts, nearly all of it never touched, bytes. */
const reservedBytes = 640 * 1024 * 1024;
/** What of it is touched: what a decoder takes up beside its pictures. */
export const programBytes = 128 * 1024 * 1024;
/** Above it an idle decoder is replaced: what was freed is not always given back. */
const idleBytesMax = 256 * 1024 * 1024;
const heapMiB = 64;
/** Without a picture for so long it ends. */
const idleMs = 60_000;
/** Of the environment it has what the program needs to start, and no secrets. */
const variablesKept: readonly string[] = ['PATH', 'LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE', 'SystemRoot'];
/** One picture at a time needs no more threads, nor pools of memory for them. */
const thrift = { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' };

type Result = PictureResult | Inspection;
/** `failed`: the process ended before it could begin. */
type End = 'ended' | 'failed' | 'late';

/** A process of its own that decodes one picture at a time. Started by the first, and anew after it died. */
export class Decoder {
  #child: ChildProcess | null = null;
  #isReady = false;
  #resting = new AbortController();
  readonly #workBytes: number;

  /** `workBytes`: memory for pictures; the system refuses it more. */
  constructor(workBytes: number) {
    this.#workBytes = workBytes;
  }

  /** Does it; when `late` aborts, the process is ended. Never rejects. */
  async work(request: Request, late: AbortSignal): Promise<Result> {
    let end = await this.#attempt(request, late);
    // It may have been ended by something else: what ends it twice is the picture.
    if (end === 'ended') end = await this.#attempt(request, late);
    switch (end) {
      case 'late':
        return refused('too_large', 'decoding it takes too long');
      case 'ended':
        return refused('too_large', tooMuchMemory);
      case 'failed':
        return refused('busy', 'no picture can be decoded here now');
      default:
        return end;
    }
  }

  /** Ends the process, whatever it does. The next picture starts another. */
  end(): void {
    this.#resting.abort();
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #attempt(request: Request, late: AbortSignal): Promise<Result | End> {
    if (late.aborted) return 'late';
    this.#resting.abort();
    this.#child ??= this.#started();
    const child = this.#child;
    hold(child);
    const answer = await this.#answered(child, request, late);
    letGo(child);
    if (typeof answer === 'string') {
      this.end();
      return answer;
    }
    if (answer.memoryBytes > idleBytesMax) this.end();
    else this.#rest();
    return answer.result;
  }

  #rest(): void {
    this.#resting = new AbortController();
    const { signal } = this.#resting;
    void idle(idleMs, signal).then(() => {
      if (!signal.aborted) this.end();
    });
  }

  #answered(child: ChildProcess, request: Request, late: AbortSignal): Promise<Answer | End> {
    return new Promise((resolve) => {
      const settle = (answer: Answer | End): void => {
        child.off('message', heard).off('close', ended);
        late.removeEventListener('abort', outOfTime);
        resolve(answer);
      };
      const heard = (message: Answer | typeof ready): void => {
        if (message === ready) this.#isReady = true;
        else settle(message);
      };
      const ended = (): void => settle(this.#isReady ? 'ended' : 'failed');
      const outOfTime = (): void => settle('late');
      child.on('message', heard).once('close', ended);
      late.addEventListener('abort', outOfTime, { once: true });
      child.send(request, (error) => {
        if (error !== null) child.kill('SIGKILL');
      });
    });
  }

  #started(): ChildProcess {
    this.#isReady = false;
    const node = [process.execPath, `--max-old-space-size=${heapMiB}`, program];
    // Native code takes memory that a limit of the heap does not count: the system's limit does.
    const bounded = [
      '/bin/sh',
      '-c',
      'ulimit -d "$0"; exec "$@"',
      String(Math.ceil((reservedBytes + this.#workBytes) / 1024)),
      ...node,
    ];
    const [command = '', ...args] = process.platform === 'win32' ? node : bounded;
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
      env: { ...thrift, ...Object.fromEntries(variablesKept.map((name) => [name, process.env[name]])) },
    });
    // Its end says what went wrong.
    child.on('error', () => {});
    child.once('close', () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }
}

/** The server stays while it works, and may end while it waits. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
