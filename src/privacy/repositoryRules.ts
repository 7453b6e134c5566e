/** What the rule files of a repository say about its paths: before the change, after it, and on the disk. */

import { setImmediate } from "node:timers/promises";
import type { Versions } from "../change/change.ts";
import { compile, everything, type Globs, type Match } from "./globs.ts";
import { settingsFile } from "./repositorySettings.ts";
import { reachOf, readRules, ruleFilesIn } from "./ruleFiles.ts";

/** A line of a rule file that keeps out what the version before the change let in. */
export interface AddedExclusion {
  /** Of the rule file. */
  readonly path: string;
  /** Empty where the file as a whole keeps out what lies below its folder, because it can't be read. */
  readonly pattern: string;
  /** 1-based, in the version after the change. */
  readonly line: number;
}

type Version = "base" | "head" | "disk";

/** Null where the file is absent. */
interface RuleFile extends Readonly<Record<Version, Globs | null>> {
  readonly path: string;
}

type Texts = Readonly<Record<Version, string | null | undefined>>;

/** Globs of all rule files in one version; a file on top of them counts as unreadable. */
const mostGlobs = 10_000;

/** A path is relative to the root, with `/`. `changed` holds those of the change: a rule file that is none of them was not changed by it. */
export class RepositoryRules {
  /** Globs of the settings. */
  readonly #exclude: readonly string[];
  readonly #own: Globs;
  /** Those without what the change adds to the repository's own settings. */
  #ownBefore: Globs;
  /** By folder. */
  readonly #files = new Map<string, readonly RuleFile[]>();
  readonly #counts = { base: 0, head: 0, disk: 0 };

  constructor(exclude: readonly string[]) {
    this.#exclude = exclude;
    this.#own = globsOf(exclude);
    this.#ownBefore = this.#own;
  }

  /** Reads the rule files around these paths, as far as they were not read before. */
  async read(paths: readonly string[], versions: Versions, signal: AbortSignal): Promise<void> {
    const folders = [...new Set(paths.flatMap(foldersOf))].filter((each) => !this.#files.has(each)).sort();
    if (folders.length === 0) return;
    const names = folders.flatMap(ruleFilesIn);
    const [base, head, other] = await Promise.all([
      versions.base(names),
      versions.head(names),
      versions.disk === versions.head ? null : versions.disk(names),
    ]);
    const disk = other ?? head;
    for (const folder of folders) {
      const files: RuleFile[] = [];
      for (const path of ruleFilesIn(folder)) {
        const texts = { base: base.get(path), head: head.get(path), disk: disk.get(path) };
        if (Object.values(texts).every((text) => text === undefined)) continue;
        files.push(this.#understand(path, texts));
        await setImmediate();
        signal.throwIfAborted();
      }
      this.#files.set(folder, files);
      if (folder === "") this.#splitOwn();
    }
  }

  reasonFor(path: string, changed: ReadonlySet<string>): "excluded" | "newlyExcluded" | null {
    const files = this.#around(path);
    const settings = files.find((file) => file.path === settingsFile);
    const isSettled = settings === undefined || !isPartOf(changed, settings);
    const own = isSettled ? this.#own : this.#ownBefore;
    const saying = (version: Version) => files.filter((file) => find(file, version, path) !== null);
    if (own.match(path) !== null || saying("base").length > 0) return "excluded";
    const byHead = saying("head");
    if (byHead.some((file) => isPartOf(changed, file)) || this.#own.match(path) !== null)
      return "newlyExcluded";
    return byHead.length > 0 || saying("disk").length > 0 ? "excluded" : null;
  }

  added(changed: ReadonlySet<string>): readonly AddedExclusion[] {
    const found = new Map<string, AddedExclusion>();
    const add = (path: string, { glob }: Match): void => {
      const rule = { path, pattern: glob?.pattern ?? "", line: glob?.line ?? 1 };
      found.set(JSON.stringify([path, rule.line]), rule);
    };
    for (const files of this.#files.values()) {
      const before = new Set(files.flatMap(({ base }) => base?.list ?? []).map(({ pattern }) => pattern));
      for (const file of files) {
        if (!isPartOf(changed, file) || file.base === everything) continue;
        if (file.head === everything) add(file.path, { glob: null });
        const fresh = file.head?.list.filter(
          ({ pattern }) => !pattern.startsWith("!") && !before.has(pattern),
        );
        for (const glob of fresh ?? []) add(file.path, { glob });
      }
    }
    // One that stood there before can keep out more, for instance when the exception behind it is gone.
    for (const path of changed) {
      if (this.reasonFor(path, changed) !== "newlyExcluded") continue;
      for (const file of this.#around(path)) {
        const match = isPartOf(changed, file) ? find(file, "head", path) : null;
        if (match !== null) add(file.path, match);
      }
    }
    return [...found.values()].sort((a, b) =>
      a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
    );
  }

  #understand(path: string, texts: Texts): RuleFile {
    const read = new Map<string | null, Globs>();
    const globsIn = (version: Version): Globs | null => {
      const text = texts[version];
      if (text === undefined) return null;
      const globs = read.get(text) ?? readRules(path, text);
      read.set(text, globs);
      this.#counts[version] += globs.list.length;
      return this.#counts[version] > mostGlobs ? everything : globs;
    };
    return { path, base: globsIn("base"), head: globsIn("head"), disk: globsIn("disk") };
  }

  /** The settings that came from outside hold what the repository's own say now, and so what the change adds to them. */
  #splitOwn(): void {
    const settings = this.#files.get("")?.find(({ path }) => path === settingsFile);
    const before = new Set(settings?.base?.list.map(({ pattern }) => pattern));
    const now = settings?.head?.list.map(({ pattern }) => pattern) ?? [];
    const fresh = new Set(now.filter((pattern) => !before.has(pattern)));
    this.#ownBefore = globsOf(this.#exclude.filter((pattern) => !fresh.has(pattern)));
  }

  #around(path: string): readonly RuleFile[] {
    return foldersOf(path).flatMap((folder) => this.#files.get(folder) ?? []);
  }
}

function globsOf(exclude: readonly string[]): Globs {
  return compile(exclude.map((pattern) => ({ pattern, line: 1 })));
}

function find(file: RuleFile, version: Version, path: string): Match | null {
  return file[version]?.match(path.slice(reachOf(file.path).length)) ?? null;
}

/** One that stands nowhere in the change, though the version before it had none, is somebody's own that git ignores. */
function isPartOf(changed: ReadonlySet<string>, { base, path }: RuleFile): boolean {
  return base !== null || changed.has(path);
}

/** Each folder above a path, the root first, with a `/` at its end; that of the root is empty. */
function foldersOf(path: string): readonly string[] {
  const names = path.replace(/\/$/, "").split("/").slice(0, -1);
  return ["", ...names.map((_, index) => `${names.slice(0, index + 1).join("/")}/`)];
}
