/** A worker for tests that does what the text of its task says: answer, never answer, break, or tell what reached it. */

import { parentPort, threadId } from "node:worker_threads";
import type { ThreadReply } from "../../../src/thread.ts";
import type { Reply, Task } from "../../../src/worker.ts";

/** One span, whose kind carries what the test wants to know. */
function tell(kind: string): void {
  reply({ kind: "scanned", spans: [{ start: 0, end: 1, kind }] });
}

function reply(message: Reply | ThreadReply): void {
  parentPort?.postMessage(message);
}

function follow(order: string): void {
  switch (order) {
    case "hang":
      return;
    case "spin":
      for (;;);
    case "throw":
      throw new Error("of the test");
    case "exit":
      process.exit(1);
    // eslint-disable-next-line no-fallthrough -- the process has ended
    case "fail":
      return reply({ kind: "failed" });
    case "environment":
      return tell(JSON.stringify({ env: process.env, flags: process.execArgv }));
    case "print":
      process.stdout.write("printed by the thread\n");
      process.stderr.write("printed by the thread\n");
      return tell("printed");
    default:
      return tell(`${threadId}`);
  }
}

parentPort?.on("message", (task: Task) => {
  if (task.kind === "scan") follow(task.text);
  else reply({ kind: "counted", counts: task.texts.map((text) => text.length) });
});
reply({ kind: "ready" });
