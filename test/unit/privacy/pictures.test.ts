/** Pictures at the door: their pixels go, and nothing that stands beside them; what can't be taken apart stays. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bytes, ReadBytes } from "../../../src/change/bytes.ts";
import type { ClearedChange } from "../../../src/privacy/cleared.ts";
import { bare } from "../../../src/privacy/picture/bare.ts";
import { clearPictures, isPictureFile, largestPicture } from "../../../src/privacy/pictures.ts";
import { aClearedChange, type ScriptedFile } from "../../support/changes.ts";
import {
  animations,
  aPicture,
  aPng,
  jpegSegment,
  kinds,
  placeOnEarth,
  pngChunk,
  pngOf,
  withMetadata,
  type Kind,
} from "../../support/pictures.ts";

const note = "Shot by Canary Wharf, camera 4711";
const types: Readonly<Record<Kind, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  progressive: "image/jpeg",
  webp: "image/webp",
  transparent: "image/webp",
  lossy: "image/webp",
  gif: "image/gif",
};

function bareOf(bytes: Uint8Array): Buffer {
  return bare(bytes)?.bytes ?? assert.fail("it could not be taken apart");
}

describe("A picture", () => {
  for (const kind of kinds) {
    it(`keeps its pixels as ${kind}, and nothing that was beside them`, () => {
      const planted = withMetadata(kind, note);
      assert.ok(planted.includes(note), "the trap is set");
      if (kind !== "gif") assert.ok(planted.includes(placeOnEarth), "and so is the one with the place");
      const kept = bareOf(planted);
      assert.ok(!kept.includes(note));
      assert.ok(!kept.includes(placeOnEarth));
      assert.ok(!/exif|xmp|icc|adobe|photoshop|wharf/i.test(kept.toString("latin1")));
      assert.deepEqual(kept, bareOf(aPicture(kind)));
    });

    it(`is of the same kind and size as before, as ${kind}`, () => {
      const { mediaType, width, height } = bare(withMetadata(kind, note)) ?? assert.fail();
      assert.deepEqual({ mediaType, width, height }, { mediaType: types[kind], width: 16, height: 12 });
    });

    it(`stays here as ${kind} when it is cut off before its pixels end`, () => {
      const whole = withMetadata(kind, note);
      const kept = bareOf(whole);
      for (let length = 0; length < whole.length; length += 1) {
        const cut = bare(whole.subarray(0, length));
        if (cut !== null) assert.deepEqual(cut.bytes, kept);
      }
      assert.equal(bare(whole.subarray(0, Math.floor(kept.length / 2))), null);
    });

    it(`never makes trouble as ${kind}, whatever was done to its bytes, and what is left of it is bare`, () => {
      const whole = withMetadata(kind, note);
      const spot = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
      fc.assert(
        fc.property(fc.array(spot, { minLength: 1, maxLength: 8 }), (spots) => {
          const bytes = Buffer.from(whole);
          for (const { at, byte } of spots) bytes[at] = byte;
          const left = bare(bytes);
          if (left !== null) assert.deepEqual(bareOf(left.bytes), left.bytes);
        }),
        { numRuns: 400 },
      );
    });
  }

  it("is what its bytes are, not what anything else is", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => bare(bytes) === null));
    assert.equal(bare(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")), null);
  });

  it("is the first of an animation", () => {
    assert.deepEqual(bareOf(animations.gif), aPicture("gif"));
    assert.deepEqual(bareOf(animations.webp), aPicture("webp"));
  });

  it("keeps of a PNG what changes its colors, and no other chunk, whatever it is called", () => {
    const known = new Set(["tRNS", "gAMA", "cHRM", "sRGB"]);
    const letter = fc.constantFrom("a", "c", "d", "e", "i", "m", "o", "s", "t", "x", "z");
    const type = fc.tuple(letter, letter, letter, letter).map((letters) => letters.join(""));
    const [head, rest] = [aPng().subarray(0, 33), aPng().subarray(33)];
    fc.assert(
      fc.property(fc.uniqueArray(type, { maxLength: 5 }), (names) => {
        const chunks = names
          .filter((name) => !known.has(name))
          .map((name) => pngChunk(name, Buffer.from(note)));
        return bareOf(Buffer.concat([head, ...chunks, rest])).equals(aPng());
      }),
    );
    const gamma = pngChunk("gAMA", Buffer.from([0, 0, 0xb1, 0x8f]));
    const colored = Buffer.concat([head, gamma, rest]);
    assert.deepEqual(bareOf(colored), colored);
  });

  it("stays here as a PNG that hides something in a chunk that is let through, or has one nobody knows", () => {
    const [head, rest] = [aPng().subarray(0, 33), aPng().subarray(33)];
    for (const chunk of [
      pngChunk("gAMA", Buffer.from(note)),
      pngChunk("tRNS", Buffer.alloc(300)),
      pngChunk("PRIV", Buffer.from(note)),
      pngChunk("IHDR", head.subarray(16, 29)),
    ])
      assert.equal(bare(Buffer.concat([head, chunk, rest])), null);
    const damaged = aPng();
    damaged[45] = (damaged[45] ?? 0) ^ 1;
    assert.equal(bare(damaged), null, "its checksum tells");
  });

  it("loses every application segment and comment of a JPEG, wherever it stands before the pixels", () => {
    const bytes = aPicture("jpeg");
    const plain = bareOf(bytes);
    const starts = [2, bytes.indexOf(Buffer.from([0xff, 0xdb])), bytes.indexOf(Buffer.from([0xff, 0xda]))];
    const marker = fc.constantFrom(0xfe, ...Array.from({ length: 16 }, (_, index) => 0xe0 + index));
    fc.assert(
      fc.property(fc.constantFrom(...starts), marker, fc.string(), (at, which, text) => {
        const segment = jpegSegment(which, Buffer.from(`${note}${text}`));
        return bareOf(Buffer.concat([bytes.subarray(0, at), segment, bytes.subarray(at)])).equals(plain);
      }),
    );
  });

  it("loses the thumbnail that a JPEG has in its head", () => {
    const bytes = aPicture("jpeg");
    const head = Buffer.concat([bytes.subarray(6, 18), Buffer.from([1, 1]), Buffer.from("abc")]);
    const withThumbnail = Buffer.concat([bytes.subarray(0, 2), jpegSegment(0xe0, head), bytes.subarray(20)]);
    assert.deepEqual(bareOf(withThumbnail), bareOf(bytes));
  });

  it("stays here as a JPEG whose tables hold more than tables", () => {
    const bytes = aPicture("jpeg");
    const stuffed = jpegSegment(0xdb, Buffer.concat([Buffer.alloc(65), Buffer.from(note)]));
    assert.equal(bare(Buffer.concat([bytes.subarray(0, 20), stuffed, bytes.subarray(20)])), null);
  });

  it("stays here when it was made of a million pieces", () => {
    const tiny = Buffer.alloc(2_000_000, 1);
    const head = aPicture("gif").subarray(0, 13 + 12 + 8 + 10 + 1);
    assert.equal(bare(Buffer.concat([head, tiny, Buffer.from([0, 0x3b])])), null);
  });
});

describe("The door for pictures", () => {
  const { signal } = new AbortController();
  const binary = (path: string, part: Partial<ScriptedFile> = {}): ScriptedFile => ({
    path,
    script: [],
    content: "binary",
    ...part,
  });
  const reading =
    (bytes: Uint8Array): ReadBytes =>
    async () => ({ kind: "bytes", bytes });
  async function through(change: ClearedChange, readBytes: ReadBytes): Promise<readonly string[]> {
    const files = await clearPictures({ cleared: change, readBytes, signal });
    return files.map((file) => {
      if (file.kind === "left") return `${file.cleared.path}: ${file.reason}`;
      const sides = (["old", "new"] as const).filter((side) => file[side] !== null);
      return `${file.cleared.path}: ${sides.join(" and ")}`;
    });
  }

  it("lets both sides of a changed picture pass, and the one that an added or a deleted one has", async () => {
    const change = await aClearedChange(
      binary("a.png"),
      binary("b.jpg", { change: "added" }),
      binary("c.webp", { change: "deleted" }),
      binary("D.GIF"),
    );
    assert.deepEqual(await through(change, reading(withMetadata("png", note))), [
      "a.png: old and new",
      "b.jpg: new",
      "c.webp: old",
      "D.GIF: old and new",
    ]);
  });

  it("reads nothing that a rule keeps here, that is text, or that is no picture by its name", async () => {
    const change = await aClearedChange(
      binary("secret.png", { content: "excluded" }),
      binary("ignored.png", { content: "gitIgnored" }),
      binary("key.png", { content: "secretFile" }),
      binary("large.png", { content: "lfsPointer" }),
      binary("a.zip"),
      binary("png"),
      { path: "drawing.svg", script: ["+<svg/>"] },
      { path: "text.png", script: ["+no picture"] },
    );
    assert.deepEqual(change.files.filter(isPictureFile), []);
    assert.deepEqual(await through(change, async () => assert.fail("it was read")), []);
  });

  it("keeps a whole file here where one side is too large, or can't be taken apart", async () => {
    const change = await aClearedChange(binary("a.png"));
    const oneSide = (bytes: Bytes): ReadBytes => {
      return async (_, side) => (side === "old" ? bytes : { kind: "bytes", bytes: aPng() });
    };
    assert.deepEqual(await through(change, oneSide({ kind: "tooLarge" })), ["a.png: pictureTooLarge"]);
    assert.deepEqual(await through(change, oneSide({ kind: "unreadable" })), ["a.png: pictureUnclear"]);
    const broken = aPng().subarray(0, 40);
    assert.deepEqual(await through(change, oneSide({ kind: "bytes", bytes: broken })), [
      "a.png: pictureUnclear",
    ]);
    const wide = pngOf(20_000, 1, Buffer.alloc(1));
    assert.deepEqual(await through(change, oneSide({ kind: "bytes", bytes: wide })), [
      "a.png: pictureTooLarge",
    ]);
    const vast = pngOf(9000, 9000, Buffer.alloc(1));
    assert.deepEqual(await through(change, oneSide({ kind: "bytes", bytes: vast })), [
      "a.png: pictureTooLarge",
    ]);
  });

  it("asks for no more bytes than a picture may have", async () => {
    const asked: number[] = [];
    await through(await aClearedChange(binary("a.png")), async (_, _side, most) => {
      asked.push(most);
      return { kind: "tooLarge" };
    });
    assert.deepEqual([...new Set(asked)], [largestPicture]);
  });

  it("looks at a hundred files, and says of the others that there is no room", async () => {
    const many = Array.from({ length: 103 }, (_, index) => binary(`${index}.png`, { change: "added" }));
    const told = await through(await aClearedChange(...many), reading(aPng()));
    assert.equal(told.filter((each) => each.endsWith(": new")).length, 100);
    assert.deepEqual(told.slice(100), ["100.png: noRoom", "101.png: noRoom", "102.png: noRoom"]);
  });
});
