/** The house keeps its shape: who may import whom, what may not be called what, and that each of these rules can fail. */

import assert from "node:assert/strict";
import path from "node:path";
import {
  defaultExports,
  environmentReaders,
  makersOfCleared,
  senders,
  silentFiles,
  vagueFiles,
} from "./support/house/contents.ts";
import {
  bypassOwners,
  circles,
  importEdges,
  knowTooMuch,
  lookDown,
  strangersMeet,
  unknownChapters,
} from "./support/house/imports.ts";
import { parse, readSources, type Source } from "./support/house/sources.ts";

interface Rule {
  readonly says: string;
  readonly check: (sources: readonly Source[]) => readonly string[];
  /** Files that break it, one at a time. */
  readonly broken: Readonly<Record<string, string>>;
  /** Files that come close and don't. */
  readonly kept: Readonly<Record<string, string>>;
}

const opening = "/** Says something for the test. */\n";

const rules: readonly Rule[] = [
  {
    says: "lets a chapter import only what stands above it",
    check: lookDown,
    broken: {
      "src/text/a.ts": 'import { x } from "../change/x.ts";',
      "src/change/a.ts": 'import type { X } from "../privacy/x.ts";',
      "src/privacy/a.ts": 'export { x } from "../prompt/x.ts";',
      "src/prompt/a.ts": 'const x = await import("../model/x.ts");',
      "src/model/a.ts": 'let x: import("../review/x.ts").X;',
      "src/review/a.ts": 'const x = require("../report/x.ts");',
    },
    kept: {
      "src/review/a.ts": 'import { x } from "../finding/x.ts"; import { y } from "./y.ts";',
      "src/practice/a.ts": 'import { x } from "../prompt/x.ts";',
      "src/worker.ts": 'import { x } from "./privacy/x.ts";',
    },
  },
  {
    says: "knows every chapter there is",
    check: unknownChapters,
    broken: { "src/extras/a.ts": "" },
    kept: { "src/syntax/a.ts": "", "src/editor/panel/a.ts": "", "src/cli.ts": "" },
  },
  {
    says: "keeps strangers apart",
    check: strangersMeet,
    broken: {
      "src/practice/a.ts": 'import { x } from "../report/x.ts";',
      "src/editor/a.ts": 'import { x } from "../cli/x.ts";',
    },
    kept: { "src/cli/a.ts": 'import { x } from "../report/x.ts"; import { y } from "../practice/y.ts";' },
  },
  {
    says: "lets the promise, the ground and the panel know only what they need",
    check: knowTooMuch,
    broken: {
      "src/panel/a.ts": 'import type { X } from "../finding/x.ts";',
      "src/panel/b.ts": 'import { x } from "../workerClient.ts";',
      "src/contract/a.ts": 'import { x } from "../text/x.ts";',
      "src/text/a.ts": 'import { x } from "../contract/x.ts";',
    },
    kept: { "src/panel/a.ts": 'import type { X } from "../contract/x.ts"; import { y } from "./y.ts";' },
  },
  {
    says: "leaves the edges to the entries, and the entries to nobody",
    check: importEdges,
    broken: {
      "src/report/a.ts": 'import { x } from "../cli/words.ts";',
      "src/workerClient.ts": 'import { x } from "./editor/x.ts";',
      "src/editor/a.ts": 'import { x } from "../extension.ts";',
      "src/cli/a.ts": 'import { x } from "../worker.ts";',
    },
    kept: {
      "src/cli.ts": 'import { x } from "./cli/x.ts";',
      "src/cli/a.ts": 'import { x } from "./x.ts"; import { y } from "../workerClient.ts";',
      "src/workerClient.ts": 'import type { X } from "./worker.ts";',
    },
  },
  {
    says: "keeps each library and each way out behind its one door",
    check: bypassOwners,
    broken: {
      "src/review/a.ts": 'import * as vscode from "vscode";',
      "src/model/a.ts": 'import OpenAI from "openai/resources";',
      "src/privacy/a.ts": 'import { rules } from "@secretlint/secretlint-rule-preset-recommend";',
      "src/prompt/a.ts": 'const x = await import("gpt-tokenizer/encoding/o200k_base");',
      "src/change/a.ts": 'import { spawn } from "node:child_process";',
      "src/change/git.ts": 'import { spawn } from "child_process";',
      "src/cli/a.ts": 'import { request } from "node:https";',
      "src/report/a.ts": 'import { connect } from "node:net";',
    },
    kept: {
      "src/change/child.ts": 'import { spawn } from "node:child_process";',
      "src/editor/panel/a.ts": 'import * as vscode from "vscode";',
      "src/model/openai.ts": 'import OpenAI from "openai";',
      "src/privacy/a.ts": 'import { x } from "./ignore.ts"; import path from "node:path";',
    },
  },
  {
    says: "has no circles, not even of types",
    check: circles,
    broken: { "src/text/a.ts": 'import type { A } from "./a.ts";' },
    kept: { "src/text/a.ts": 'import type { B } from "./b.ts";' },
  },
  {
    says: "makes cleared text in one place only",
    check: makersOfCleared,
    broken: {
      "src/context/a.ts": "const text = (x: string) => x as ClearedText;",
      "src/context/b.ts": "const lines = x as unknown as readonly ClearedText[];",
      "src/prompt/a.ts":
        "interface Piece { lines: ClearedText[] } interface Room { piece: Piece } const room = {} as Room;",
      "src/prompt/b.ts": "const isCleared = (x: string): x is ClearedText => x !== '';",
      "src/prompt/c.ts": "const text = <ClearedText>x;",
      "src/privacy/clear.ts": "const a = x as ClearedText; const b = y as ClearedText;",
      "src/review/a.ts": "const pixels = x as ClearedPixels;",
      "src/model/a.ts": "interface Picture { base64: ClearedPixels } const picture = x as Picture;",
      "src/privacy/pictures.ts": "const a = x as ClearedText;",
    },
    kept: {
      "src/privacy/clear.ts": "interface Admitted { text: ClearedText } const a = redact(x) as Admitted;",
      "src/privacy/pictures.ts": "const pixels = x as ClearedPixels;",
      "src/prompt/a.ts":
        "const join = (text: ClearedText, lines: readonly ClearedText[]) => [text, ...lines] as const;",
    },
  },
  {
    says: "lets few files look at the environment",
    check: environmentReaders,
    broken: {
      "src/model/a.ts": "const key = process.env.OPENAI_API_KEY;",
      "src/model/b.ts": 'const key = process["env"]["OPENAI_API_KEY"];',
      "src/model/c.ts": "const { env } = process;",
      "src/model/d.ts": 'import { env } from "node:process";',
      "src/cli/a.ts": "const all = globalThis.process.env;",
    },
    kept: {
      "src/cli.ts": "run(process.env);",
      "src/cli/a.ts": "const { env } = terminal; const cwd = process.cwd();",
      "src/change/environment.ts": "Object.entries(process.env);",
    },
  },
  {
    says: "lets only the chapter that asks models send anything",
    check: senders,
    broken: {
      "src/editor/a.ts": 'await fetch("https://example.com");',
      "src/review/a.ts": "const send = globalThis.fetch;",
      "src/panel/a.ts": 'navigator.sendBeacon("https://example.com");',
    },
    kept: { "src/model/a.ts": "await fetch(url);", "src/change/a.ts": "prefetch(); // fetch(" },
  },
  {
    says: "exports by name",
    check: defaultExports,
    broken: {
      "src/text/a.ts": "export default 1;",
      "src/text/b.ts": "export default function f() {}",
      "src/text/c.ts": "const a = 1; export { a as default };",
      "src/text/d.ts": "export = a;",
    },
    kept: { "src/text/a.ts": "export const a = 1; switch (a) { default: }" },
  },
  {
    says: "has no names that say nothing",
    check: vagueFiles,
    broken: {
      "src/text/utils.ts": "",
      "src/change/gitHelper.ts": "",
      "src/review/common/a.ts": "",
      "src/model/ApiManager.ts": "",
    },
    kept: { "src/text/lines.ts": "" },
  },
];

