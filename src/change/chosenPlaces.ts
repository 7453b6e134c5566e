/** Finds out where the files lie that a person chose: in which repository, in a folder outside of any, or in the editor alone. */

import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "../contract/failure.ts";
import type { Scope } from "../contract/scope.ts";
import type { LineRange } from "../text/lines.ts";
import type { ChosenFile } from "./chosen.ts";
import type { LoosePlace } from "./gatherChosen.ts";
import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import { repositoryAround, type Repository } from "./repository.ts";

/** What an editor holds of a file that a scope names; null where the disk has it. */
export type ReadDocument = (file: string) => Promise<string | null>;

export interface ChosenPlace {
  readonly repository: Repository | LoosePlace;
  readonly files: readonly ChosenFile[];
}

export type ChosenPlaces =
  | { readonly kind: "found"; readonly places: readonly ChosenPlace[] }
  | { readonly kind: "failed"; readonly fault: Fault };

interface Search {
  /** The first is where relative files count from. */
  readonly folders: readonly string[];
  readonly git: Git;
  readonly documentText: ReadDocument;
  readonly signal: AbortSignal;
}

export async function chosenPlaces(
  scope: Extract<Scope, { readonly kind: "files" | "selection" }>,
  search: Search,
): Promise<ChosenPlaces> {
  const lines = scope.kind === "files" ? null : { start: scope.startLine, end: scope.endLine };
  if (lines !== null && !(lines.start >= 1 && lines.end >= lines.start)) {
    return failed({ code: "noSuchFile", args: { file: `${scope.kind}:${lines.start}-${lines.end}` } });
  }
  const places = new Map<string, { repository: ChosenPlace["repository"]; files: Map<string, ChosenFile> }>();
  return settle(async () => {
    for (const file of scope.kind === "files" ? scope.files : [scope.file]) {
      const found = await placeOf(file, lines, search);
      if (found === null) return failed({ code: "noSuchFile", args: { file: file.slice(0, 300) } });
      const { repository, chosen } = found;
      const key = repository.root ?? "untitled:";
      const place = places.get(key) ?? { repository, files: new Map<string, ChosenFile>() };
      const name = ownName(chosen.path, place.files, repository.root);
      place.files.set(name, { ...chosen, path: name });
      places.set(key, place);
    }
    const list = [...places.values()].map(({ repository, files }) => ({
      repository,
      files: [...files.values()],
    }));
    return { kind: "found", places: list };
  });
}

/** Two new documents may have the same name; a file on the disk that is named twice is one file. */
function ownName(name: string, taken: ReadonlyMap<string, unknown>, root: string | null): string {
  if (root !== null) return name;
  let own = name;
  for (let count = 2; taken.has(own); count += 1) own = `${name} (${count})`;
  return own;
}

interface Found {
  readonly repository: ChosenPlace["repository"];
  readonly chosen: ChosenFile;
}

/** Null for what is no file. */
async function placeOf(file: string, lines: LineRange | null, search: Search): Promise<Found | null> {
  const { documentText, folders } = search;
  const text = await documentText(file);
  if (file.startsWith("untitled:")) {
    if (text === null) return null;
    const chosen = { path: untitledName(file), text, lines };
    return { repository: { id: "untitled", root: null }, chosen };
  }
  const full = path.resolve(folders[0] ?? path.sep, file);
  const real = await realpath(full).catch(() => null);
  if (real === null || !(await lstat(real)).isFile()) return null;
  const folder = path.dirname(real);
  const around = await repositoryAround(folder, search);
  const root = around?.root ?? folder;
  const repository = around ?? {
    id: path.basename(folder) === "" ? folder : path.basename(folder),
    root: folder,
  };
  return { repository, chosen: { path: path.relative(root, real).split(path.sep).join("/"), text, lines } };
}

/** The last name in it; one without any is called like every new document. */
export function untitledName(uri: string): string {
  const name = uri.split(/[:/\\]|%2f|%5c/i).at(-1) ?? "";
  return name === "" ? "Untitled" : name;
}

function failed(fault: Fault): ChosenPlaces {
  return { kind: "failed", fault };
}
