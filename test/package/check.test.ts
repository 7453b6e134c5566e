/** What keeps a VSIX from being handed out. */

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { checkVsix, listFile, listedNames } from "./check.ts";

describe("the check of a VSIX", () => {
  const canary = { name: "A_TOKEN", value: "canary0123456789abcdef" };
  let folder: TestRepository;
  let listed: readonly string[];
  before(async () => {
    folder = await createRepository();
    listed = (await readFile(listFile, "utf8")).trim().split("\n");
  });
  after(() => folder.dispose());

  /** Checks an archive of exactly the listed files, and of others on top. */
  async function check(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const file = path.join(folder.root, "a.vsix");
    const whole = Object.fromEntries(listed.map((name) => [name.replace("-*", "-ABCD2345"), "text"]));
    await writeFile(file, zipOf({ ...whole, ...files }));
    return checkVsix(file, [canary]);
  }

  it("is content with the listed files", async () => {
    assert.deepEqual(await check({}), []);
  });

  it("wants no file that is not listed", async () => {
    assert.deepEqual(await check({ "extension/.env": "" }), [
      "extension/.env is in the VSIX but not listed.",
    ]);
  });

  it("leaves open the hash in a name, and nothing else", () => {
    assert.deepEqual(listedNames(["b-ABCD2345.js", "b-ZYXW9876.js", "a-abcd2345.js"]), [
      "a-abcd2345.js",
      "b-*.js",
    ]);
  });

  it("wants no source map", async () => {
    const [wrong] = await check({ "extension/dist/extension.js": "//# sourceMappingURL=extension.js.map" });
    assert.match(wrong ?? "", /source map/);
  });

  it("wants nothing that looks like a key", async () => {
    const [wrong] = await check({ "extension/readme.md": ["sk", "proj", "a".repeat(24)].join("-") });
    assert.match(wrong ?? "", /looks like a key/);
  });

  it("finds what was in the build's environment, in whatever form", async () => {
    for (const form of [
      canary.value,
      Buffer.from(canary.value).toString("hex"),
      Buffer.from(`x${canary.value}y`).toString("base64"),
      Buffer.from(`xy${canary.value}`).toString("base64"),
    ]) {
      const [wrong] = await check({ "extension/readme.md": `const a = "${form}";` });
      assert.match(wrong ?? "", /A_TOKEN/, form);
    }
  });
});

/** An archive of stored files, which is the simplest there is. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), fields, nameBytes, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, tail, nameBytes]));
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}
