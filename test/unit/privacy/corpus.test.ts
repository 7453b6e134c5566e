/** Secrets of every form, in the settings of real changes, on the whole way from git through the door: none of them leaves. */

import assert from "node:assert/strict";
import type { FileChange, UnsavedText } from "../../../src/change/change.ts";
import { clear } from "../../../src/privacy/clear.ts";
import type { ClearedFile } from "../../../src/privacy/cleared.ts";
import { scanText } from "../../../src/privacy/secrets.ts";
import { changeIn } from "../../support/gathering.ts";
import { createRepository } from "../../support/repository.ts";
import { randomFrom } from "./random.ts";
import { fixedKinds, type Made } from "./secretKinds.ts";
import { survives } from "./survival.ts";

/** One file before and after; null where it is absent. */
interface Placed {
  readonly before: string | null;
  readonly after: string | null;
  /** What an editor holds of it. */
  readonly unsaved?: string;
}

const code = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `const n${from + index} = ${from + index};\n`).join("");

const onEachLine = (text: string, change: (line: string) => string): string =>
  text.split("\n").map(change).join("\n");

const quoted = ({ shown }: Made): string => `const value = \`${shown}\`;\n`;
const added = (after: string): Placed => ({ before: null, after });

/** Of a key of several lines the hunk shows the middle; of one line it shows the line beside a change. */
function hunkOnly(made: Made): Placed {
  const { shown } = made;
  if (!shown.includes("\n")) {
    const text = (last: number): string =>
      `${code(1, 20)}${quoted(made)}${code(30, 1)}run(${last});\n${code(40, 20)}`;
    return { before: text(1), after: text(2) };
  }
  const lines = shown.split("\n");
  const other = lines.with(
    4,
    Array.from(lines[4] ?? "")
      .reverse()
      .join(""),
  );
  const text = (of: readonly string[]): string => `${code(1, 20)}${of.join("\n")}\n${code(40, 20)}`;
  return { before: text(lines), after: text(other) };
}

const inAddress = ({ shown }: Made): string =>
  /^[\w.~:/?#@!$&'()*+,;=%-]+$/.test(shown) ? shown : encodeURIComponent(shown);

const settings: Readonly<Record<string, (made: Made) => Placed>> = {
  "whole file": (made) => added(`${code(1, 5)}${quoted(made)}${code(10, 5)}`),
  "hunk only": hunkOnly,
  "removed line": (made) => ({
    before: `${code(1, 20)}${quoted(made)}${code(30, 20)}`,
    after: `${code(1, 20)}${code(30, 20)}`,
  }),
  "JSON-escaped": ({ shown }) => added(`{ "body": ${JSON.stringify(`first "line"\n${shown}\nlast\n`)} }\n`),
  "indented YAML": ({ shown }) =>
    added(`a:\n  b:\n    c: |\n${onEachLine(shown, (line) => `      ${line}`)}\n`),
  comment: ({ shown }) => added(`${onEachLine(`was: ${shown}`, (line) => `// ${line}`)}\n${code(1, 5)}`),
  URL: (made) => {
    const address = inAddress(made);
    return added(
      `fetch("${address.startsWith("http") ? address : `https://example.com/?v=${address}&x=1`}");\n`,
    );
  },
  "unsaved text": (made) => ({
    before: code(1, 20),
    after: code(1, 20),
    unsaved: `${code(1, 10)}${quoted(made)}${code(11, 10)}`,
  }),
};

interface Case {
  readonly name: string;
  readonly path: string;
  readonly made: Made;
  readonly placed: Placed;
}

function everyCase(): readonly Case[] {
  const random = randomFrom(20261125);
  return fixedKinds.flatMap((kind, index) =>
    Object.entries(settings).map(([setting, place], at) => {
      const made = kind.make(random);
      return { name: `${kind.name}, ${setting}`, path: `s${at}/k${index}.txt`, made, placed: place(made) };
    }),
  );
}

async function changeOf(
  cases: readonly Case[],
  look: (files: readonly ClearedFile[]) => void,
): Promise<void> {
  const filesOf = (side: "before" | "after"): Record<string, string> =>
    Object.fromEntries(
      cases.flatMap(({ path, placed }) => (placed[side] === null ? [] : [[path, placed[side]]])),
    );
  const repository = await createRepository(filesOf("before"));
  try {
    for (const [path, text] of Object.entries(filesOf("after"))) await repository.write(path, text);
    const unsaved: readonly UnsavedText[] = cases.flatMap(({ path, placed: { unsaved: text } }) =>
      text === undefined ? [] : [{ path, text }],
    );
    const change = await changeIn({ folder: repository.root, unsaved });
    const door = { withhold: () => null, scan: scanText, key: "of the test", prefix: "" };
    look((await clear({ change, door, signal: new AbortController().signal })).files);
  } finally {
    await repository.dispose();
  }
}

/** What a diff shows: the lines of the hunks, as `texts` has them. */
function shownIn(
  { hunks }: FileChange,
  texts: { readonly old: readonly string[]; readonly new: readonly string[] },
): string {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return lines
    .map((line) => (line.new === null ? texts.old[(line.old ?? 0) - 1] : texts.new[line.new - 1]))
    .join("\n");
}

describe("Secrets in real changes", () => {
  it(`of ${fixedKinds.length} forms in ${Object.keys(settings).length} settings stay here`, async function () {
    const cases = everyCase();
    const missed: string[] = [];
    await changeOf(cases, (files) => {
      const byPath = new Map(files.map((file) => [file.file.path, file]));
      for (const { name, path, made } of cases) {
        const file = byPath.get(path);
        assert.ok(file !== undefined && file.withheld === null, `${name} is in the change`);
        const { old, new: fresh } = file;
        const raw = shownIn(file.file, { old: old?.snapshot ?? [], new: fresh?.snapshot ?? [] });
        assert.ok(survives(made.secret, raw), `${name}: the trap must fire in the diff itself`);
        const leaving = [...(old?.sent ?? []), ...(fresh?.sent ?? [])].join("\n");
        if (survives(made.secret, leaving)) missed.push(name);
      }
    });
    assert.ok(fixedKinds.length >= 40);
    const said = `${missed.length} of ${cases.length} missed${missed.map((name) => `\n      ${name}`).join("")}`;
    assert.ok(missed.length / cases.length <= 0.02, said);
    this.test!.title += ` (${said})`;
  });

  it("are shown only by their middle where the hunk is in the middle", () => {
    const [kind] = fixedKinds.filter(({ name }) => name === "RSA private key");
    const made = kind!.make(randomFrom(1));
    const { before, after } = hunkOnly(made);
    assert.ok(before!.includes("BEGIN RSA") && after!.includes("END RSA"));
    const changed = before!.split("\n").findIndex((line, index) => line !== after!.split("\n")[index]);
    const hunk = after!
      .split("\n")
      .slice(changed - 3, changed + 4)
      .join("\n");
    assert.ok(!/BEGIN|END|const/.test(hunk), hunk);
  });
});
