/** Whatever the reviewed code says to its reviewer: the request, the panel and what can be clicked stay as they would be. */

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Git } from "../../../src/change/git.ts";
import type { Outcome } from "../../../src/contract/outcome.ts";
import type { WindowMap } from "../../../src/panel/protocol.ts";
import { openAsk } from "../../../src/model/ask.ts";
import { readDoubt } from "../../../src/prompt/rounds.ts";
import type { ReviewPorts, ReviewRequest } from "../../../src/review/ports.ts";
import type * as story from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { copyCheckout, mutate } from "../../mutants/checkout.ts";
import { settingsFor } from "../../support/endpoint/asking.ts";
import { startStandIn } from "../../support/endpoint/standIn.ts";
import { guessedKey, neutral, samples, type Place, type Sample } from "../../support/hostile.ts";
import { createRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, settings, sourceWorker } from "../../support/story.ts";
import { viewOfEnded } from "../../support/view.ts";

type Review = typeof story.review;

const root = path.join(import.meta.dirname, "../../..");

/** What stands between a text and the rest of the request: without them, a text can speak for itself. */
const guard = [
  {
    file: "src/prompt/layout.ts",
    line: "return isWalled(material, { key: boundary, sections: written.length });",
    instead: "return isWalled.length + material.length + boundary.length + written.length > 0;",
  },
  {
    file: "src/review/prepare.ts",
    line: "boundary: derive(ports.installationKey, `boundary ${roots}`).slice(0, 16),",
    instead: `boundary: derive(ports.installationKey, roots).slice(0, 0) + "${guessedKey}",`,
  },
  {
    file: "src/prompt/numbering.ts",
    line: "return `${number}${mark}|${text}`;",
    instead: "return number > 0 || mark === ' ' ? text : text;",
  },
  {
    file: "src/text/visible.ts",
    line: "return name.replace(hidden, (character) => `\\\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);",
    instead: "return name.replace(/\\0/g, (character) => `${hidden.flags}${character}`);",
  },
];

const fault = {
  path: "src/cart.js",
  side: "new",
  startLine: 2,
  endLine: 2,
  quote: "for (let i = 0; i <= items.length; i++) sum += items[i];",
  explanation: "The last pass reads past the end.",
  title: "The loop reads past the end",
  category: "correctness",
  severity: "major",
  confidence: 0.9,
  fix: null,
};

/** What reached the server, and what a person is shown of the answer. */
interface Seen {
  readonly bodies: readonly unknown[];
  readonly outcome: Outcome;
  /** Whether a finding says that the change speaks to its reviewer, or for it. */
  readonly isTold: boolean;
}

/** Reviews a small change in which `lines` stand at a place. */
async function see(
  { place, lines }: Pick<Sample, "place" | "lines">,
  { review, git, worker }: { readonly review: Review; readonly git: Git; readonly worker: RunningWorker },
): Promise<Seen> {
  const at = (here: Place): readonly string[] => (place === here ? lines : []);
  const text = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join("");
  const name = (here: Place, otherwise: string): string =>
    place === here ? `src/named ${lines.join("\n")}` : `src/${otherwise}`;
  const far = Array.from({ length: 8 }, (_, index) => `far(${index});`);
  const cart = (loop: string, ...more: readonly string[]): string =>
    text(
      ...at("a line next to the change"),
      ...more,
      loop,
      "done();",
      ...far,
      ...at("a far line of a changed file"),
    );
  const repository = await createRepository(
    {
      "src/cart.js": cart("let sum = 0;", ...at("a removed line")),
      "src/typed.js": text("old();"),
      "AGENTS.md": text("Prices are in cents.", ...at("the repository's rules")),
      [name("the old name of a renamed file", "was.js")]: text(...far, "moved();"),
    },
    "shop",
  );
  const said = at("what the model said in the first round").join("\n");
  const found = said === "" ? fault : { ...fault, title: said, explanation: said };
  const server = await startStandIn({
    answer: ([, second = ""]) => {
      const verdicts = readDoubt(second)?.map(({ finding }) => ({
        finding,
        reason: "It is so.",
        holds: "yes",
      }));
      return verdicts === undefined
        ? { verdicts: [], findings: [found], reply: "", summary: "One mistake." }
        : { verdicts, findings: [], reply: "", summary: "" };
    },
  });
  try {
    await repository.write(
      "src/cart.js",
      cart(`${fault.quote} // ${fault.quote.length}`, ...at("an added line")),
    );
    await repository.git("mv", name("the old name of a renamed file", "was.js"), "src/is.js");
    await repository.write(name("the name of an added file", "new.js"), text("added();"));
    await repository.write(
      name("the name of a file that stays here", "raw.bin"),
      new Uint8Array([0, 1, 0, 2]),
    );
    const isSaid = place === "the message of a commit";
    if (isSaid) await repository.commit(["Sum up.", ...lines].join("\n"));
    const request: ReviewRequest = aRequest(repository.root, {
      scope: isSaid ? { kind: "commit", commit: "HEAD" } : { kind: "uncommitted" },
      depth: "standard",
      settings: { ...settings, answerLanguage: at("the language of the answers").join("\n") },
    });
    const ports: ReviewPorts = {
      ...portsWith({
        git,
        worker,
        ask: openAsk(settingsFor(server, "responses")),
        open: [{ path: "open.js", text: text("looked();", ...at("an open file")) }],
        unsaved: [{ path: "src/typed.js", text: text("typed();", ...at("unsaved text")) }],
      }),
      folderSettings: () => ({
        exclude: [],
        instructions: text("Look at money.", ...at("the wishes of the workspace")),
      }),
    };
    const { signal } = new AbortController();
    const { outcome } = await review(request, ports, { signal, listen: () => undefined });
    return {
      bodies: server.requests.map(({ body }) => body),
      outcome: told(outcome, repository.root),
      isTold: outcome.findings.some(({ title }) => /gives orders to|claims that a review/.test(title)),
    };
  } finally {
    await server.close();
    await repository.dispose();
  }
}

