/** What stands beside the diff: each piece with its reason, and everything left out with its own. */

import assert from "node:assert/strict";
import { collect, type Collected } from "../../../src/context/collect.ts";
import type { OpenDocument } from "../../../src/context/piece.ts";
import { rank } from "../../../src/context/rank.ts";
import type { Door } from "../../../src/privacy/door.ts";
import { aClearedChange, openDoor, type ScriptedFile } from "../../support/changes.ts";
import { collecting, snapshotWith } from "../../support/collecting.ts";

const kept = Array<string>(10).fill(" kept");
const cart: ScriptedFile = { path: "src/cart.ts", script: ["-old", "+new", ...kept] };

interface Given {
  readonly files?: readonly ScriptedFile[];
  readonly open?: readonly OpenDocument[];
  readonly base?: Readonly<Record<string, string>>;
  readonly door?: Partial<Door>;
}

async function collected({ files = [cart], open = [], base = {}, door = {} }: Given): Promise<Collected> {
  return collect(
    collecting({
      cleared: await aClearedChange(...files),
      base: snapshotWith(base),
      openDocuments: open,
      door: { ...openDoor, ...door },
    }),
  );
}

function named({ pieces }: Collected): readonly string[] {
  return rank(pieces).map(({ kind, name }) => `${kind} ${name}`);
}

describe("The context of a change", () => {
  it("has rules, then changed files, then open files, each with its reason", async () => {
    const context = await collected({
      open: [{ path: "src/main.ts", text: "main();\n" }],
      base: {
        "AGENTS.md": "Be kind.\n",
        ".github/copilot-instructions.md": "Be brief.\n",
        "RULES.md": "Be odd.\n",
      },
    });
    assert.deepEqual(named(context), [
      "rules .github/copilot-instructions.md",
      "rules AGENTS.md",
      "changedFile src/cart.ts",
      "openFile src/main.ts",
    ]);
    assert.deepEqual(
      rank(context.pieces).map(({ reason }) => reason.code),
      ["ruleOfRepository", "ruleOfRepository", "changed", "visible"],
    );
    assert.deepEqual(context.omitted, []);
  });

  it("has no file whole whose every line is in the diff anyway", async () => {
    const files: ScriptedFile[] = [
      { path: "added.ts", change: "added", script: ["+a"] },
      { path: "short.ts", script: [" a", "-b", "+c"] },
      { path: "gone.ts", change: "deleted", script: ["-a"] },
      { path: "logo.png", script: [], content: "binary" },
      { path: "moved.ts", oldPath: "old.ts", script: [] },
    ];
    assert.deepEqual(named(await collected({ files })), []);
  });

  it("has the smallest changed files first", async () => {
    const files = [{ path: "a.ts", script: [...cart.script, ...kept] }, cart];
    assert.deepEqual(named(await collected({ files })), ["changedFile src/cart.ts", "changedFile a.ts"]);
  });

  it("takes no open file that the change has, under either of its names", async () => {
    const files = [cart, { path: "new.ts", oldPath: "old.ts", script: ["+a"] }];
    const open = ["src/cart.ts", "new.ts", "old.ts", "other.ts"].map((path) => ({ path, text: "stale\n" }));
    assert.deepEqual(named(await collected({ files, open })).slice(1), ["openFile other.ts"]);
  });

  it("leaves out, with the reason, what may not leave or is no short rule", async () => {
    const context = await collected({
      open: [
        { path: ".env", text: "x\n" },
        { path: "slow.ts", text: "slow\n" },
        { path: "data.bin", text: "a\0b" },
      ],
      base: { "AGENTS.md": "long\n".repeat(10_000) },
      door: {
        withhold: (path) => (path === ".env" ? "secretFile" : null),
        scan: async (text) => (text === "slow\n" ? null : []),
      },
    });
    assert.deepEqual(named(context), ["changedFile src/cart.ts"]);
    const repository = "shop";
    assert.deepEqual(context.omitted, [
      { kind: "rules", repository, path: "AGENTS.md", code: "ruleOfRepository", reason: "tooManyRules" },
      { kind: "openFile", repository, path: ".env", code: "visible", reason: "secretFile" },
      { kind: "openFile", repository, path: "slow.ts", code: "visible", reason: "scanFailed" },
      { kind: "openFile", repository, path: "data.bin", code: "visible", reason: "binary" },
    ]);
  });

  it("holds only what went through the door, and counts what was replaced there", async () => {
    const value = ["abc", "123", "xyz"].join("");
    const open = [{ path: "a.ts", text: `const key = "${value}";\n` }];
    const scan = async (text: string) => {
      const start = text.indexOf(value);
      return start < 0 ? [] : [{ start, end: start + value.length, kind: "key" }];
    };
    const trap = await collected({ open });
    assert.ok(trap.pieces.at(-1)?.lines[0]?.includes(value));
    const { pieces, replaced } = await collected({ open, door: { scan } });
    assert.equal(replaced, 1);
    assert.match(pieces.at(-1)?.lines[0] ?? "", /^const key = "<<secret:key:[0-9a-f]{8}>>";$/);
    assert.ok(pieces.at(-1)?.snapshot[0]?.includes(value), "the snapshot stays as it is");
  });

  it("leaves a very long changed file out, and says so", async () => {
    const line = "x".repeat(999);
    const script = (count: number): readonly string[] => [
      "+new();",
      ...Array.from({ length: count }, () => ` ${line}`),
    ];
    const long = { path: "long.txt", script: script(80) };
    const { pieces, omitted } = await collected({ files: [long, { path: "short.txt", script: script(79) }] });
    const whole = pieces.filter(({ reason }) => reason.code === "changed");
    assert.deepEqual(
      whole.map(({ name }) => name),
      ["short.txt"],
    );
    assert.deepEqual(
      omitted.map(({ path, code, reason }) => [path, code, reason]),
      [["long.txt", "changed", "tooLarge"]],
    );
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    stop.abort();
    const cleared = await aClearedChange(cart);
    const openDocuments = [{ path: "a.ts", text: "a\n" }];
    await assert.rejects(collect(collecting({ cleared, openDocuments, signal: stop.signal })), {
      name: "AbortError",
    });
  });
});
