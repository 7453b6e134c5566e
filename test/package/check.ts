/** What must be true of a VSIX before anyone gets it. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { readVsix } from "./vsix.ts";

/** The committed list of what a VSIX holds, a name a line; `npm run package -- --update` rewrites it. */
export const listFile = path.join(import.meta.dirname, "vsix-files.txt");

const sizeLimit = 6 * 1024 * 1024;
/** A key as OpenAI makes them; a scanner's own patterns hold brackets and don't match. */
const keyLike = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,}/;

export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Returns what is wrong with the VSIX, a sentence each; `canaries` were in the environment it was built in. */
export async function checkVsix(vsix: string, canaries: readonly Canary[]): Promise<readonly string[]> {
  const entries = await readVsix(vsix);
  const wrong: string[] = [];

  const wanted = (await readFile(listFile, "utf8")).trim().split("\n");
  const names = listedNames(entries.keys());
  for (const name of names) if (!wanted.includes(name)) wrong.push(`${name} is in the VSIX but not listed.`);
  for (const name of wanted) if (!names.includes(name)) wrong.push(`${name} is listed but not in the VSIX.`);

  const { length } = await readFile(vsix);
  if (length > sizeLimit) wrong.push(`The VSIX has ${length} bytes, more than ${sizeLimit}.`);

  for (const [name, bytes] of entries) {
    if (name.endsWith(".map") || bytes.includes("sourceMappingURL="))
      wrong.push(`${name} is or names a source map.`);
    if (keyLike.test(bytes.toString("latin1"))) wrong.push(`${name} holds something that looks like a key.`);
    for (const canary of canaries) {
      if (holds(bytes, canary.value))
        wrong.push(`${name} holds the value of ${canary.name} from the build's environment.`);
    }
  }
  return wrong;
}

/** Sorted names, each once; the hash that the bundler puts into some is left open. */
export function listedNames(names: Iterable<string>): readonly string[] {
  const open = [...names].map((name) => name.replace(/-[A-Z0-9]{8}\.js$/, "-*.js"));
  return [...new Set(open)].sort();
}

/** Whether the value stands in the bytes: as it is, or in base64 from any of the three positions it can start at. */
function holds(bytes: Buffer, value: string): boolean {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from(" ".repeat(shift) + value).toString("base64");
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  return [value, Buffer.from(value).toString("hex"), ...encoded].some((form) => bytes.includes(form));
}
