/** Reads the command line: what is asked for, or what is wrong with it. */

import path from "node:path";
import { parseArgs } from "node:util";
import type { Severity } from "../contract/finding.ts";
import type { Depth, Scope } from "../contract/scope.ts";
import { longestFocus } from "../review/ports.ts";
import { defaults } from "./defaults.ts";
import { scopeOf } from "./scopes.ts";

export interface ReviewCommand {
  readonly kind: "review";
  readonly scope: Scope;
  /** Absolute. */
  readonly folders: readonly string[];
  readonly depth: Depth;
  /** What to look at above all; empty where it is not said. */
  readonly focus: string;
  readonly format: "text" | "json";
  readonly failOn: Severity | null;
  readonly allowPartial: boolean;
  readonly allowEmpty: boolean;
  readonly action: "review" | "dryRun" | "printRequest";
  readonly baseUrl: string | null;
  readonly model: string | null;
  /** Whether changed pictures go along as pictures. */
  readonly images: boolean;
  /** Practice rules in place of a model: no key, nothing sent. */
  readonly practice: boolean;
  /** USD that all reviews of a day may cost together. */
  readonly dailyBudget: number;
  /** Whether what was asked and answered is kept on this machine. */
  readonly keepRecord: boolean;
}

export interface CheckCommand {
  readonly kind: "check";
  readonly format: "text" | "json";
  readonly baseUrl: string | null;
  readonly model: string | null;
  /** USD that all sending of a day may cost together. */
  readonly dailyBudget: number;
}

export type Command =
  | ReviewCommand
  | CheckCommand
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "wrong"; readonly problem: string };

export const usage = `Usage: second-look review [options]
       second-look check [--base-url URL] [--model ID] [--format F] [--daily-budget USD]
                          asks an endpoint tiny questions, for less than a cent, and says what works

What to review (uncommitted work, unless one of these is given)
  --staged           what is staged, in the text that is staged
  --unstaged         what is not staged yet, new files included
  --base REF         the merge base of REF and HEAD against the working tree
  --branch           the same, with a guess at the base
  --committed        with --base or --branch: only what is committed
  --commit SHA       one commit against its first parent
  --range A..B       one version against another; A...B starts where they parted
  --last N           the last N commits, a merge counted as one
  --file P           a file as it is; several times for several, P:10-20 for lines of one

Where
  --repo DIR         a repository, or a folder in it (default: this folder); several times for several

How
  --depth D          quick, standard (default: with a second look) or deep
  --focus TEXT       what to look at first, in your own words
  --model ID         the model to ask (default: o4-mini)
  --base-url URL     an OpenAI-compatible endpoint (default: https://api.openai.com/v1)
  --images           send changed PNG, JPEG, WebP and GIF files as pictures, without their metadata;
                     nobody looks for secrets in what they show
  --practice         a few fixed rules in place of a model: no key, nothing sent
  --daily-budget USD what all reviews of a day may cost together (default: ${defaults.dailyUsd})
  --no-record        keep nothing on this machine of what is asked and answered

What comes out
  --format F         text (default) or json
  --dry-run          say what would be sent and what it may cost; send nothing
  --print-request    print the requests as JSON; send nothing
  --fail-on S        exit 1 when a finding is critical, major, minor or nit, or worse
  --allow-partial    with --fail-on: a review in part may pass (else exit 4)
  --allow-empty      with --fail-on: nothing to review may pass (else exit 5)
  --help, --version

Keys come from the environment: OPENAI_API_KEY for api.openai.com, SECOND_LOOK_API_KEY for the
base URL given with --base-url or SECOND_LOOK_BASE_URL.

Exit codes: 0 reviewed · 1 findings at --fail-on · 2 wrong use · 3 failed · 4 in part · 5 nothing
to review · 130 interrupted
`;

