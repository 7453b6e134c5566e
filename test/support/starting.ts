/** Starts git for tests from one small process: they start it thousands of times, and from a process that has grown large each costs 20 ms. */

import type { Program, StartProgram } from "../../src/change/child.ts";
import { openStarter } from "../../src/starterClient.ts";

const starter = openStarter({ url: new URL("../../src/starter.ts", import.meta.url) });

export const start: StartProgram = starter.start;

/** Runs a program to its end and returns what it printed; rejects with that when it fails. */
export async function runByStarter(
  executable: string,
  args: readonly string[],
  { folder, environment }: Pick<Program, "folder" | "environment">,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const printed: Buffer[] = [];
    const hear = (bytes: Buffer): void => void printed.push(bytes);
    start(
      { executable, args, folder, environment, input: "" },
      {
        out: hear,
        message: hear,
        end: (end) => {
          const text = Buffer.concat(printed).toString();
          if (end.kind === "ended" && end.code === 0) resolve(text);
          else reject(new Error(`${executable} ${args.join(" ")}: ${JSON.stringify(end)}\n${text}`));
        },
      },
    );
  });
}
