/** What of the repository goes along with a change: what it uses, who uses it, its types and its tests. */

import assert from "node:assert/strict";
import { collect } from "../../../src/context/collect.ts";
import type { Piece } from "../../../src/context/piece.ts";
import type { AskTools, NamedPlace } from "../../../src/context/languageTools.ts";
import { rank } from "../../../src/context/rank.ts";
import type { ContextReason } from "../../../src/contract/context.ts";
import { aClearedChange, type ScriptedFile } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";
import { surroundingsIn, type Files } from "../../support/surroundings.ts";

async function related(
  changed: readonly ScriptedFile[],
  files: Files,
  askTools?: AskTools,
): Promise<readonly Piece[]> {
  const cleared = await aClearedChange(...changed);
  const surroundings = await surroundingsIn(cleared, files, askTools);
  const { pieces } = await collect({ ...collecting({ cleared }), surroundings });
  return rank(pieces).filter(({ kind }) => kind !== "changedFile");
}

/** Each piece for a reason as `path: lines it shows`. */
function shown(pieces: readonly Piece[], code: ContextReason): readonly string[] {
  return pieces
    .filter(({ reason }) => reason.code === code)
    .map(({ name, lines, ranges }) => {
      const texts = ranges.flatMap(({ start, end }) => lines.slice(start - 1, end));
      return `${name}: ${texts.map((text) => text.trim()).join(" | ")}`;
    });
}

const kept = Array<string>(12).fill(" kept");
const shop: ScriptedFile = { path: "src/shop.ts", script: [" function open", "-  one", "+  two", ...kept] };

function using(...words: readonly string[]): ScriptedFile {
  return { path: "src/shop.ts", script: [" function open", `+  ${words.join(" ")}`, ...kept] };
}

describe("A definition that the change uses", () => {
  it("goes along with its signature, and with its body later", async () => {
    const body = Array.from({ length: 9 }, (_, at) => `  line${at}`);
    const pieces = await related([using("add")], { "src/cart.ts": ["other", "function add", ...body] });
    assert.deepEqual(shown(pieces, "defines"), ["src/cart.ts: function add"]);
    assert.deepEqual(shown(pieces, "definesWhole"), [
      `src/cart.ts: ${["function add", ...body].map((line) => line.trim()).join(" | ")}`,
    ]);
    assert.deepEqual(
      pieces.map(({ reason, serves }) => [reason.code, reason.names, serves]),
      [
        ["defines", ["add"], ["src/shop.ts"]],
        ["definesWhole", ["add"], ["src/shop.ts"]],
      ],
    );
  });

  it("is whole at once where it is short, and says what it stands in", async () => {
    const lines = ["class Cart", "  field a", "  field b", "  method add", "    check"];
    const long = [...lines, ...Array<string>(9).fill("  more")];
    assert.deepEqual(shown(await related([using(".add")], { "src/cart.ts": long }), "defines"), [
      "src/cart.ts: class Cart | method add | check",
    ]);
  });

  it("is the nearest few of many, those that are imported first", async () => {
    const far = Array.from(
      { length: 9 },
      (_, at) => [`pkg${at}/inner/deep/cart.ts`, ["function add"]] as const,
    );
    const files = { "lib/cart.ts": ["function add"], "src/near.ts": ["function add"] };
    const changed = {
      ...shop,
      script: [" import ../lib/cart", " function open", "+  add", ...kept],
    };
    const found = shown(await related([changed], { ...Object.fromEntries(far), ...files }), "defines");
    assert.deepEqual(found.slice(0, 1), ["lib/cart.ts: function add"]);
    assert.ok(found.slice(0, 3).includes("src/near.ts: function add"), found.join("\n"));
    assert.equal(found.length, 8);
  });

  it("is of the owner it is asked of", async () => {
    const files = {
      "src/a.ts": ["class Cart", "  method add", "x"],
      "src/b.ts": ["class Basket", "  method add", "x"],
    };
    assert.deepEqual(shown(await related([using("Basket.add")], files), "defines").slice(0, 1), [
      "src/b.ts: class Basket | method add",
    ]);
  });

  it("may be a function of a module behind whose name it stands, before fields of that name further off", async () => {
    const fields = Array.from(
      { length: 9 },
      (_, at) => [`words/lang${at}.ts`, ["class Words", "  field text", "x"]] as const,
    );
    const files = { ...Object.fromEntries(fields), "src/schemas.ts": ["function text"] };
    const importing = (names: string): ScriptedFile => {
      const script = [` import lib ${names} from "lib"`, " function open", "+  kit.text", ...kept];
      return { path: "src/tests/shop.ts", script };
    };
    const found = async (names: string): Promise<readonly string[]> =>
      shown(await related([importing(names)], files), "defines");
    assert.notEqual((await found("other"))[0], "src/schemas.ts: function text");
    assert.equal((await found("kit"))[0], "src/schemas.ts: function text");
  });

  it("is of a language that can be meant", async () => {
    const files = { "src/cart.py": ["function add"], "src/cart.md": ["function add"] };
    assert.deepEqual(await related([using("add")], files), []);
  });

  it("is the one that the editor's tools name, where there are several and they are asked", async () => {
    const body = Array<string>(9).fill("  x");
    const files = {
      "src/near.ts": ["function add", ...body],
      "far/off/cart.ts": ["function other", ...body, "function add", ...body],
      "src/only.ts": ["function sole"],
    };
    const asked: NamedPlace[] = [];
    const says: AskTools = async (_, places) => {
      asked.push(...places);
      return places.map((place) => ({ asked: place, path: "far/off/cart.ts", line: 11 }));
    };
    const firsts = async (tools?: AskTools): Promise<readonly string[]> =>
      (await related([using("add sole")], files, tools))
        .filter(({ reason }) => reason.code === "definesWhole")
        .map(({ name, ranges }) => `${name} ${ranges[0]?.start}`);
    assert.deepEqual(await firsts(), ["src/near.ts 1"]);
    assert.deepEqual(await firsts(says), ["far/off/cart.ts 11"]);
    assert.deepEqual(asked, [{ path: "src/shop.ts", line: 2, column: 2, name: "add" }]);
    assert.deepEqual(
      await firsts(async (_, places) =>
        places.map((place) => ({ asked: place, path: "/etc/passwd", line: 1 })),
      ),
      ["src/near.ts 1"],
    );
  });

  it("does not come again where the diff shows it", async () => {
    const changed = { path: "src/shop.ts", script: [" function open", "+  add", " function add", ...kept] };
    assert.deepEqual(shown(await related([changed], {}), "defines"), []);
  });
});

