/** A worker for tests that starts and never says that it can take a task. */

import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => undefined);
