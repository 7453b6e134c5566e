/** The rules about who may import whom. Each takes sources and says, one line each, what is wrong with them. */

import { chapterOf, type Import, type Source } from "./sources.ts";

/** From the ground up: a chapter imports only from chapters that stand before it. */
const chapters = [
  "contract",
  "text",
  "syntax",
  "change",
  "privacy",
  "context",
  "prompt",
  "model",
  "finding",
  "review",
  "report",
  "memory",
  "practice",
  "panel",
  "cli",
  "editor",
];

/** Leaves and edges that must not know each other. */
const strangers: readonly (readonly [string, string])[] = [
  ["report", "memory"],
  ["report", "practice"],
  ["memory", "practice"],
  ["cli", "editor"],
  ["panel", "cli"],
];

/** What knows the promise, and little else: nothing of ours but what is listed. */
const onlyFrom: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  text: [],
  panel: ["contract"],
};

/** Nobody imports these; threads and processes show their clients the shape of their messages. */
const entries: Readonly<Record<string, readonly string[]>> = {
  "src/cli.ts": [],
  "src/extension.ts": [],
  "src/worker.ts": ["src/workerClient.ts"],
  "src/syntaxWorker.ts": ["src/syntaxWorkerClient.ts"],
  "src/starter.ts": ["src/starterClient.ts"],
};

/** The places that may import a package. A name that ends with `/` stands for a whole scope. */
const owners: Readonly<Record<string, RegExp>> = {
  vscode: /^src\/(editor\/.*|extension)\.ts$/,
  openai: /^src\/model\/openai\.ts$/,
  "@secretlint/": /^src\/privacy\/scanner\.ts$/,
  "gpt-tokenizer": /^src\/prompt\/tokens\.ts$/,
  "@streamparser/": /^src\/finding\/[a-zA-Z]+\.ts$/,
  ignore: /^src\/privacy\/globs\.ts$/,
  "jsonc-parser": /^src\/privacy\/repositorySettings\.ts$/,
  "web-tree-sitter": /^src\/syntax\/grammar\.ts$/,
  "@vscode/tree-sitter-wasm": /^src\/syntax\/grammar\.ts$/,
  undici: /^src\/cli\/proxy\.ts$/,
  typebox: /^src\/prompt\/[a-zA-Z]+\.ts$/,
  child_process: /^src\/change\/child\.ts$/,
  worker_threads: /^src\/(thread|worker|syntaxWorker)\.ts$/,
  cluster: /^$/,
  vm: /^$/,
  inspector: /^$/,
  http: /^src\/practice\//,
  https: /^$/,
  http2: /^$/,
  net: /^src\/practice\//,
  tls: /^$/,
  dgram: /^$/,
  dns: /^$/,
};

export function lookDown(sources: readonly Source[]): readonly string[] {
  return complain(sources, ({ from, to }) => {
    const [a, b] = [chapterOf(from), chapterOf(to)];
    return a !== null && b !== null && chapters.indexOf(b) > chapters.indexOf(a);
  });
}

export function unknownChapters(sources: readonly Source[]): readonly string[] {
  return sources
    .map(({ file }) => file)
    .filter((file) => {
      const chapter = chapterOf(file);
      return chapter !== null && !chapters.includes(chapter);
    });
}

export function strangersMeet(sources: readonly Source[]): readonly string[] {
  return complain(sources, ({ from, to }) => {
    const pair = [chapterOf(from), chapterOf(to)];
    return strangers.some(([a, b]) => pair.includes(a) && pair.includes(b));
  });
}

export function knowTooMuch(sources: readonly Source[]): readonly string[] {
  return complain(sources, ({ from, to }) => {
    const chapter = chapterOf(from);
    const known = chapter === null ? undefined : onlyFrom[chapter];
    if (known === undefined || !to.startsWith("src/") || chapterOf(to) === chapter) return false;
    return !known.includes(chapterOf(to) ?? "");
  });
}

/** The edges are for the entries alone, and the entries for nobody. */
export function importEdges(sources: readonly Source[]): readonly string[] {
  return complain(sources, ({ from, to }) => {
    const mayKnow = entries[to];
    if (mayKnow !== undefined) return !mayKnow.includes(from);
    const chapter = chapterOf(to);
    if (chapter !== "cli" && chapter !== "editor") return false;
    return chapterOf(from) !== chapter && entries[from] === undefined;
  });
}

export function bypassOwners(sources: readonly Source[]): readonly string[] {
  return complain(sources, ({ from, to }) => {
    const name = to.replace(/^node:/, "");
    const owner = Object.entries(owners).find(([owned]) =>
      owned.endsWith("/") ? name.startsWith(owned) : name === owned || name.startsWith(`${owned}/`),
    );
    return owner !== undefined && !owner[1].test(from);
  });
}

/** Of types, too: two files that need each other's types are one thing. */
export function circles(sources: readonly Source[]): readonly string[] {
  const next = new Map(sources.map(({ file, imports }) => [file, imports.map(({ to }) => to)]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file) || way.includes(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const { file } of sources) walk(file, []);
  return found;
}

function complain(sources: readonly Source[], isWrong: (each: Import) => boolean): readonly string[] {
  return sources
    .flatMap(({ imports }) => imports)
    .filter(isWrong)
    .map(({ from, to }) => `${from} → ${to}`);
}
