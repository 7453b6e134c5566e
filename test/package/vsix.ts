/** Reads what a VSIX holds, which is a zip archive, without unpacking it to disk. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { repositoryRoot } from "../support/vscode/cache.ts";

const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8")) as {
  version: string;
};

/** Where `npm run package` puts what it makes. */
export const vsixFile = path.join(repositoryRoot, `second-look-${manifest.version}.vsix`);

const inflate = promisify(inflateRaw);
const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The bytes of every file in the archive, by its name there. */
export async function readVsix(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== endRecord) throw new Error(`${file} is no zip archive.`);

  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`The directory of ${file} is broken.`);
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    );
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const stored = zip.subarray(start, start + size);
    if (!name.endsWith("/")) entries.set(name, method === 0 ? stored : await inflate(stored));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}
