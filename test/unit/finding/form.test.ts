/** A finding made of what the model said: its place, its quote, and a fix only where that one stands. */

import assert from "node:assert/strict";
import type { Finding, Fix } from "../../../src/contract/finding.ts";
import { anchor } from "../../../src/finding/anchor.ts";
import { form } from "../../../src/finding/form.ts";
import type { FoundFinding } from "../../../src/prompt/answer.ts";
import type { ShownText } from "../../../src/prompt/plan.ts";
import { aFoundFinding, aShownText } from "./shownTexts.ts";

const lines = [
  "export function total(items) {",
  "  let sum = 0;",
  "  for (let i = 0; i <= items.length; i++) {",
  "    sum += items[i].price;",
  "  }",
  "  return sum;",
  "}",
];
const loop = { quote: "for (let i = 0; i <= items.length; i++) {", startLine: 3, endLine: 3 };
const mended = "  for (let i = 0; i < items.length; i++) {";
const fix = { startLine: 3, endLine: 3, replacement: [mended] };

function formed(part: Partial<FoundFinding>, text: ShownText = aShownText(lines)): Finding {
  const found = aFoundFinding({ ...loop, ...part });
  return form({ found, place: anchor(found, [text]), id: "F7", shown: [text] });
}

function fixed(part: Partial<FoundFinding>, text?: ShownText): Fix | null {
  return formed({ fix, ...part }, text).fix;
}

describe("A finding", () => {
  it("stands on whole lines of what was sent, unconfirmed, with its id", () => {
    const { id, quote, startLine, endLine, status, anchor: how } = formed({ quote: "i <= items.length" });
    assert.deepEqual([id, quote, startLine, endLine, status], ["F7", lines[2], 3, 3, "unconfirmed"]);
    assert.deepEqual(how, { kind: "anchored", how: "exact" });
  });

  it("keeps what the model quoted when it stands nowhere", () => {
    const { quote, startLine, endLine, anchor: why, fix: none } = formed({ quote: "while (true)", fix });
    assert.deepEqual([quote, startLine, endLine, none], ["while (true)", null, null, null]);
    assert.deepEqual(why, { kind: "unanchored", reason: "quoteNotFound" });
  });

  it("has a title of one line, and a confidence between 0 and 1", () => {
    assert.equal(formed({ title: " Off\nby   one " }).title, "Off by one");
    assert.equal(formed({ title: "x".repeat(500) }).title.length, 200);
    assert.equal(formed({ title: "", explanation: "It throws." }).title, "It throws.");
    assert.deepEqual([formed({ confidence: 90 }).confidence, formed({ confidence: -1 }).confidence], [1, 0]);
  });

  it("has the same fingerprint wherever its lines move, and however much of them was quoted", () => {
    const moved = aShownText(["", "// new", ...lines.map((line) => `  ${line}`)]);
    assert.equal(formed({}).fingerprint, formed({ quote: "i <= items.length" }).fingerprint);
    assert.equal(formed({}).fingerprint, formed({}, moved).fingerprint);
    assert.notEqual(formed({}).fingerprint, formed({ category: "security" }).fingerprint);
    assert.notEqual(formed({}).fingerprint, formed({ quote: "return sum;" }).fingerprint);
    assert.match(formed({}).fingerprint, /^[0-9a-f]{16}$/);
  });

  it("has the same fingerprint whatever key its placeholders were made with", () => {
    const withKey = (id: string) =>
      formed({ quote: "open" }, aShownText([`open("<<secret:password:${id}>>")`])).fingerprint;
    assert.equal(withKey("01234567"), withKey("89abcdef"));
  });
});

describe("A fix", () => {
  it("holds the lines it was made for", () => {
    assert.deepEqual(fixed({}), { startLine: 3, endLine: 3, expected: [lines[2]], replacement: [mended] });
  });

  it("can delete, and can insert between lines that were shown", () => {
    assert.deepEqual(fixed({ fix: { startLine: 4, endLine: 4, replacement: [] } })?.replacement, []);
    assert.deepEqual(fixed({ fix: { startLine: 3, endLine: 2, replacement: ["  // why"] } }), {
      startLine: 3,
      endLine: 2,
      expected: [],
      replacement: ["  // why"],
    });
    assert.ok(fixed({ fix: { startLine: 1, endLine: 0, replacement: ["// first"] } }));
    assert.ok(fixed({ fix: { startLine: 8, endLine: 7, replacement: ["// last"] } }));
    assert.equal(fixed({ fix: { startLine: 9, endLine: 8, replacement: ["// nowhere"] } }), null);
  });

  it("moves with its finding when it covers no other lines", () => {
    const hint = { startLine: 2, endLine: 2, fix: { ...fix, startLine: 2, endLine: 2 } };
    assert.deepEqual(fixed(hint)?.expected, [lines[2]]);
  });

  it("is dropped when the finding moved and nobody knows whether the fix did", () => {
    assert.equal(fixed({ startLine: 5, endLine: 5 }), null);
    assert.equal(fixed({ startLine: 5, endLine: 6, fix: { ...fix, startLine: 5, endLine: 6 } }), null);
  });

  it("is dropped where its lines were not shown, are not there, or lie elsewhere", () => {
    const long = [...lines, ...Array<string>(30).fill("// more")];
    assert.equal(fixed({}, aShownText(lines, { shown: [{ start: 3, end: 3 }] }))?.startLine, 3);
    const two = { ...fix, endLine: 4 };
    assert.equal(fixed({ fix: two }, aShownText(lines, { shown: [{ start: 3, end: 3 }] })), null);
    assert.equal(fixed({ fix: { ...fix, startLine: 30, endLine: 30 } }, aShownText(long)), null);
    for (const [startLine, endLine] of [
      [0, 0],
      [-2, 3],
      [3, 1],
      [3, 99],
      [1, 1e9],
    ]) {
      assert.equal(fixed({ fix: { ...fix, startLine: startLine!, endLine: endLine! } }), null);
    }
  });

  it("is dropped where a secret was replaced, on either of its sides", () => {
    const placeholder = "<<secret:password:01234567>>";
    const secret = aShownText([`login("${placeholder}");`]);
    const there = { quote: "login(", startLine: 1, endLine: 1 };
    assert.equal(
      fixed({ ...there, fix: { startLine: 1, endLine: 1, replacement: ["login(key);"] } }, secret),
      null,
    );
    assert.equal(fixed({ fix: { ...fix, replacement: [`login("${placeholder}");`] } }), null);
    const lookalike = aShownText(["print('<<secret\\:x')"]);
    assert.equal(
      fixed(
        { quote: "print", startLine: 1, endLine: 1, fix: { ...fix, startLine: 1, endLine: 1 } },
        lookalike,
      ),
      null,
    );
  });

  it("is dropped on the old side, and where it changes nothing", () => {
    assert.equal(fixed({ side: "old" }, aShownText(lines, { side: "old" })), null);
    assert.equal(fixed({ side: "new" }, aShownText(lines, { side: "old" })), null);
    assert.equal(fixed({ fix: { ...fix, replacement: [lines[2]!] } }), null);
  });

  it("loses numbers that were copied along, and is dropped when only some lines have them", () => {
    assert.deepEqual(fixed({ fix: { ...fix, replacement: [`3+|${mended}`] } })?.replacement, [mended]);
    assert.equal(fixed({ fix: { ...fix, replacement: [`3+|${mended}`, "x"] } }), null);
    assert.deepEqual(fixed({ fix: { ...fix, replacement: [`a\r\n${mended}`] } })?.replacement, ["a", mended]);
  });
});