const options = {
  staged: { type: "boolean" },
  unstaged: { type: "boolean" },
  base: { type: "string" },
  branch: { type: "boolean" },
  committed: { type: "boolean" },
  commit: { type: "string" },
  range: { type: "string" },
  last: { type: "string" },
  file: { type: "string", multiple: true },
  repo: { type: "string", multiple: true },
  depth: { type: "string" },
  focus: { type: "string" },
  format: { type: "string" },
  "fail-on": { type: "string" },
  "allow-partial": { type: "boolean" },
  "allow-empty": { type: "boolean" },
  "dry-run": { type: "boolean" },
  "print-request": { type: "boolean" },
  "base-url": { type: "string" },
  model: { type: "string" },
  images: { type: "boolean" },
  practice: { type: "boolean" },
  "daily-budget": { type: "string" },
  "no-record": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export function parseCommand(argv: readonly string[], workingFolder: string): Command {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : "The options could not be read.");
  }
  const { values, positionals, tokens } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const [verb] = positionals;
  if (verb !== "review" && verb !== "check")
    return wrong("Say what to do: second-look review, or second-look check.");
  if (positionals.length > 1) return wrong(`Unexpected argument: ${positionals[1] ?? ""}`);

  const twice = repeated(tokens);
  if (twice !== null) return wrong(`--${twice} is given twice, and only one can hold.`);
  if (verb === "check") {
    const stray = Object.keys(values).find((name) => !checkOptions.includes(name));
    if (stray !== undefined) return wrong(`--${stray} goes with second-look review.`);
  }
  const depth = oneOf(values.depth ?? "standard", ["quick", "standard", "deep"] as const);
  if (depth === null) return wrong("--depth takes quick, standard or deep.");
  const { focus = "" } = values;
  if (focus.length > longestFocus) return wrong(`--focus takes at most ${longestFocus} characters.`);
  const format = oneOf(values.format ?? "text", ["text", "json"] as const);
  if (format === null) return wrong("--format takes text or json.");
  const failOn = oneOf(values["fail-on"] ?? "none", ["critical", "major", "minor", "nit", "none"] as const);
  if (failOn === null) return wrong("--fail-on takes critical, major, minor or nit.");
  const dailyBudget = amountOf(values["daily-budget"] ?? String(defaults.dailyUsd));
  if (dailyBudget === null) return wrong("--daily-budget takes an amount in US dollars, such as 2.50.");
  const [baseUrl, model] = [values["base-url"] ?? null, values.model ?? null];
  if (verb === "check") return { kind: "check", format, baseUrl, model, dailyBudget };
  const named = scopeOf(values, workingFolder);
  if (named.kind === "wrong") return named;
  if (values["dry-run"] === true && values["print-request"] === true) {
    return wrong("--dry-run and --print-request print different things: give one of them.");
  }
  if (values.practice === true && (values["dry-run"] === true || values["print-request"] === true)) {
    return wrong("--practice sends nothing, so there is no request to show: leave it out.");
  }
  const gateFlag = (["allow-partial", "allow-empty"] as const).find((flag) => values[flag] === true);
  if (gateFlag !== undefined && failOn === "none") return wrong(`--${gateFlag} goes with --fail-on.`);

  return {
    kind: "review",
    scope: named.scope,
    folders: (values.repo ?? ["."]).map((folder) => path.resolve(workingFolder, folder)),
    depth,
    focus,
    format,
    failOn: failOn === "none" ? null : failOn,
    allowPartial: values["allow-partial"] ?? false,
    allowEmpty: values["allow-empty"] ?? false,
    action:
      values["dry-run"] === true ? "dryRun" : values["print-request"] === true ? "printRequest" : "review",
    baseUrl,
    model,
    images: values.images ?? false,
    practice: values.practice ?? false,
    dailyBudget,
    keepRecord: values["no-record"] !== true,
  };
}

const checkOptions: readonly string[] = ["base-url", "model", "format", "daily-budget"];

/** Of an option that is given again only the last would count, in silence. */
function repeated(tokens: readonly { readonly kind: string; readonly name?: string }[]): string | null {
  const names = tokens.flatMap(({ kind, name }) => (kind === "option" && name !== undefined ? [name] : []));
  const isList = (name: string): boolean => "multiple" in options[name as keyof typeof options];
  return names.find((name, index) => !isList(name) && names.indexOf(name) !== index) ?? null;
}

function amountOf(text: string): number | null {
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === value) ?? null;
}

function wrong(problem: string): Command {
  return { kind: "wrong", problem };
}
