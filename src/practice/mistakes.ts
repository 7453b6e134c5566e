/** The mistakes that practice knows by sight: a few patterns that are rarely anything else. */

import type { FoundFinding } from "../prompt/answer.ts";

/** An added line, and the one right below it where that was added, too. */
export interface AddedLine {
  readonly path: string;
  /** 1-based, new side. */
  readonly number: number;
  readonly text: string;
  readonly next: string | null;
}

export interface Mistake extends Pick<
  FoundFinding,
  "title" | "explanation" | "category" | "severity" | "confidence"
> {
  readonly files: RegExp;
  readonly pattern: RegExp;
  /** What the line below has to look like. */
  readonly nextLine?: RegExp;
  /** The line put right, or null to take it out; without it there is no fix. */
  readonly mend?: (line: string) => string | null;
}

const script = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const python = /\.py$/;
const braces = /\.(?:[cm]?[jt]sx?|vue|svelte|java|cs|kt|c|cc|cpp|h|hpp|php|swift|dart|scala)$/;

export const mistakes: readonly Mistake[] = [
  {
    files: braces,
    pattern: /\bfor\s*\(.*<=\s*[\w.]+\.(?:length|size|count|Count|Length)(?:\(\))?\s*(?:;|\)|&&)/,
    severity: "major",
    category: "correctness",
    confidence: 0.9,
    title: "The loop reads past the end",
    explanation:
      "Positions end at one less than the length, and this loop also runs for the length itself. With a list of three it asks for a fourth, which is not there.",
    mend: (line) => line.replace(/<=(\s*[\w.]+\.(?:length|size|count|Count|Length)\b)/, "<$1"),
  },
  {
    files: braces,
    pattern: /\bif\s*\(\s*[\w.[\]]+\s*=\s*[^=>\s]/,
    severity: "major",
    category: "correctness",
    confidence: 0.85,
    title: "The condition assigns instead of comparing",
    explanation:
      "A single equals sign stores the value and then tests it. Whatever the variable held before is lost, and the branch no longer depends on it.",
    mend: (line) => line.replace(/(\bif\s*\(\s*[\w.[\]]+\s*)=/, "$1=="),
  },
  {
    files: script,
    pattern: /[!=]==?\s*NaN\b/,
    severity: "major",
    category: "correctness",
    confidence: 0.95,
    title: "Nothing equals NaN",
    explanation:
      "NaN is not equal to anything, not even to itself, so this comparison has the same result for every value. A value that is not a number goes unnoticed.",
    mend: (line) => line.replace(/([\w.]+)\s*===?\s*NaN\b/, "Number.isNaN($1)"),
  },
  {
    files: braces,
    pattern: /\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/,
    severity: "minor",
    category: "errorHandling",
    confidence: 0.7,
    title: "The error disappears",
    explanation:
      "Whatever goes wrong inside is dropped without a trace. When it fails for the first time, the program goes on with missing data and nobody can see why.",
  },
  {
    files: python,
    pattern: /^\s*except\b[^:]*:\s*(?:pass\b.*)?$/,
    nextLine: /^\s*pass\b/,
    severity: "minor",
    category: "errorHandling",
    confidence: 0.7,
    title: "The error disappears",
    explanation:
      "Whatever goes wrong inside is dropped without a trace. When it fails for the first time, the program goes on with missing data and nobody can see why.",
  },
  {
    files: /\.(?:[cm]?[jt]sx?|py|rb|java|cs|php|go|kt)$/,
    pattern:
      /(["'`])\s*(?:SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\b.+\bSET|DELETE\s+FROM)\b(?:.*\$\{.*`|[^"`]*["'`]\s*(?:\+|\.|%)\s*\(?\$?[A-Za-z_])|\bf["'](?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b.*\{/i,
    severity: "critical",
    category: "security",
    confidence: 0.8,
    title: "The query is put together from a value",
    explanation:
      "The value becomes part of the SQL text. When it comes from a user, something like ' OR 1=1 -- reads or changes every row. Hand it over as a parameter.",
  },
  {
    files: /\.(?:[cm]?[jt]sx?|py|php|rb)$/,
    pattern: /(?<![.\w])eval\(\s*(?!["'`)])/,
    severity: "critical",
    category: "security",
    confidence: 0.75,
    title: "A text is run as code",
    explanation:
      "Whoever controls the text controls the program: what comes in through it runs with all of its rights.",
  },
  {
    files: script,
    pattern: /\.innerHTML\s*\+?=\s*(?!.*(?:sanitize|escape))(?:[A-Za-z_$]|`.*\$\{)/i,
    severity: "major",
    category: "security",
    confidence: 0.7,
    title: "A text is put into the page as HTML",
    explanation:
      "When the text comes from a user, a tag with a script in it runs in the browser of everyone who looks at the page. Use textContent, or escape it first.",
  },
  {
    files: script,
    pattern: /\.forEach\(\s*async\b/,
    severity: "major",
    category: "concurrency",
    confidence: 0.85,
    title: "Nobody waits for these promises",
    explanation:
      "forEach ignores what its function returns, so the code below goes on before any of it is done, and a rejection is caught by no one. Use for…of with await, or Promise.all with map.",
  },
  {
    files: python,
    pattern: /^\s*(?:async\s+)?def\s+\w+\(.*=\s*(?:\[\]|\{\}|list\(\)|dict\(\)|set\(\))\s*[,)]/,
    severity: "major",
    category: "correctness",
    confidence: 0.85,
    title: "All calls share one default value",
    explanation:
      "The default is made once, when the function is defined. What one call puts into it is still there in the next one.",
  },
  {
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py)$/,
    pattern: /^\s*(?:debugger\s*;?|breakpoint\(\)|(?:import pdb;\s*)?pdb\.set_trace\(\))\s*$/,
    severity: "minor",
    category: "maintainability",
    confidence: 0.9,
    title: "A breakpoint was left behind",
    explanation:
      "Whoever runs this with a debugger attached stops here; without one in Python, the program waits for input that never comes.",
    mend: () => null,
  },
];
