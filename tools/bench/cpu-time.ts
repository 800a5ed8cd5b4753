import { readdir, readFile } from 'node:fs/promises';

const nsPerUs = 1_000;

/** CPU time of all threads of a process since it began, in µs. Reads /proc: on Linux alone. */
export async function cpuUs(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`;
  const threads = await readdir(tasks);
  const stats = await Promise.all(
    threads.map((thread) => readFile(`${tasks}/${thread}/schedstat`, 'utf8').catch(() => '0')),
  );
  return stats.reduce((sum, stat) => sum + Number(stat.split(' ')[0]), 0) / nsPerUs;
}
