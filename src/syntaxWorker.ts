/** The thread for syntax: it tells what texts define, mention and import, one text after the other, and keeps the index of all that. */

import { parentPort, workerData } from "node:worker_threads";
import manifest from "../package.json" with { type: "json" };
import { openGrammars, type Grammars } from "./syntax/grammar.ts";
import { IndexKeeper, type IndexReply, type IndexTask } from "./syntax/indexKeeper.ts";
import type { Named, Outline } from "./syntax/outline.ts";
import { readOutline } from "./syntax/reading.ts";
import type { ThreadData, ThreadReply } from "./thread.ts";

export type Task = ({ readonly kind: "outline" } & Named) | IndexTask;

export type Reply = { readonly kind: "outlined"; readonly outline: Outline | null } | IndexReply;

/** What the client tells the thread at its start: addresses of files. */
export interface Data {
  readonly runtime: string;
  readonly grammars: string;
}

const { runtime, grammars, stop } = workerData as Data & ThreadData;
const stopped = new Int32Array(stop);
const isStopped = (): boolean => Atomics.load(stopped, 0) === 1;

const opened: Promise<Grammars> = openGrammars({ runtime: new URL(runtime), grammars: new URL(grammars) });

const outline = async (text: Named): Promise<Outline | null> =>
  readOutline(text, { grammars: await opened, isStopped });
// Another version may read outlines differently.
const index = new IndexKeeper({ outline, isStopped, version: manifest.version });

async function perform(task: Task): Promise<Reply | ThreadReply> {
  return task.kind === "outline" ? { kind: "outlined", outline: await outline(task) } : index.perform(task);
}

function reply(message: Reply | ThreadReply): void {
  parentPort?.postMessage(message);
}

/** A parser that broke, for want of memory, say, is of no use any more, and this thread with it. */
function end(): never {
  process.exit(1);
}

parentPort?.on("message", (task: Task) => void perform(task).then(reply, end));
reply({ kind: "ready" });