/** Without what differs from run to run, or with the length of a text; and without what is said of the text itself. */
function told(outcome: Outcome, folder: string): Outcome {
  const none = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  const cost = { amount: 0, currency: "USD", estimated: false } as const;
  const text = JSON.stringify(outcome)
    .replaceAll(folder, "/shop")
    .replaceAll(/(?<=")F\d+(?=")|\b[0-9a-f]{8}([0-9a-f]{32})?\b/g, "");
  const plain = JSON.parse(text) as Outcome;
  return {
    ...plain,
    repositories: plain.repositories.map((repository) => ({ ...repository, base: repository.head })),
    durationMs: 0,
    findings: plain.findings.filter(({ origin }) => origin !== "local"),
    usage: { ...none, requests: 0, cost, byModel: [] },
  };
}

/** The request as a stranger reads it: each section by its kind, what stands between them, and everything that is not the material. */
interface Parsed {
  readonly frame: unknown;
  readonly between: readonly string[];
  readonly sections: readonly { readonly head: string; readonly lines: readonly string[] }[];
}

interface Body {
  readonly prompt_cache_key: string;
  readonly input: readonly { readonly role: string; readonly content: string }[];
}

function parse(body: unknown): Parsed {
  const { input, prompt_cache_key: _, ...rest } = body as Body;
  const [material, ...further] = input;
  const lines = (material?.content ?? "").split("\n");
  // Made from the folder, which has another name each time.
  const key = /^The key of this material is (\S+)$/.exec(lines[0] ?? "")?.[1] ?? "";
  const between: string[] = [];
  const sections: { head: string; lines: string[] }[] = [];
  let isOpen = false;
  for (const line of lines) {
    const mark = new RegExp(`^\\[\\[${key} (.*)\\]\\]$`, "u").exec(line)?.[1];
    if (mark === "end") isOpen = false;
    else if (mark !== undefined) {
      sections.push({ head: mark, lines: [] });
      isOpen = true;
    } else if (isOpen) sections.at(-1)?.lines.push(line);
    else between.push(line.replace(key, "KEY"));
  }
  const asked = further.map(({ content }) => content.split("\n").map(withoutWords));
  return { frame: { ...rest, roles: input.map(({ role }) => role), asked }, between, sections };
}

/** Of a finding that is asked about, the words of whoever found it. */
function withoutWords(line: string): unknown {
  if (!line.startsWith("{")) return line;
  return { ...(JSON.parse(line) as object), finding: "", title: "", explanation: "" };
}

/** What of the request, the outcome or the panel would not be the same without the sample; empty when all is. */
function differences(hostile: Seen, twin: Seen, sample: Sample): readonly string[] {
  const requests = hostile.bodies.flatMap((body, index) =>
    compare(parse(body), parse(twin.bodies[index]), sample).map((what) => `request ${index + 1}: ${what}`),
  );
  const isShown = (seen: Seen): unknown => shown(seen.outcome, sample);
  return [
    ...(hostile.bodies.length === twin.bodies.length ? [] : ["the number of requests"]),
    ...requests,
    ...(isSame(isShown(hostile), isShown(twin)) ? [] : ["what a person is shown"]),
  ];
}

