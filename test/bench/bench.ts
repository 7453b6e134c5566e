/** `npm run bench`: what starting up, the bundles, the worker, gathering and the way to the wire cost. It prints tables and judges nothing. */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { installHost } from "../support/vscode/host.ts";
import { run } from "../support/vscode/processes.ts";
import { measureActivation } from "./activation.ts";
import { measureGathering } from "./gathering.ts";
import { inWords, printTable, spreadOf } from "./samples.ts";
import { measureSlices } from "./slices.ts";
import { measureWire, type WireSample } from "./wire.ts";
import { measureWorker } from "./worker.ts";

const times = 11;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

await run(process.execPath, [path.join(repositoryRoot, "test/package/package.ts")], { cwd: repositoryRoot });
await installHost();

const dist = path.join(repositoryRoot, "dist");
const entries = await readdir(dist, { recursive: true, withFileTypes: true });
const names = entries
  .filter((entry) => entry.isFile())
  .map(({ name, parentPath }) => path.relative(dist, path.join(parentPath, name)));
const bundles = await Promise.all(
  names.sort().map(async (name) => {
    const bytes = await readFile(path.join(dist, name));
    return [name, kilobytes(bytes.length), kilobytes((await promisify(gzip)(bytes)).length)];
  }),
);
printTable("Bundles", [["file", "size", "gzipped"], ...bundles]);

const worker = await measureWorker(times);
const tasks = (["count", "scan"] as const).map((task) => {
  const warm = worker.warm.map((sample) => sample[task]);
  const ratios = worker.warm.map((sample) => sample[task] / sample.hash);
  return [task, worker.cold[task].toFixed(0), inWords(spreadOf(warm), 0), inWords(spreadOf(ratios), 0)];
});
printTable(
  `The worker on ${worker.characters} characters of code, ${worker.tokens} tokens: median (least–most) of ${times}`,
  [["task", "cold ms", "warm ms", "times a SHA-256 of the text"], ...tasks],
);

const gathering = await measureGathering(times);
const { change, cold, warm, slices, memory } = gathering;
const ratioOf = (sample: (typeof warm)[number]): number => sample.gather / sample.floor;
printTable(
  `Gathering ${change.files} changed files with ${change.lines} changed lines (${change.characters} characters): median (least–most) of ${times}`,
  [
    ["work", "cold ms", "warm ms"],
    [
      "git diff, and reading the same files",
      cold.floor.toFixed(0),
      inWords(spreadOf(warm.map(({ floor }) => floor)), 0),
    ],
    ["gathering", cold.gather.toFixed(0), inWords(spreadOf(warm.map(({ gather }) => gather)), 0)],
    ["ratio", ratioOf(cold).toFixed(2), inWords(spreadOf(warm.map(ratioOf)), 2)],
  ],
);
printTable("The longest slice of the main thread's CPU time", [
  ["while", "ms"],
  ["idle", slices.idle.toFixed(1)],
  ["gathering", slices.gathering.toFixed(1)],
  ["gathering, with a planted stall of 80 ms", slices.withStall.toFixed(1)],
]);
printTable("Gathering under a limited heap", [
  ["work", "limit", "ended"],
  ...memory.map(({ work, limit, endedWell }) => [work, limit, endedWell ? "well" : "by dying"]),
]);

const slow = await measureSlices();
printTable("The longest slice of the main thread's CPU time in a review, over changes that are hard on it", [
  ["change", "ended", "files sent", "slice ms", "idle ms", "review ms"],
  ...slow.map(({ name, kind, sent, files, slice, idle, milliseconds }) => {
    const numbers = [slice.toFixed(1), idle.toFixed(1), milliseconds.toFixed(0)];
    return [name, kind, `${sent} of ${files}`, ...numbers];
  }),
]);

for (const [name, changed] of [
  ["20 changed files", 20],
  ["a full prompt", 250],
] as const) {
  const wire = await measureWire(name, { changed, times });
  const timesFloor = (sample: WireSample): number => sample.wire / sample.floor;
  const row = (what: string, of: (sample: WireSample) => number, digits: number): readonly string[] => [
    what,
    of(wire.cold).toFixed(digits),
    inWords(spreadOf(wire.warm.map(of)), digits),
  ];
  const phases = [...wire.cold.phases.keys()];
  printTable(
    `From a command to the wire, ${name}: ${wire.changed} changed and ${wire.open} open of ${wire.files} files, ${wire.inputTokens} tokens: median (least–most) of ${times}`,
    [
      ["what", "cold ms", "warm ms"],
      row("git diff, and reading the same files", ({ floor }) => floor, 0),
      row("to the whole request at the server", (sample) => sample.wire, 0),
      ...phases.map((phase) => row(`  ${phase}`, (sample) => sample.phases.get(phase) ?? 0, 0)),
      row("ratio", timesFloor, 1),
    ],
  );
}

const activations = await measureActivation(times);
printTable(
  `Activation by VS Code's own account, code loading included: median (least–most) of ${times} windows`,
  [
    ["extension", "ms"],
    ["Second Look", inWords(spreadOf(activations.map(({ ours }) => ours)), 0)],
    ["one that does nothing", inWords(spreadOf(activations.map(({ empty }) => empty)), 0)],
    ["ratio", inWords(spreadOf(activations.map(({ ours, empty }) => ours / Math.max(1, empty))), 1)],
  ],
);
process.exit();
