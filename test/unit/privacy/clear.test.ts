/** The one door out: what must stay here stays here, whatever fails, and the rest goes out redacted. */

import assert from "node:assert/strict";
import type { Change, Content, FileChange } from "../../../src/change/change.ts";
import { admitFile, admitName, admitText, clear } from "../../../src/privacy/clear.ts";
import type { ClearedFile, ScanSecrets } from "../../../src/privacy/cleared.ts";
import type { Door, Withhold } from "../../../src/privacy/door.ts";
import { scanText } from "../../../src/privacy/secrets.ts";
import { splitLines } from "../../../src/text/lines.ts";
import { characters, randomFrom } from "./random.ts";

const canary = "gh" + "p_" + characters(randomFrom(9), "letterDigit", 36);
const replaced = /<<secret:github[a-z-]*:[0-9a-f]{8}>>/;
const { signal } = new AbortController();

const withhold: Withhold = (path) => {
  if (path.endsWith(".env")) return "secretFile";
  return path.startsWith("private/") || path.startsWith("/") ? "excluded" : null;
};

function aDoor(part: Partial<Door> = {}): Door {
  return { withhold, scan: scanText, key: "of the test", prefix: "", ...part };
}

const text = (of: string): Content => ({ kind: "text", text: of, lines: splitLines(of) });

function aFile(part: Partial<FileChange> = {}): FileChange {
  const line = { start: 1, count: 1 };
  const hunk = {
    old: line,
    new: line,
    lines: [
      { kind: "removed", old: 1, new: null },
      { kind: "added", old: null, new: 1 },
    ],
  } as const;
  return {
    path: "src/cart.ts",
    oldPath: null,
    change: "modified",
    old: text("old();\n"),
    new: text("fresh();\n"),
    hunks: [hunk],
    ...part,
  };
}

function aChange(...files: readonly FileChange[]): Change {
  const side = { label: "HEAD", commit: null };
  return { repository: { id: "shop", root: "/home/me/shop", base: side, head: side }, files };
}

async function clearOne(part: Partial<FileChange>, door: Partial<Door> = {}): Promise<ClearedFile> {
  const { files } = await clear({ change: aChange(aFile(part)), door: aDoor(door), signal });
  assert.equal(files.length, 1);
  return files[0]!;
}

/** What of a cleared file may leave. */
function leaving({ path, oldPath, old, new: fresh }: ClearedFile): string {
  return [path, oldPath, ...(old?.sent ?? []), ...(fresh?.sent ?? [])].join("\n");
}

describe("Clearing a change", () => {
  it("lets both sides of an ordinary file leave, as they are", async () => {
    const file = await clearOne({});
    assert.equal(file.withheld, null);
    assert.deepEqual(file.old, { sent: ["old();"], snapshot: ["old();"] });
    assert.deepEqual(file.new, { sent: ["fresh();"], snapshot: ["fresh();"] });
  });

  it("replaces a secret on added, removed and untouched lines, and keeps the snapshot for this machine", async () => {
    for (const side of ["old", "new"] as const) {
      const lines = `a();\nconst x = "${canary}";\nb();\n`;
      const file = await clearOne({ [side]: text(lines) });
      assert.ok(lines.includes(canary) && !leaving(file).includes(canary), side);
      const { sent, snapshot } = file[side]!;
      assert.match(sent[1]!, replaced);
      assert.equal(snapshot[1], `const x = "${canary}";`);
      assert.equal(sent.length, 3);
    }
  });

  it("scans the whole text of a side, not the lines that changed", async () => {
    const begin = "-----BEGIN PRIVATE" + " KEY-----";
    const material = characters(randomFrom(1), "base64", 64);
    const file = await clearOne({ new: text(`${begin}\n${`${material}\n`.repeat(9)}`) });
    assert.ok(!leaving(file).includes(material));
  });

  it("counts a secret once, in however many places it stands", async () => {
    const twice = text(`a = "${canary}"\nb = "${canary}"\n`);
    const change = aChange(aFile({ new: twice }), aFile({ old: twice, path: `docs/${canary}.md` }));
    assert.equal((await clear({ change, door: aDoor(), signal })).replaced, 1);
  });

  it("keeps the files in their order, however long each takes to scan", async () => {
    const gates: (() => void)[] = [];
    const scan: ScanSecrets = (of) =>
      of.startsWith("slow") ? new Promise((resolve) => gates.push(() => resolve([]))) : Promise.resolve([]);
    const names = ["slow.ts", "b.ts", "c.ts", "d.ts", "e.ts", "f.ts"];
    const files = names.map((path) => aFile({ path, old: { kind: "absent" }, new: text(`${path}\n`) }));
    const cleared = clear({ change: aChange(...files), door: aDoor({ scan }), signal });
    while (gates.length === 0) await new Promise(setImmediate);
    gates[0]!();
    while (gates.length === 1) await new Promise(setImmediate);
    gates[1]!();
    assert.deepEqual(
      (await cleared).files.map(({ path }) => path as string),
      names,
    );
  });
});