describe("Those who use what the change touches", () => {
  it("go along with the lines around, and with what these are in", async () => {
    const body = Array<string>(8).fill("  x");
    const main = ["function main", ...body, "  open", ...body];
    assert.deepEqual(shown(await related([shop], { "src/main.ts": main, "b/main.py": ["open"] }), "uses"), [
      "src/main.ts: function main | x | x | open | x | x",
    ]);
  });

  it("go along, too, where it is gone", async () => {
    const gone: ScriptedFile = { path: "src/old.ts", change: "deleted", script: ["-function close", "-  x"] };
    assert.deepEqual(shown(await related([gone], { "src/main.ts": ["close"] }), "uses"), [
      "src/main.ts: close",
    ]);
  });

  it("are none where everybody says the word", async () => {
    const many = Array.from({ length: 99 }, (_, at) => [`src/f${at}.ts`, ["open"]] as const);
    assert.deepEqual(shown(await related([shop], Object.fromEntries(many)), "uses"), []);
  });
});

describe("Tests of a changed file", () => {
  const files = {
    "test/shop.test.ts": ["function isGreen", "  open"],
    "test/other.test.ts": ["function isBlue", "  open"],
    "test/unrelated.test.ts": ["function isRed", "  close"],
  };

  it("go along by their name and by what they mention, and are no callers", async () => {
    const pieces = await related([shop], files);
    assert.deepEqual(shown(pieces, "tests"), [
      "test/shop.test.ts: function isGreen | open",
      "test/other.test.ts: function isBlue | open",
    ]);
    assert.deepEqual(shown(pieces, "uses"), []);
  });
});

describe("A test that mentions nothing of the change", () => {
  it("goes along with its beginning where it is called like the file", async () => {
    const files = { "test/shop_test.ts": ["run everything"], "test/bar.test.ts": ["run everything"] };
    assert.deepEqual(shown(await related([shop], files), "tests"), ["test/shop_test.ts: run everything"]);
  });
});

describe("Types that a changed file imports", () => {
  it("go along whole, those that it names", async () => {
    const script = [" import ./types", " function open", "+  x", "   Cart", ...kept];
    const types = ["interface Cart", "  field items", "interface Other", "  field x"];
    assert.deepEqual(
      shown(
        await related([{ path: "src/shop.ts", script }], { "src/types.ts": types, "lib/b.ts": types }),
        "importedType",
      ),
      ["src/types.ts: interface Cart | field items"],
    );
  });
});
