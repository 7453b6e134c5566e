/** What the editor says about failures: the settings and commands that it names are there. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FailureCode } from "../../../src/contract/failure.ts";
import { fieldOf } from "../../../src/model/foreign.ts";
import { schemaFile } from "../../support/outcomeSchema.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const read = async (file: string): Promise<string> => readFile(path.join(root, file), "utf8");

/** Settings of VS Code and its git extension, by their pages in its documentation. */
const ofTheEditor = ["http.proxy", "http.noProxy", "http.systemCertificates", "git.path"];

describe("The words of the editor for a failure", () => {
  let source: string;
  before(async () => {
    source = `${await read("src/editor/failureWords.ts")}\n${await read("src/editor/words.ts")}`;
  });

  it("name settings that exist", async () => {
    const manifest: unknown = JSON.parse(await read("package.json"));
    const blocks = [fieldOf(manifest, "contributes", "configuration")].flat();
    const settings = blocks.flatMap((block) => Object.keys(fieldOf(block, "properties") ?? {}));
    assert.ok(settings.includes("secondLook.baseUrl"));
    const named = source.match(/\b(?:secondLook|http|git)\.[a-z]\w+/gi) ?? [];
    assert.ok(named.length > 10);
    for (const name of named) assert.ok([...settings, ...ofTheEditor].includes(name), name);
  });

  it("name commands that exist", async () => {
    const titles = new Set(
      Object.values(JSON.parse(await read("package.nls.json")) as Record<string, string>),
    );
    const named = [...source.matchAll(/Second Look: ((?:[A-Z][\w-]*|a\b)(?: (?:[A-Z][\w-]*|a\b))*)/g)];
    assert.ok(named.length > 5);
    for (const [, name = ""] of named) assert.ok(titles.has(name), name);
  });

  it("are there for every code, two sentences each", async () => {
    const schema: unknown = JSON.parse(await readFile(schemaFile, "utf8"));
    const { enum: codes } = fieldOf(schema, "definitions", "FailureCode") as { enum: FailureCode[] };
    for (const code of codes) {
      const [, block = ""] = new RegExp(`\\n  ${code}: ([^]*?)\\n  \\w+: |$`).exec(source) ?? [];
      assert.ok((block.match(/l10n\.t\(/g) ?? []).length >= 2, code);
    }
  });
});
