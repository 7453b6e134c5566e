/** `npm test`: every stage, in two lanes for two cores; names as arguments choose some of them. */

import { installHost } from "./support/vscode/host.ts";
import { notRun, runStage, type Ended, type Stage } from "./support/stages.ts";

const mocha = "node_modules/mocha/bin/mocha.js";
const jsonReport = (reports: string): readonly string[] => [
  ...["--reporter", "json", "--reporter-option", `output=${reports}/mocha.json`],
];

/** Lanes run side by side, the stages of a lane one after another. */
const lanes: readonly (readonly Stage[])[] = [
  [
    {
      name: "types",
      kind: "check",
      scripts: () => [
        ["node_modules/typescript/bin/tsc", "--noEmit"],
        ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "src/panel"],
      ],
    },
    {
      name: "lint",
      kind: "check",
      scripts: () => [["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."]],
    },
    {
      name: "format",
      kind: "check",
      scripts: () => [["node_modules/prettier/bin/prettier.cjs", "--check", "."]],
    },
    {
      name: "unit",
      kind: "tests",
      scripts: (reports) => [
        [mocha, ...jsonReport(reports), "test/*.test.ts", "test/{unit,support,package,mutants}/**/*.test.ts"],
      ],
    },
  ],
  [
    { name: "package", kind: "check", scripts: () => [["test/package/package.ts"]] },
    {
      name: "integration",
      needs: ["package"],
      kind: "tests",
      scripts: (reports) => [["test/integration/run.ts", reports]],
    },
    {
      name: "e2e",
      needs: ["package"],
      kind: "tests",
      scripts: (reports) => [[mocha, ...jsonReport(reports), "--timeout", "120000", "test/e2e/*.test.ts"]],
    },
  ],
];
const needWindow = ["integration", "e2e"];

const known = lanes.flat();
const named = process.argv.slice(2);
const unknown = named.filter((name) => !known.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(", ")}; there are ${known.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

const chosen = new Set(known.filter(({ name }) => named.length === 0 || named.includes(name)));
for (const stage of [...chosen]) {
  for (const need of stage.needs ?? []) for (const other of known) if (other.name === need) chosen.add(other);
}

// Here and not in a stage: it may take an installation, which needs the whole environment.
const window = known.some((stage) => chosen.has(stage) && needWindow.includes(stage.name))
  ? installHost()
  : Promise.resolve(null);
// It is awaited where it is needed; until then a failure is no crash.
window.catch(() => {});

const ended = (await Promise.all(lanes.map(runLane))).flat();
const passed = ended.reduce((sum, stage) => sum + stage.passed, 0);
const failed = ended.reduce((sum, stage) => sum + stage.failed, 0);
for (const { stage, output } of ended) {
  if (output !== "") console.log(`\n${"─".repeat(20)} ${stage.name} failed ${"─".repeat(20)}\n${output}\n`);
}
if (passed + failed === 0 && known.some((stage) => chosen.has(stage) && stage.kind === "tests"))
  process.exitCode = 1;
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

async function runLane(lane: readonly Stage[]): Promise<readonly Ended[]> {
  const done: Ended[] = [];
  for (const stage of lane) {
    if (!chosen.has(stage)) continue;
    const broken = done.find(({ stage: { name }, failed }) => failed > 0 && stage.needs?.includes(name));
    const result = broken === undefined ? await runReady(stage) : notRun(stage, broken.stage.name);
    console.log(line(result));
    done.push(result);
  }
  return done;
}

async function runReady(stage: Stage): Promise<Ended> {
  if (needWindow.includes(stage.name)) {
    const trouble = await window.then(
      () => null,
      (error: unknown) => String(error),
    );
    if (trouble !== null) return { ...notRun(stage, "the installation of VS Code"), output: trouble };
  }
  return runStage(stage);
}

function line({ stage, passed, failed, skipped, seconds }: Ended): string {
  const counts = [
    ...(stage.kind === "tests" && passed > 0 ? [`${passed} passed`] : []),
    ...(failed > 0 ? [stage.kind === "tests" ? `${failed} failed` : "failed"] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const text = counts.length === 0 ? "fine" : counts.join(", ");
  return `  ${failed > 0 ? "✗" : "✓"} ${stage.name.padEnd(12)} ${text.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s`;
}