describe("The architecture", () => {
  let sources: readonly Source[];
  before(async () => {
    sources = await readSources(path.resolve(import.meta.dirname, ".."));
  });

  it("is read from real sources", () => {
    assert.ok(sources.length > 50, `only ${sources.length} files were read`);
    assert.ok(sources.flatMap(({ imports }) => imports).length > 2 * sources.length);
  });

  for (const { says, check, broken, kept } of rules) {
    it(says, () => assert.deepEqual(check(sources), []));

    it(`${says}, and notices where that is broken`, () => {
      for (const [file, text] of Object.entries(broken)) {
        const complaints = check([parse({ file, text: opening + text })]);
        assert.ok(
          complaints.some((complaint) => complaint.includes(file)),
          `${file}: ${text}`,
        );
      }
      for (const [file, text] of Object.entries(kept)) {
        assert.deepEqual(check([parse({ file, text: opening + text })]), [], `${file}: ${text}`);
      }
    });
  }

  it("notices a circle over several files", () => {
    const ring = ["a", "b", "c"].map((name, index, all) =>
      parse({ file: `src/text/${name}.ts`, text: `export * from "./${all[(index + 1) % 3]}.ts";` }),
    );
    assert.deepEqual(circles(ring), ["src/text/a.ts → src/text/b.ts → src/text/c.ts → src/text/a.ts"]);
  });

  it("opens each file with its part in the story", () => assert.deepEqual(silentFiles(sources), []));

  it("opens each file with its part in the story, and notices where that is missing", () => {
    const silent = [
      "",
      "const a = 1;\n",
      "// A remark of several words.\n",
      "/** Types. */\n",
      "/** no end to this sentence */\n",
    ];
    const spoken = [
      "/** Turns the bytes into lines. */\n",
      "#!/usr/bin/env node\n/** The command line's entry. */\n",
      "/**\n * Turns the bytes\n * into lines.\n */\n",
    ];
    const isSilent = (text: string): boolean =>
      silentFiles([parse({ file: "src/text/a.ts", text })]).length > 0;
    assert.deepEqual(
      silent.map(isSilent),
      silent.map(() => true),
    );
    assert.deepEqual(
      spoken.map(isSilent),
      spoken.map(() => false),
    );
  });
});
