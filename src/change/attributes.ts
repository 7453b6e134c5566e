/** Asks git which files `.gitattributes` marked as generated before the change: a mark that the change adds must not silence its review. */

import type { ReadTexts, Versions } from "./change.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined, records } from "./records.ts";
import { filesAbove, openRulesAlone } from "./rulesAlone.ts";
import type { Scratch } from "./scratch.ts";

const mark = "linguist-generated";

/** `base`: the version before the change. */
export function generatedAt(git: ProtectedGit, base: ReadTexts, scratch: Scratch): Versions["generated"] {
  return async (paths) => {
    if (paths.length === 0) return new Set();
    const texts = await base(filesAbove(paths, ".gitattributes"));
    if (![...texts.values()].some((text) => text?.includes(mark) === true)) return new Set();
    const alone = await openRulesAlone(git, scratch, { name: "attributes", texts });
    const args = ["-c", "core.attributesFile=", "check-attr", "-z", "--stdin", mark];
    return marked(records(await alone.run(args, joined(paths))));
  };
}

/** Three fields a path: its name, the attribute, the value. */
function marked(fields: readonly string[]): ReadonlySet<string> {
  if (fields.length % 3 !== 0) throw failed("a list of its ended in the middle.");
  const found = new Set<string>();
  for (let at = 0; at < fields.length; at += 3) {
    const [file = "", , value = ""] = fields.slice(at, at + 3);
    if (value === "set" || value === "true") found.add(file);
  }
  return found;
}
