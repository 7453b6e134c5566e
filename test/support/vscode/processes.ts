/** Starts the long-running programs a window needs, and sees to it that none outlives us. */

import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";

/** Windows has no process groups: there `taskkill /T` ends a whole tree instead. */
const windows = process.platform === "win32";
const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** Starts a program as leader of its own process group, so that `end` reaches its children as well. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, [...args], { ...options, detached: !windows });
  running.add(child);
  child.once("exit", () => {
    // The group may outlive its leader: ask it to end as well before forgetting it.
    signal(child, "SIGTERM");
    running.delete(child);
  });
  return child;
}

/** Ends a program and its children, asking first and insisting after two seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  signal(child, "SIGTERM");
  const insist = setTimeout(() => signal(child, "SIGKILL"), 2000);
  await gone;
  clearTimeout(insist);
}

/** Runs a program to its end and returns what it printed; rejects with that when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  child.stdout?.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (printed += text.toString()));
  const [code, ended] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (code === 0) return printed;
  throw new Error(`${command} ${args.join(" ")} ended with ${ended ?? code ?? "nothing"}:\n${printed}`);
}

/** Marks a temporary folder for removal when this process ends, however it ends. */
export function removeAtEnd(folder: string): void {
  folders.add(folder);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (windows) spawn("taskkill", ["/PID", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-child.pid, name);
  } catch {
    // Already gone, which is what was asked for.
  }
}

function endEverything(): void {
  for (const child of running) signal(child, "SIGKILL");
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
}

process.once("exit", endEverything);
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(name, () => process.exit(name === "SIGINT" ? 130 : 143));
}
