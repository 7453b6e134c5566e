/** Practice: a few fixed rules read the prompt as a model would, and answer in its form. */

import assert from "node:assert/strict";
import { anchor } from "../../../src/finding/anchor.ts";
import { form } from "../../../src/finding/form.ts";
import { practise } from "../../../src/practice/rules.ts";
import { isAnswer, type FoundFinding } from "../../../src/prompt/answer.ts";
import { layOut } from "../../../src/prompt/layout.ts";
import type { Part } from "../../../src/prompt/plan.ts";
import { askForMore, doubt } from "../../../src/prompt/rounds.ts";
import { aClearedChange, type ScriptedFile } from "../../support/changes.ts";
import { aFinding } from "../../support/outcome.ts";

async function partOf(...files: readonly ScriptedFile[]): Promise<Part> {
  const laidOut = await layOut({
    files: (await aClearedChange(...files)).files,
    pieces: [],
    omitted: [],
    room: { window: 200_000, outputReserve: 32_000, laterRounds: 0, countFactor: 1 },
    boundary: "0123456789abcdef",
    answerLanguage: "",
    wishes: null,
    count: async () => assert.fail("nothing had to be counted"),
    signal: new AbortController().signal,
  });
  assert.ok(laidOut.kind === "laidOut");
  return laidOut.plan.parts[0]!;
}

async function found(path: string, ...script: readonly string[]): Promise<readonly FoundFinding[]> {
  const answer = practise([(await partOf({ path, script })).material]);
  assert.ok(isAnswer(answer));
  return answer.findings;
}

/** One line that has the mistake, one that only looks like it. */
const pairs: readonly (readonly [path: string, title: RegExp, wrong: string, right: string])[] = [
  [
    "a.ts",
    /past the end/,
    "for (let i = 0; i <= items.length; i++) {",
    "for (let i = 0; i <= items.length - 1; i++) {",
  ],
  ["A.java", /past the end/, "for (int i = 0; i <= list.size(); i++)", "while (n <= list.size())"],
  ["a.js", /assigns/, "if (user.role = 'admin') {", "if (user.role == 'admin' && (x => x)(1)) {"],
  ["a.ts", /NaN/, "if (total === NaN) return;", "if (Number.isNaN(total)) return;"],
  ["a.ts", /disappears/, "try { go(); } catch (error) {}", "try { go(); } catch (error) { report(error); }"],
  ["a.py", /disappears/, "    except Exception: pass", "    except Exception: raise"],
  [
    "a.js",
    /query/,
    'db.query("SELECT * FROM users WHERE id = " + id);',
    'db.query("SELECT * FROM users WHERE id = ?", [id]);',
  ],
  [
    "a.ts",
    /query/,
    "db.run(`DELETE FROM users WHERE id = ${id}`);",
    "db.run(`DELETE FROM users WHERE id = ?`, id);",
  ],
  ["a.py", /query/, 'cur.execute(f"SELECT * FROM t WHERE n = {name}")', 'print(f"Selected from {name}")'],
  ["a.js", /run as code/, "const value = eval(text);", 'redis.eval(script, 1); eval("1");'],
  ["a.js", /HTML/, "box.innerHTML = comment.text;", 'box.innerHTML = ""; box.textContent = comment.text;'],
  ["a.ts", /waits/, "items.forEach(async (item) => save(item));", "items.forEach((item) => save(item));"],
  ["a.py", /default/, "def add(item, to=[]):", "def add(item, to=None):"],
  ["a.ts", /breakpoint/, "  debugger;", '  log("debugger;");'],
];

describe("Practice", () => {
  for (const [path, title, wrong, right] of pairs) {
    it(`sees a mistake in ${wrong.trim()}`, async () => {
      assert.deepEqual((await found(path, `+${wrong}`)).filter((each) => title.test(each.title)).length, 1);
      assert.deepEqual(await found(path, `+${right}`), []);
    });
  }

  it("looks only at added lines, and only in languages it knows", async () => {
    const line = "for (let i = 0; i <= items.length; i++) {";
    assert.deepEqual(await found("a.ts", ` ${line}`, "+x"), []);
    assert.deepEqual(await found("a.ts", `-${line}`, "+x"), []);
    assert.deepEqual(await found("a.md", `+${line}`), []);
  });

  it("sees a mistake that takes two lines", async () => {
    assert.equal((await found("a.py", "+try:", "+    go()", "+except ValueError:", "+    pass")).length, 1);
    assert.equal((await found("a.py", "+try:", "+    go()", "+except ValueError:", "+    stop()")).length, 0);
  });

  it("quotes so that its findings stand at their lines, with fixes that can be applied", async () => {
    const part = await partOf({
      path: "a.ts",
      script: [" // before", "+  for (let i = 0; i <= items.length; i++) {", "+  debugger;", " }"],
    });
    const findings = practise([part.material]).findings.map((each) =>
      form({ found: each, place: anchor(each, part.shown), id: "F1", shown: part.shown }),
    );
    assert.deepEqual(
      findings.map(({ startLine, anchor: how, fix }) => [startLine, how, fix?.replacement]),
      [
        [2, { kind: "anchored", how: "exact" }, ["  for (let i = 0; i < items.length; i++) {"]],
        [3, { kind: "anchored", how: "exact" }, []],
      ],
    );
  });

  it("says that it is practice", async () => {
    const { summary } = practise([(await partOf({ path: "a.ts", script: ["+a", "+b"] })).material]);
    assert.equal(summary, "This is practice: a few fixed rules, not a model, looked at 2 added lines.");
  });

  it("refutes by a fixed rule what stands in a comment or in a test, and confirms the rest", () => {
    const answer = practise([
      "",
      doubt([
        aFinding({ id: "F1" }),
        aFinding({ id: "F2", quote: "  // for (let i = 0; i <= items.length; i++) {" }),
        aFinding({ id: "F3", path: "test/cart.test.ts" }),
      ]),
    ]);
    assert.ok(isAnswer(answer));
    assert.deepEqual(
      answer.verdicts.map(({ finding, holds }) => [finding, holds]),
      [
        ["F1", "yes"],
        ["F2", "no"],
        ["F3", "no"],
      ],
    );
    assert.ok(answer.verdicts.every(({ reason }) => reason !== ""));
    assert.deepEqual(answer.findings, []);
  });

  it("finds nothing more when it is asked for more", async () => {
    const { material } = await partOf({ path: "a.ts", script: ["+debugger;"] });
    assert.equal(practise([material]).findings.length, 1);
    assert.deepEqual(practise([material, askForMore([aFinding()])]).findings, []);
  });

  it("is not slowed down by a line made for it", () => {
    const line = `"SELECT ${"SELECT FROM ${ ".repeat(50_000)}`;
    const material = `The key of this material is 0123\n[[0123 diff a.ts]]\n1+|${line}\n2+|debugger;\n[[0123 end]]\n`;
    assert.equal(practise([material]).findings.length, 1);
  });
});
