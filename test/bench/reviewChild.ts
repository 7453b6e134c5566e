/** One review in practice mode in a process of its own: prints the longest slice of the main thread as JSON. */

import { practiseAsk, practiceModel } from "../../src/practice/transport.ts";
import { review } from "../../src/review/review.ts";
import { aRequest, portsWith, realGit, settings, sourceWorker } from "../support/story.ts";
import { longestSlice, stall } from "./slice.ts";

/** Milliseconds of CPU that the planted stall takes. */
const planted = 80;

const [folder = "", plant = "nothing"] = process.argv.slice(2);
const git = await realGit();
const worker = sourceWorker();
const request = aRequest(folder, { depth: "standard", settings: { ...settings, model: practiceModel } });
const ports = portsWith({ git, worker, ask: practiseAsk() });
// The worker's start belongs to nobody's review.
await worker.count(["warm"], new AbortController().signal);

const idle = await longestSlice(async () => new Promise((resolve) => setTimeout(resolve, 200)));
let phase = "";
const began = performance.now();
const { taken, slice } = await longestSlice(async () => {
  if (plant === "stall") setTimeout(() => stall(planted), 100);
  return review(request, ports, {
    signal: new AbortController().signal,
    listen: (progress) => (phase = progress.phase.kind),
  });
});
const { outcome } = taken;
console.log(
  JSON.stringify({
    kind: outcome.kind,
    sent: outcome.coverage.files.filter(({ sent }) => sent === "whole" || sent === "part").length,
    files: outcome.coverage.files.length,
    phase,
    slice,
    idle: idle.slice,
    milliseconds: performance.now() - began,
  }),
);
await worker.dispose();
