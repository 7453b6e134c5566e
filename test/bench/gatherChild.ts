/** One gathering in a process of its own, under whatever limits it was started: prints its longest slice of CPU time as JSON. */

import { realGit } from "../support/story.ts";
import { gatherOnce } from "./gatherOnce.ts";
import { longestSlice, stall } from "./slice.ts";

/** Milliseconds of CPU that the planted stall takes. */
const planted = 80;
/** Bytes that the planted hog holds on to. */
const held = 320 * 1024 * 1024;

const [folder = "", plant = "nothing"] = process.argv.slice(2);
const git = await realGit();
const hog: unknown[] = [];
if (plant === "hog") {
  // An array's own slots lie in the heap that the limit is about, eight bytes or four each.
  while (process.memoryUsage().heapUsed < held)
    hog.push(Array.from({ length: 100_000 }, (_, index) => index));
}

const idle = await longestSlice(async () => new Promise((resolve) => setTimeout(resolve, 200)));
const began = performance.now();
const busy = await longestSlice(async () => {
  const gathering = gatherOnce(folder, git);
  if (plant === "stall") setTimeout(() => stall(planted), 100);
  return gathering;
});
const milliseconds = performance.now() - began;
const { taken, slice } = busy;
console.log(JSON.stringify({ taken, slice, idle: idle.slice, milliseconds, held: hog.length }));