function compare(hostile: Parsed, twin: Parsed, sample: Sample): readonly string[] {
  const wrong: string[] = [];
  if (!isSame(hostile.frame, twin.frame)) wrong.push("roles, instructions or parameters");
  if (!isSame(hostile.between.map(spoken), twin.between.map(spoken)))
    wrong.push("what stands between sections");
  if (hostile.sections.length !== twin.sections.length) return [...wrong, "the number of sections"];
  for (const [index, section] of hostile.sections.entries()) {
    const other = twin.sections[index];
    if (other === undefined || named(section.head, sample) !== named(other.head, sample))
      wrong.push(section.head);
    else if (!areAlike(section.lines, other.lines, sample)) wrong.push(`the lines of ${section.head}`);
  }
  return wrong;
}

/** Line for line the same, but where the twin has one of its neutral lines: there the same must stand in front. */
function areAlike(hostile: readonly string[], twin: readonly string[], sample: Sample): boolean {
  return (
    hostile.length === twin.length &&
    twin.every((line, index) => {
      const at = line.search(/plain\(\d+\);$/);
      const other = hostile[index] ?? "";
      return at < 0 ? named(other, sample) === named(line, sample) : other.slice(0, at) === line.slice(0, at);
    })
  );
}

/** The name of a file that has the sample for its name: on one line, with its line ends spelled out. */
function named(line: string, { lines }: Sample): string {
  return line.replace(lines.join("\\u{a}"), "NAME").replace(neutral(lines).join("\\u{a}"), "NAME");
}

/** A language's name of a few letters is the only word between the sections that may differ. */
function spoken(line: string): string {
  return line.replace(/(in this language: )[\p{L}\p{M}() -]{1,40}$/u, "$1");
}

/** Figures tell how long a text is, and what is largest stands first; which pieces there are, and why, must be the same. */
function withoutSizes(window: WindowMap | null): unknown {
  return window?.groups.map(({ kind, title, pieces }) => {
    return { kind, title, reasons: pieces.map(({ detail }) => detail).sort() };
  });
}

function shown(outcome: Outcome, { place }: Sample): unknown {
  const whole = viewOfEnded(outcome);
  const view = { ...whole, window: withoutSizes(whole.window) };
  if (place === "what the model said in the first round") {
    return { ...view, cards: view.cards.map((card) => ({ ...card, title: "", explanation: "", place: "" })) };
  }
  if (!place.includes("name of")) return { view, findings: outcome.findings };
  const unnamed = view.disclosures.map((each) => ({
    ...each,
    rows: each.rows.map(({ detail }) => detail).sort(),
  }));
  return { ...view, disclosures: place.startsWith("the old") ? [] : unnamed };
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

describe("Text that speaks to the reviewer", () => {
  let git: Git;
  let worker: RunningWorker;
  let copy: string;

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
    copy = await mkdtemp(path.join(tmpdir(), "second-look-unguarded-"));
  });
  after(async () => {
    await worker.dispose();
    await rm(copy, { recursive: true, force: true });
  });

  /** For each sample what it changes, by its name. */
  async function attempt(
    review: Review,
    tried: readonly Sample[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const twins = new Map<string, Promise<Seen>>();
    const changed = new Map<string, readonly string[]>();
    const waiting = tried.entries();
    const lane = async (): Promise<void> => {
      for (const [, sample] of waiting) {
        const { place, trick, lines } = sample;
        const key = `${place} ${lines.length}`;
        const twin = twins.get(key) ?? see({ place, lines: neutral(lines) }, { review, git, worker });
        twins.set(key, twin);
        const hostile = await see({ place, lines }, { review, git, worker });
        const silent = sample.isTold && !hostile.isTold ? ["no finding tells of it"] : [];
        changed.set(`${place} ${trick}`, [...silent, ...differences(hostile, await twin, sample)]);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    return changed;
  }

  it("changes nothing outside its own section, whatever it says and wherever it stands", async function () {
    this.timeout(300_000);
    const { review } = await import("../../../src/review/review.ts");
    const changed = await attempt(review, samples);
    assert.ok(changed.size >= 30);
    assert.deepEqual(
      [...changed].filter(([, what]) => what.length > 0),
      [],
    );
  });

  it("would change a request whose sections had no walls", async function () {
    this.timeout(300_000);
    await copyCheckout(root, copy);
    for (const sabotage of guard) {
      const file = path.join(copy, sabotage.file);
      const broken = mutate(await readFile(file, "utf8"), {
        id: "",
        caughtBy: { file: "", title: "" },
        ...sabotage,
      });
      assert.ok(broken !== null, `${sabotage.file} has another guard by now`);
      await writeFile(file, broken);
    }
    const url = pathToFileURL(path.join(copy, "src/review/review.ts")).href;
    const { review } = (await import(url)) as { readonly review: Review };
    const changed = await attempt(
      review,
      samples.filter(({ breaksOut }) => breaksOut),
    );
    const outside = [...changed].filter(([, what]) => what.length > 0);
    assert.ok(outside.length >= 20, `only ${outside.length}`);
  });
});
