/** What is known of the texts of a repository: found by name, forgotten when it grows too large, kept as bytes. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { DefinitionTable, keyOf, type Blob } from "../../../src/syntax/definitionTable.ts";
import type { Definition, Outline } from "../../../src/syntax/outline.ts";
import { fromBytes, toBytes } from "../../../src/syntax/tableBytes.ts";
import { toyOutline } from "../../support/surroundings.ts";

const cart: Blob = { path: "src/cart.ts", id: "c1" };
const shop: Blob = { path: "src/shop.ts", id: "s1" };

function keysOf(...files: readonly Blob[]): readonly string[] {
  return files.map(keyOf);
}

function outlined(...lines: readonly string[]): Outline {
  return toyOutline({ path: "a.ts", text: lines.join("\n") });
}

function aTable(): DefinitionTable {
  const table = new DefinitionTable();
  table.add(cart, outlined("class Cart", "  method add", "    check", "  method total"));
  table.add(shop, outlined("function open", "  add", "  add add", "add"));
  return table;
}

const name = fc.constantFrom("add", "total", "Cart", "constructor", "__proto__", "größe", "名");
const range = fc
  .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 9 }))
  .map(([start, more]) => ({ start, end: start + more }));
const plain = { noNullPrototype: true };
const definition: fc.Arbitrary<Definition> = fc.record(
  {
    name,
    kind: fc.constantFrom("function", "macro", "field"),
    range,
    signature: range,
    container: fc.option(name),
  },
  plain,
);
const outline: fc.Arbitrary<Outline> = fc.record({
  by: fc.constant("grammar"),
  definitions: fc.array(definition, { maxLength: 8 }),
  mentions: fc.array(fc.record({ name, line: fc.integer({ min: 1, max: 99 }), column: fc.nat() }), {
    maxLength: 12,
  }),
  imports: fc.constant([]),
});

describe("The definition table", () => {
  it("finds a definition with all that is said of it, in the file it stands in", () => {
    assert.deepEqual(aTable().defining(keysOf(shop, cart), ["total", "nowhere"]), [
      {
        file: 1,
        definition: {
          name: "total",
          kind: "method",
          range: { start: 4, end: 4 },
          signature: { start: 4, end: 4 },
          container: "Cart",
        },
      },
    ]);
  });

  it("finds mentions, once a line, with the definition they are in", () => {
    const found = aTable().mentioning(keysOf(cart, shop), ["add"]);
    assert.deepEqual(
      found.map(({ file, line, within }) => [file, line, within?.name ?? null]),
      [
        [1, 2, "open"],
        [1, 3, "open"],
        [1, 4, null],
      ],
    );
  });

  it("looks only into the files it is asked about", () => {
    assert.deepEqual(aTable().defining(keysOf(shop), ["Cart"]), []);
    assert.deepEqual(aTable().mentioning(keysOf({ ...shop, id: "s2" }), ["add"]), []);
  });

  it("says what it does not know, and takes the same text in another language for another one", () => {
    const asked = [{ ...cart, path: "moved/cart.ts" }, { ...cart, path: "src/cart.py" }, shop];
    assert.deepEqual(aTable().unknown(keysOf(...asked)), [1]);
  });

  it("knows a text without an outline, and finds nothing in it", () => {
    const table = new DefinitionTable();
    table.add(cart, null);
    assert.deepEqual(table.unknown(keysOf(cart)), []);
    assert.deepEqual(table.defining(keysOf(cart), ["Cart"]), []);
  });

  it("finds every definition and every line of a mention that was put in", () => {
    fc.assert(
      fc.property(fc.array(outline, { maxLength: 4 }), (outlines) => {
        const table = new DefinitionTable();
        const files = outlines.map((_, index) => ({ path: "a.ts", id: String(index) }));
        outlines.forEach((each, index) => table.add(files[index]!, each));
        const names = ["add", "total", "Cart", "constructor", "__proto__", "größe", "名"];
        const definitions = outlines.flatMap((each, file) =>
          each.definitions.map((definition) => ({ file, definition })),
        );
        assert.deepEqual(table.defining(keysOf(...files), names), definitions);
        const lines = (found: readonly { name: string; line: number }[]): readonly string[] =>
          [...new Set(found.map((each) => `${each.name} ${each.line}`))].sort();
        // Of one name the first eight lines of a file are kept.
        const few = outlines.every(({ mentions }) => mentions.length <= 8);
        if (few) {
          assert.deepEqual(
            lines(table.mentioning(keysOf(...files), names)),
            lines(outlines.flatMap(({ mentions }) => mentions)),
          );
        }
      }),
    );
  });

  it("forgets what was not used for longest where it grows too large", () => {
    const table = new DefinitionTable(40);
    const blob = (id: string): Blob => ({ path: "a.ts", id });
    const body = outlined("function f", "  a b c d");
    table.add(blob("1"), body);
    table.add(blob("2"), body);
    table.unknown(keysOf(blob("1")));
    table.add(blob("3"), body);
    assert.deepEqual(table.unknown(keysOf(...["1", "2", "3"].map(blob))), [1]);
  });

  it("tells of a name that is everywhere once a file, of the first files, and of others on every line", () => {
    const table = new DefinitionTable();
    const files = Array.from({ length: 300 }, (_, at): Blob => ({ path: "a.ts", id: String(at) }));
    files.forEach((file, at) =>
      table.add(file, outlined("everywhere", at < 9 ? "seldom" : "", "everywhere seldom")),
    );
    const found = table.mentioning(keysOf(...files), ["everywhere", "seldom"]);
    const lines = (name: string, at: number): readonly number[] =>
      found.filter((each) => each.name === name && each.file === at).map(({ line }) => line);
    assert.deepEqual(lines("everywhere", 150), [1]);
    assert.deepEqual(lines("everywhere", 250), []);
    assert.deepEqual(lines("seldom", 3), [2, 3]);
  });

  it("keeps names that a program may have, however long the text is", () => {
    const table = new DefinitionTable();
    table.add(cart, outlined(`function ${"x".repeat(101)}`, `function ${"y".repeat(100)}`));
    assert.deepEqual(table.defining(keysOf(cart), ["x".repeat(101)]), []);
    assert.equal(table.defining(keysOf(cart), ["y".repeat(100)]).length, 1);
  });
});

describe("A kept definition table", () => {
  const files = [cart, shop];
  const kept = (): Uint8Array<ArrayBuffer> => toBytes(aTable().contents(keysOf(...files)), "1");

  it("finds the same as before, beside what is known already", () => {
    const table = new DefinitionTable();
    table.add({ path: "b.ts", id: "b" }, outlined("function zero", "  total"));
    table.take(fromBytes(kept(), "1")!);
    const names = ["Cart", "add", "total", "open"];
    assert.deepEqual(table.defining(keysOf(...files), names), aTable().defining(keysOf(...files), names));
    assert.deepEqual(table.mentioning(keysOf(...files), names), aTable().mentioning(keysOf(...files), names));
    assert.equal(table.mentioning(keysOf({ path: "b.ts", id: "b" }), ["total"]).length, 1);
  });

  it("holds the files it was asked for, and no name of another", () => {
    const bytes = toBytes(aTable().contents(keysOf(shop)), "1");
    assert.deepEqual(fromBytes(bytes, "1")?.keys, ["s1.ts"]);
    assert.ok(!Buffer.from(bytes).includes("Cart"));
    assert.ok(Buffer.from(kept()).includes("Cart"));
  });

  it("is none where another version wrote it", () => {
    assert.equal(fromBytes(kept(), "2"), null);
  });

  it("is none where a single bit is damaged, or where it was cut", () => {
    const bytes = kept();
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at]! ^= 1 << bit;
        assert.equal(fromBytes(damaged, "1"), null);
        assert.equal(fromBytes(bytes.slice(0, at), "1"), null);
      }),
    );
  });

  it("leaves out what is no outline, whoever signed it", () => {
    const table = new DefinitionTable();
    const rows = [
      [9, 9],
      [0, 1, 7, 1],
      [1, 0, 0, 0, 1, 1, 1, 1, 99],
      [1, 0, 0, 0, 1, 1, 1, 1, 0],
    ];
    table.take({
      names: ["a"],
      keys: ["1.ts", "2.ts", "3.ts", "4.ts"],
      packed: rows.map((row) => Uint32Array.from(row)),
    });
    assert.deepEqual(
      table.unknown(keysOf(...["1", "2", "3", "4"].map((id) => ({ path: "a.ts", id })))),
      [0, 1, 2],
    );
  });
});
