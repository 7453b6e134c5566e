/** Says which paths of a repository stay here, and why: by their names, by settings, and by what its rule files say. */

import { setImmediate } from "node:timers/promises";
import type { Versions, Withholding } from "../change/change.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import { isGeneratedName } from "./generated.ts";
import { isLockFile } from "./lockFiles.ts";
import { RepositoryRules, type AddedExclusion } from "./repositoryRules.ts";
import { isSecretName } from "./secretNames.ts";

export interface ExclusionOptions {
  /** Globs of the settings, in the form of `.gitignore`, relative to the root. */
  readonly exclude: readonly string[];
  /** Paths that a person took out before the run. */
  readonly unticked: ReadonlySet<string>;
  /**
   * Of a submodule: the repository that it stands in, and where (relative to its root). That one must have learned
   * before, because it is asked in versions of its own.
   */
  readonly around: { readonly exclusions: Withholding; readonly prefix: string } | null;
  /** What tools write (lock files, generated code) is wanted where a person chose the files. */
  readonly machineMade: "excluded" | "wanted";
}

/** Paths judged in a row; between two such runs others have their turn. */
const atOnce = 50;

/** A path is relative to the root, with `/`; one that ends with `/` stands for a submodule, and for all that is in it. */
export class Exclusions implements Withholding {
  readonly #options: ExclusionOptions;
  readonly #rules: RepositoryRules;
  /** What was learned. */
  readonly #known = new Set<string>();
  readonly #generated = new Set<string>();
  readonly #reasons = new Map<string, UnsentReason | null>();
  /** A repository has the same ones in the whole run. */
  #versions: Versions | null = null;

  constructor(options: ExclusionOptions) {
    this.#options = options;
    this.#rules = new RepositoryRules(options.exclude);
  }

  /** The rules that the change adds to keep something out of it, as far as files that were learned tell. */
  get added(): readonly AddedExclusion[] {
    return this.#rules.added(this.#known);
  }

  /** Rejects when `signal` is aborted, or when the versions can't be read: then nothing of these paths is known. */
  readonly learn = async (
    paths: readonly string[],
    versions: Versions,
    signal: AbortSignal,
  ): Promise<void> => {
    signal.throwIfAborted();
    const { around } = this.#options;
    const own = (this.#versions ??= versions);
    const wanted = [...new Set(paths)].filter(
      (path) => isPlain(path.replace(/\/$/, "")) && !this.#known.has(path),
    );
    await around?.exclusions.learn([`${around.prefix}/`], ofNobody, signal);
    const [generated] = await Promise.all([
      own.generated(wanted.filter((each) => !each.endsWith("/"))),
      this.#rules.read(wanted, own, signal),
    ]);
    for (const path of generated) this.#generated.add(path);
    signal.throwIfAborted();

    for (const path of wanted) this.#known.add(path);
    this.#reasons.clear();
    let judged = 0;
    for (const path of this.#known) {
      this.reasonFor(path);
      judged += 1;
      if (judged % atOnce === 0) await setImmediate();
    }
    signal.throwIfAborted();
  };

  readonly reasonFor = (path: string): UnsentReason | null => {
    const known = this.#reasons.get(path);
    if (known !== undefined) return known;
    const reason = this.#judge(path);
    if (this.#known.has(path)) this.#reasons.set(path, reason);
    return reason;
  };

  #judge(path: string): UnsentReason | null {
    if (!isPlain(path)) return "excluded";
    if (isSecretName(path)) return "secretFile";
    if (!this.#knows(path)) return "excluded";
    const ruled = this.#rules.reasonFor(path, this.#known) ?? this.#around(path);
    if (ruled !== null) return ruled;
    if (this.#options.unticked.has(path)) return "unticked";
    if (this.#options.machineMade === "wanted") return null;
    if (isLockFile(path)) return "lockFile";
    return isGeneratedName(path) || this.#generated.has(path) ? "generated" : null;
  }

  #knows(path: string): boolean {
    if (this.#known.has(path)) return true;
    const names = path.split("/");
    return names.some((_, index) => this.#known.has(`${names.slice(0, index + 1).join("/")}/`));
  }

  #around(path: string): UnsentReason | null {
    const { around } = this.#options;
    if (around === null) return null;
    const { exclusions, prefix } = around;
    return exclusions.reasonFor(prefix) ?? exclusions.reasonFor(`${prefix}/${path}`);
  }
}

function isPlain(path: string): boolean {
  if (/[\\\0]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  return path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
}

/** What a submodule hands to the repository around it, which has its own. */
const unlearned = async (): Promise<never> => {
  throw new Error("the repository around a submodule was not learned before it");
};
const ofNobody: Versions = { base: unlearned, head: unlearned, disk: unlearned, generated: unlearned };
