/** Finds stalls: the most CPU time that this thread takes between two turns of its event loop. */

export interface Sliced<T> {
  readonly taken: T;
  /** Milliseconds. */
  readonly slice: number;
}

export async function longestSlice<T>(work: () => Promise<T>): Promise<Sliced<T>> {
  let slice = 0;
  let running = true;
  let last = cpu();
  const turn = (): void => {
    const now = cpu();
    slice = Math.max(slice, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const taken = await work();
  running = false;
  turn();
  return { taken, slice };
}

/** Keeps the thread busy for so many milliseconds: the control that must be seen. */
export function stall(milliseconds: number): void {
  const end = cpu() + milliseconds;
  while (cpu() < end);
}

function cpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