describe("What stays here", () => {
  const nothingLeft = (file: ClearedFile): void => {
    assert.equal(file.old, null);
    assert.equal(file.new, null);
    assert.doesNotMatch(leaving(file), /old|fresh/);
  };

  it("is a file that the settings or its name exclude, by its new or its old name", async () => {
    const excluded = await clearOne({ path: "private/a.ts" });
    const moved = await clearOne({ path: "public/a.ts", oldPath: "private/a.ts", change: "renamed" });
    const secret = await clearOne({ path: "deploy/.env" });
    const renamed = await clearOne({ path: "settings.txt", oldPath: ".env", change: "renamed" });
    assert.deepEqual(
      [excluded, moved, secret, renamed].map(({ withheld }) => withheld),
      ["excluded", "excluded", "secretFile", "secretFile"],
    );
    for (const file of [excluded, moved, secret, renamed]) nothingLeft(file);
  });

  it("is a file of which one side is no text, with that side's reason", async () => {
    for (const kind of [
      "binary",
      "link",
      "submodule",
      "tooLarge",
      "encoding",
      "lineEndings",
      "unreadable",
    ] as const) {
      for (const side of ["old", "new"] as const) {
        const file = await clearOne({ [side]: { kind } });
        assert.equal(file.withheld, kind);
        nothingLeft(file);
      }
    }
  });

  it("is a file of which a text could not be scanned: late, broken, or broken at once", async () => {
    const failures: readonly ScanSecrets[] = [
      async () => null,
      () => Promise.reject(new Error("broken")),
      () => {
        throw new Error("broken at once");
      },
    ];
    for (const failing of failures) {
      for (const side of ["old();\n", "fresh();\n"]) {
        const scan: ScanSecrets = (of, each) => (of === side ? failing(of, each) : Promise.resolve([]));
        const file = await clearOne({}, { scan });
        assert.equal(file.withheld, "scanFailed");
        nothingLeft(file);
        assert.equal(file.path, "src/cart.ts", "its name could be scanned");
      }
    }
  });

  it("is a file that a tool marked as its own before the change, not one that the change marks", async () => {
    const marked = "// Code generated by a tool. DO NOT EDIT.\n";
    const before = await clearOne({ old: text(`${marked}old();\n`), new: text("fresh();\n") });
    assert.equal(before.withheld, "generated");
    nothingLeft(before);
    const since = await clearOne({ old: text("old();\n"), new: text(`${marked}fresh();\n`) });
    assert.equal(since.withheld, null);
    const added = await clearOne({
      change: "added",
      old: { kind: "absent" },
      new: text(`${marked}fresh();\n`),
    });
    assert.equal(added.withheld, null);
  });

  it("is the text of a file whose name or mode alone changed; it has nothing to tell", async () => {
    for (const change of ["renamed", "modeChanged"] as const) {
      const file = await clearOne({ change, oldPath: "src/basket.ts", hunks: [] });
      assert.equal(file.withheld, null);
      nothingLeft(file);
    }
  });

  it("is not even handed to the scanner", async () => {
    const scanned: string[] = [];
    const scan: ScanSecrets = async (of) => {
      scanned.push(of);
      return [];
    };
    await clearOne({ path: ".env" }, { scan });
    assert.deepEqual(scanned, [".env"]);
    await clearOne({}, { scan });
    assert.ok(scanned.includes("fresh();\n"), "the trap works");
  });
});

