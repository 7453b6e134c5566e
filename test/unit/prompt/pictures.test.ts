/** Pictures in a prompt: what the material says of them, what room they take, and that none goes without a word. */

import assert from "node:assert/strict";
import { clearPictures, type ClearedPictureFile } from "../../../src/privacy/pictures.ts";
import { layOut, type Material } from "../../../src/prompt/layout.ts";
import type { Pictured } from "../../../src/prompt/pictures.ts";
import type { Part, Plan } from "../../../src/prompt/plan.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";
import { aClearedChange, type ScriptedFile } from "../../support/changes.ts";
import { aPng } from "../../support/pictures.ts";

const { signal } = new AbortController();
const room = { window: 200_000, outputReserve: 32_000, laterRounds: 16_000, countFactor: 1 };
const text: ScriptedFile = { path: "src/cart.ts", script: [" one", "-two", "+three"] };
const picture = (path: string, part: Partial<ScriptedFile> = {}): ScriptedFile => ({
  path,
  script: [],
  content: "binary",
  ...part,
});

interface Wanted {
  readonly tokens?: number;
  readonly part?: Partial<Material>;
}

async function planOf(
  files: readonly ScriptedFile[],
  { tokens = 100, part = {} }: Wanted = {},
): Promise<Plan> {
  const cleared = await aClearedChange(...files);
  const readBytes = async () => ({ kind: "bytes", bytes: aPng() }) as const;
  const found = await clearPictures({ cleared, readBytes, signal });
  const laidOut = await layOut({
    files: cleared.files,
    pieces: [],
    pictures: found.flatMap((each) => (each.kind === "cleared" ? [picturedBy(each, tokens)] : [])),
    omitted: [],
    room,
    boundary: "0123456789abcdef",
    answerLanguage: "",
    wishes: null,
    count: countTokens,
    signal,
    ...part,
  });
  assert.ok(laidOut.kind === "laidOut", "nothing fits");
  return laidOut.plan;
}

function picturedBy(file: Extract<ClearedPictureFile, { kind: "cleared" }>, tokens: number): Pictured {
  const sides = (["old", "new"] as const).flatMap((side) => {
    const shown = file[side];
    return shown === null ? [] : [{ side, picture: shown, tokens }];
  });
  return { cleared: file.cleared, sides };
}

function saidOf({ material }: Part): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    readSections(material)
      .filter(({ kind }) => kind === "pictures" || kind === "named")
      .map(({ kind, lines }) => [kind, lines]),
  );
}

const sentBy = ({ coverage }: Plan): readonly string[] =>
  coverage.map(({ path, sent, reason }) => `${path}: ${sent}${reason === undefined ? "" : `, ${reason}`}`);

describe("Pictures in a prompt", () => {
  it("are named with what they are, by the numbers of the pictures that follow", async () => {
    const files = [
      text,
      picture("a.png"),
      picture("b.png", { change: "added" }),
      picture("c.png", { change: "deleted" }),
      picture("d.zip"),
    ];
    const plan = await planOf(files);
    const [part] = plan.parts;
    assert.ok(part !== undefined && plan.parts.length === 1);
    assert.deepEqual(saidOf(part), {
      pictures: [
        "- Picture 1: a.png (before the change, modified, 16 x 12 pixels)",
        "- Picture 2: a.png (after the change, modified, 16 x 12 pixels)",
        "- Picture 3: b.png (after the change, added, 16 x 12 pixels)",
        "- Picture 4: c.png (before the change, deleted, 16 x 12 pixels)",
      ],
      named: ["- d.zip (modified, binary)"],
    });
    assert.deepEqual(
      part.pictures.map(({ name }) => name),
      ["Picture 1", "Picture 2", "Picture 3", "Picture 4"],
    );
    assert.deepEqual(sentBy(plan), [
      "src/cart.ts: whole",
      "a.png: image",
      "b.png: image",
      "c.png: image",
      "d.zip: named, binary",
    ]);
  });

  it("count with the rest", async () => {
    const [without] = (await planOf([text], {})).parts;
    const [plan] = (await planOf([text, picture("a.png")], { tokens: 1000 })).parts;
    const more = (plan?.inputTokens ?? 0) - (without?.inputTokens ?? 0);
    assert.ok(more >= 2000 && more < 2150, `${more}`);
  });

  it("take no room from the diff, and are only named where there is none for them", async () => {
    const plan = await planOf([text, picture("a.png")], { tokens: 80_000 });
    assert.deepEqual(sentBy(plan), ["src/cart.ts: whole", "a.png: named, noRoom"]);
    assert.deepEqual(plan.parts[0]?.pictures, []);
    assert.deepEqual(saidOf(plan.parts[0]), { named: ["- a.png (modified, binary)"] });
  });

  it("are at most 16 in a part, and never one side without the other", async () => {
    const files = Array.from({ length: 12 }, (_, index) => picture(`${index}.png`));
    const plan = await planOf([text, picture("new.png", { change: "added" }), ...files]);
    assert.equal(plan.parts.length, 1);
    assert.equal(plan.parts[0]?.pictures.length, 15);
    assert.equal(plan.coverage.filter(({ sent }) => sent === "image").length, 8);
    assert.equal(plan.coverage.filter(({ reason }) => reason === "noRoom").length, 5);
  });

  it("go with one of several parts, and with one of the smaller ones that take its place", async () => {
    const long = (name: string): ScriptedFile => ({
      path: name,
      script: Array.from({ length: 300 }, (_, index) => `+${name} line ${index}`),
      change: "added",
    });
    const files = [long("a.ts"), long("b.ts"), long("c.ts"), picture("a.png")];
    const count = (parts: readonly Part[]): readonly number[] =>
      parts.map(({ pictures }) => pictures.length).filter((pictures) => pictures > 0);
    const small = { ...room, outputReserve: 1000, laterRounds: 0 };
    const plan = await planOf(files, { part: { room: { ...small, window: 8800 } } });
    assert.ok(plan.parts.length > 1);
    assert.deepEqual(count(plan.parts), [2]);
    const roomy = await planOf(files);
    const [whole] = roomy.parts;
    assert.ok(whole !== undefined && roomy.parts.length === 1);
    const smaller = await roomy.split(whole, 55_800);
    assert.ok(smaller.length > 1);
    assert.deepEqual(count(smaller), [2]);
    const without = smaller.find(({ pictures }) => pictures.length === 0) ?? assert.fail();
    assert.deepEqual(count(await roomy.split(without, 200_000)), [], "a part has its own and no others");
  });

  it("are all that is sent of a change that has nothing else", async () => {
    const plan = await planOf([picture("a.png")]);
    assert.deepEqual(sentBy(plan), ["a.png: image"]);
    assert.equal(plan.parts.length, 1);
  });

  it("can be named in a finding, on the side that was shown", async () => {
    const [part] = (await planOf([picture("new.png", { oldPath: "old.png" })])).parts;
    assert.deepEqual(
      part?.shown.map(({ side, path, names, shown }) => ({ side, path, names, shown })),
      [
        { side: "old", path: "old.png", names: ["old.png", "new.png"], shown: [] },
        { side: "new", path: "new.png", names: ["new.png", "old.png"], shown: [] },
      ],
    );
  });

  it("come out the same from the same, to the byte", async () => {
    const files = [text, picture("b.png"), picture("a.png")];
    assert.deepEqual((await planOf(files)).parts, (await planOf(files)).parts);
  });
});
