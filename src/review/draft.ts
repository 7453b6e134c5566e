/** The outcome so far: the only thing in a review that changes. */

import type { ContextUse } from "../contract/context.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { Fault, Notice, Remark } from "../contract/failure.ts";
import type { Finding, SetAsideFinding } from "../contract/finding.ts";
import type { Outcome, ReviewedRepository } from "../contract/outcome.ts";
import type { Read } from "../contract/reads.ts";
import type { Phase, Progress } from "../contract/progress.ts";
import type { Depth, Scope } from "../contract/scope.ts";
import { merge } from "../finding/merge.ts";
import type { Spent } from "../model/asking.ts";
import type { Profiles } from "../model/profiles.ts";
import type { Part } from "../prompt/plan.ts";
import { asFarAsAsked, isComplete } from "./completeness.ts";
import type { Words } from "./ports.ts";
import type { Told } from "./reviewed.ts";
import { noUsage, withSpent } from "./usage.ts";

type Ending = Outcome["kind"];

/** Listeners are called after every change, with the outcome as it stands. */
export class Draft {
  #phase: Phase = { kind: "gathering" };
  #repositories: readonly ReviewedRepository[] = [];
  #files: readonly FileCoverage[] = [];
  #focus = "";
  #context: ContextUse | null = null;
  #marks: readonly (readonly string[])[] = [];
  readonly #asked = new Map<number, Set<number>>();
  readonly #pictures = new Map<number, "seen" | "unseen">();
  #lastId = 0;
  #findings: readonly Finding[] = [];
  #setAside: readonly SetAsideFinding[] = [];
  readonly #reads: Read[] = [];
  #summary = "";
  #invalid = 0;
  #usage = noUsage();
  readonly #faults: Fault[] = [];
  readonly #notices: Notice[] = [];
  readonly #ground = new Map<string, readonly string[]>();
  readonly #startedAt: number;
  readonly #scope: Scope;
  readonly #depth: Depth;
  readonly #words: Words;
  readonly #now: () => number;
  readonly #listen: (progress: Progress) => void;
  readonly #profiles: Profiles | undefined;

  constructor(of: {
    readonly scope: Scope;
    readonly depth: Depth;
    readonly words: Words;
    readonly now: () => number;
    readonly listen: (progress: Progress) => void;
    /** For the price of what is spent; the built-in table where it is not said. */
    readonly profiles?: Profiles;
  }) {
    this.#scope = of.scope;
    this.#depth = of.depth;
    this.#words = of.words;
    this.#now = of.now;
    this.#listen = of.listen;
    this.#profiles = of.profiles;
    this.#startedAt = of.now();
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  nextId(): string {
    this.#lastId += 1;
    return `F${this.#lastId}`;
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    this.#tell();
  }

  compare(repositories: readonly ReviewedRepository[]): void {
    this.#repositories = repositories;
    this.#tell();
  }

  /** What is to be looked at first. */
  lookFirstAt(focus: string): void {
    this.#focus = focus;
    this.#tell();
  }

  /** What will be sent. Until an answer comes it counts as not asked. */
  account(planned: readonly FileCoverage[]): void {
    this.#files = planned;
    this.#tell();
  }

  /** What the window will hold. */
  fill(context: ContextUse): void {
    this.#context = context;
    this.#tell();
  }

  /** A mark for each hunk of each file of the coverage. */
  mark(marks: readonly (readonly string[])[]): void {
    this.#marks = marks;
  }

  /**
   * From here on what the part shows counts as sent: its answer has begun, or nothing more will happen in a rehearsal.
   * `pictures`: whether they were sent, too; who saw them once has seen them.
   */
  countAsSent({ hunks, pictured }: Part, pictures: "seen" | "unseen" = "seen"): void {
    for (const file of pictured) {
      if (this.#pictures.get(file) !== "seen") this.#pictures.set(file, pictures);
    }
    for (const [file, shown] of hunks) {
      const asked = this.#asked.get(file) ?? new Set();
      shown.forEach((hunk) => asked.add(hunk));
      this.#asked.set(file, asked);
    }
  }

  /** `ground` are the finding's lines on this machine; null for one without a place. */
  add(finding: Finding, ground: readonly string[] | null): void {
    this.#findings = merge(this.#findings, finding);
    if (ground !== null) this.#ground.set(finding.id, ground);
    this.#tell();
  }

  confirm(id: string): void {
    this.#findings = this.#findings.map((finding) =>
      finding.id === id ? { ...finding, status: "open" as const } : finding,
    );
    this.#tell();
  }

  setAside(id: string, reason: string): void {
    const finding = this.#findings.find((each) => each.id === id);
    if (finding === undefined) return;
    this.#findings = this.#findings.filter((each) => each !== finding);
    this.#setAside = [...this.#setAside, { finding: { ...finding, status: "setAside" }, reason }];
    this.#tell();
  }

  read(read: Read): void {
    this.#reads.push(read);
    this.#tell();
  }

  countInvalid(): void {
    this.#invalid += 1;
  }

  summarise(summary: string): void {
    if (summary !== "") this.#summary = summary;
    this.#tell();
  }

  spend(spent: Spent): void {
    this.#usage = withSpent(this.#usage, spent, this.#profiles);
    this.#tell();
  }

  /** What was said already needs no saying again: each round may have the same to tell. */
  remark(remark: Remark): void {
    const notice = this.#words.notice(remark);
    if (this.#notices.some(({ code, message }) => code === notice.code && message === notice.message)) return;
    this.#notices.push(notice);
    this.#tell();
  }

  fail(fault: Fault): void {
    this.#faults.push(fault);
  }

  close(kind: Ending): Told {
    if (this.#invalid > 0) this.remark({ code: "invalidFindings", args: { count: this.#invalid } });
    // An answer that broke off may have left out what it was asked about.
    const looked = kind === "finished" && this.#faults.length === 0 ? this.#askedMarks() : [];
    return { outcome: this.#outcome(kind), ground: this.#ground, looked };
  }

  #askedMarks(): readonly string[] {
    return [...this.#asked].flatMap(([file, hunks]) =>
      [...hunks].flatMap((hunk) => this.#marks[file]?.[hunk] ?? []),
    );
  }

  #tell(): void {
    this.#listen({ phase: this.#phase, outcome: this.#outcome("finished") });
  }

  #ownSummary(kind: Ending): string {
    if (kind === "finished") return "";
    return this.#words.summary(
      kind === "nothingToReview" && this.#files.length > 0 ? "nothingReadable" : kind,
    );
  }

  #outcome(kind: Ending): Outcome {
    const files = asFarAsAsked(this.#files, this.#asked, this.#pictures);
    return {
      schemaVersion: 1,
      kind,
      scope: this.#scope,
      repositories: this.#repositories,
      depth: this.#depth,
      focus: this.#focus,
      startedAt: new Date(this.#startedAt).toISOString(),
      durationMs: Math.max(0, this.#now() - this.#startedAt),
      summary: this.#summary === "" ? this.#ownSummary(kind) : this.#summary,
      findings: this.#findings,
      setAside: this.#setAside,
      invalid: this.#invalid,
      coverage: { complete: isComplete(files), files },
      context: this.#context,
      reads: [...this.#reads],
      usage: this.#usage,
      failures: this.#faults.map((fault) => this.#words.failure(fault)),
      notices: this.#notices,
    };
  }
}