describe("A name that leaves", () => {
  it("is redacted like any text, the old one too", async () => {
    const file = await clearOne({ path: `a/${canary}.ts`, oldPath: `b/${canary}.ts` });
    assert.ok(!leaving(file).includes(canary));
    assert.match(file.path, replaced);
    assert.match(file.oldPath ?? "", replaced);
  });

  it("is one line with everything visible", async () => {
    const name = await admitName({ path: "a\nb\u202E.ts", door: aDoor(), signal });
    assert.equal(name, "a\\u{a}b\\u{202e}.ts");
  });

  it("becomes a placeholder as a whole when it could not be scanned", async () => {
    const door = aDoor({ scan: async () => null });
    assert.match(await admitName({ path: "src/cart.ts", door, signal }), /^<<secret:name:[0-9a-f]{8}>>$/);
  });
});

describe("A file beside the change", () => {
  const admit = async (path: string, of: string, door: Partial<Door> = {}) =>
    admitFile({ path, text: of, door: aDoor(door), signal });

  it("goes through the same door", async () => {
    const file = await admit("docs/rules.md", `Use ${canary}.\nNothing else.\n`);
    assert.equal(file.kind, "admitted");
    assert.match(file.side.sent[0]!, replaced);
    assert.deepEqual(file.side.snapshot, [`Use ${canary}.`, "Nothing else."]);
    assert.equal(file.replaced, 1);
  });

  it("stays here when it is excluded, too large, no text, or not scanned", async () => {
    const reasons = await Promise.all([
      admit("private/a.md", "a"),
      admit(".env", "a"),
      admit("/etc/hosts", "a"),
      admit("a.md", "é".repeat(524_289)),
      admit("a.md", "a\0"),
      admit("a.md", "a\rb\n"),
      admit("a.md", "a", { scan: async () => null }),
    ]);
    assert.deepEqual(
      reasons.map((each) => each.kind === "withheld" && each.reason),
      ["excluded", "secretFile", "excluded", "tooLarge", "binary", "lineEndings", "scanFailed"],
    );
  });

  it("may be just as large as a file of the change", async () => {
    assert.equal((await admit("a.md", "a".repeat(1_048_576), { scan: async () => [] })).kind, "admitted");
  });
});

describe("A text that is no file", () => {
  it("goes through the same door", async () => {
    const wishes = await admitText({ text: `Mind ${canary}!`, door: aDoor(), signal });
    assert.equal(wishes.kind, "admitted");
    assert.match(wishes.text, replaced);
    assert.equal(wishes.replaced, 1);
    const door = aDoor({ scan: async () => null });
    assert.deepEqual(await admitText({ text: "Mind!", door, signal }), {
      kind: "withheld",
      reason: "scanFailed",
    });
  });
});

describe("A review that is called off", () => {
  it("clears nothing more, and says so by rejecting", async () => {
    const stop = new AbortController();
    let scans = 0;
    const scan: ScanSecrets = async () => {
      scans += 1;
      stop.abort();
      return [];
    };
    const change = aChange(...Array.from({ length: 50 }, () => aFile()));
    await assert.rejects(clear({ change, door: aDoor({ scan }), signal: stop.signal }), {
      name: "AbortError",
    });
    assert.ok(scans < 5, `${scans} scans`);
    const called = { door: aDoor({ scan }), signal: stop.signal };
    await assert.rejects(admitText({ text: "a", ...called }), { name: "AbortError" });
    await assert.rejects(admitFile({ path: "a.md", text: "a", ...called }), { name: "AbortError" });
  });
});
