/** One-line sabotages, each with the test that must notice it. */

export interface Mutant {
  /** What the broken code does. */
  readonly id: string;
  /** Relative to the checkout, with `/`. */
  readonly file: string;
  /** A whole line of the file without its indentation; it stands there exactly once. */
  readonly line: string;
  readonly instead: string;
  readonly caughtBy: {
    readonly file: string;
    /** A part of the test's full title. */
    readonly title: string;
  };
}

function caughtBy(test: string, title: string): Mutant["caughtBy"] {
  return { file: `test/unit/${test}.test.ts`, title };
}

const change: readonly Mutant[] = [
  {
    id: "the ledger drops its last entry",
    file: "src/change/ledger.ts",
    line: "return entries;",
    instead: "return entries.slice(0, -1);",
    caughtBy: caughtBy("change/uncommitted", "is staged, unstaged, untracked and deleted together"),
  },
  {
    id: "new files are left out",
    file: "src/change/indexEntries.ts",
    line: 'return { paths: records(out), closed: [...closed].map(([, folder = ""]) => folder) };',
    instead:
      'return { paths: records(out).slice(0, 0), closed: [...closed].map(([, folder = ""]) => folder) };',
    caughtBy: caughtBy("change/uncommitted", "is staged, unstaged, untracked and deleted together"),
  },
  {
    id: "the working tree passes for what is staged",
    file: "src/change/sides.ts",
    line: 'return { base: await headVersion(git), head: { kind: "index" } };',
    instead: 'return { base: await headVersion(git), head: { kind: "working" } };',
    caughtBy: caughtBy("cli/named", "is what is staged, what is not, or both"),
  },
  {
    id: "an index from anywhere is believed",
    file: "src/change/named.ts",
    line: "return folder !== null && folder === gitDir ? { ...repository, index: hookIndex } : repository;",
    instead: "return folder !== null ? { ...repository, index: hookIndex } : repository;",
    caughtBy: caughtBy("cli/named", "is not staged there, where it lies anywhere else"),
  },
  {
    id: "a hook sees the repository's index, not the one to be committed",
    file: "src/change/named.ts",
    line: "if (hookIndex === null) return repository;",
    instead: 'if (hookIndex !== "") return repository;',
    caughtBy: caughtBy("cli/named", "is staged there, where it lies beside the repository's index"),
  },
  {
    id: "what the change has git ignore is just missing",
    file: "src/change/trees.ts",
    line: "isFirst ? [] : listHidden(git, scratch, versions.base),",
    instead: "isFirst ? [] : [],",
    caughtBy: caughtBy(
      "cli/journal",
      "names what is ignored by a rule that the change adds, and is not complete",
    ),
  },
  {
    id: "hunks are believed without a look at the texts",
    file: "src/change/hunks.ts",
    line: "if (!turns(pair, hunks)) throw misread();",
    instead: "turns(pair, hunks);",
    caughtBy: caughtBy("change/git", "that cuts its diff short, or changes a line of it, is a fault"),
  },
  {
    id: "a merge is compared with its last parent",
    file: "src/change/revisions.ts",
    line: String.raw`const parent = /^tree [0-9a-f]+\nparent ([0-9a-f]+)\n/.exec(text)?.[1];`,
    instead: "const parent = [...text.matchAll(/^parent ([0-9a-f]+)$/gm)].at(-1)?.[1];",
    caughtBy: caughtBy("change/scopes", "that merges is what it brought to its first parent"),
  },
  {
    id: "the oldest commit of a shallow clone passes for a root",
    file: "src/change/revisions.ts",
    line: "if ((await resolve(git, parent)) === null) {",
    instead: "if ((await resolve(git, parent)) === null) { return null;",
    caughtBy: caughtBy("change/scopes", "whose parent a shallow clone does not have is refused"),
  },
  {
    id: "what is too much to be read at once passes for all there is",
    file: "src/change/contents.ts",
    line: "if (printed.length >= mostUnasked) return readBySize(git, wanted);",
    instead: "if (printed.length > mostUnasked) return readBySize(git, wanted);",
    caughtBy: caughtBy("change/uncommitted", "tells the same of them where they are many"),
  },
  {
    id: "the exit code of git is not looked at",
    file: "src/change/protect.ts",
    line: "if (result.code === 0) return result.out;",
    instead: "if (result.code >= 0) return result.out;",
    caughtBy: caughtBy("change/git", "that ends with another code than 0 is a fault"),
  },
  {
    id: "a killed git passes for one that ended",
    file: "src/change/git.ts",
    line: 'finish({ kind: "failed", fault: failed(`git was ended by ${end.killedBy ?? "a signal"}.`) });',
    instead: 'finish({ kind: "ended", code: 0, out: Buffer.concat(out), message: end.killedBy ?? "" });',
    caughtBy: caughtBy("change/git", "that ends by a signal is a fault"),
  },
  {
    id: "a git from the reviewed folder is taken",
    file: "src/change/git.ts",
    line: "if (!(await isOutside(candidate, foreign))) continue;",
    instead: "if (!(await isOutside(candidate, foreign.slice(0, 0)))) continue;",
    caughtBy: caughtBy("change/git", "is not one that the reviewed folder brings along"),
  },
  {
    id: "the process that starts git gets the whole environment",
    file: "src/change/child.ts",
    line: "env: environmentForNode(),",
    instead: "env: { ...process.env, ...environmentForNode() },",
    caughtBy: caughtBy(
      "starter/starterClient",
      "sees no key of the environment, and starts beside its own file",
    ),
  },
  {
    id: "what a starter ran when it died is waited for for ever",
    file: "src/starterClient.ts",
    line: 'for (const { end } of this.#listeners.values()) end({ kind: "ended", code: null, killedBy: null });',
    instead: "",
    caughtBy: caughtBy("starter/starterClient", "leaves the starting to us when it dies"),
  },
  {
    id: "git gets the whole environment",
    file: "src/change/environment.ts",
    line: "const known = Object.entries(process.env).filter(([name]) => passedOn.includes(name.toUpperCase()));",
    instead: 'const known = Object.entries(process.env).filter(([name]) => name !== "");',
    caughtBy: caughtBy("change/git", "sees no key and no variable of its own from outside"),
  },
  {
    id: "filters of the repository stay on",
    file: "src/change/protect.ts",
    line: "const settings = blankFilters(config);",
    instead: "const settings = blankFilters(new Map());",
    caughtBy: caughtBy("change/programs", "as a clean filter never runs"),
  },
  {
    id: "replaced objects stand in for the real ones",
    file: "src/change/environment.ts",
    line: 'GIT_NO_REPLACE_OBJECTS: "1",',
    instead: "",
    caughtBy: caughtBy("change/hidden", "by a replaced commit is there"),
  },
  {
    id: "files that the index calls unchanged are believed to be",
    file: "src/change/indexEntries.ts",
    line: 'if (tag !== "H" && tag !== "M") hidden.push(path);',
    instead: 'if (tag === "?") hidden.push(path);',
    caughtBy: caughtBy("change/hidden", "by assume-unchanged is there"),
  },
  {
    id: "a list that was cut off passes for a short one",
    file: "src/change/records.ts",
    line: 'if (parts.pop() !== "") throw failed("a list of its ended in the middle.");',
    instead: "parts.pop();",
    caughtBy: caughtBy("change/git", "that ends with 0 but only the beginning of its answer is a fault"),
  },
  {
    id: "a hunk of one line counts as one of none",
    file: "src/change/parse.ts",
    line: "const now = { start: Number(header[3]), count: Number(header[4] ?? 1) };",
    instead: "const now = { start: Number(header[3]), count: Number(header[4] ?? 0) };",
    caughtBy: caughtBy("change/parse", "takes a missing count for 1"),
  },
  {
    id: "lines of the new side are numbered from the end of the hunk",
    file: "src/change/parse.ts",
    line: 'const newLine = mark === "-" ? null : now.start + now.count - newLeft--;',
    instead: 'const newLine = mark === "-" ? null : now.start + --newLeft;',
    caughtBy: caughtBy("change/parse", "numbers each line on its own side"),
  },
  {
    id: "a hunk may begin before the one above it has ended",
    file: "src/change/hunks.ts",
    line: "if (oldEnd < o || oldEnd - o !== newEnd - n) return false;",
    instead: "if (oldEnd - o !== newEnd - n) return false;",
    caughtBy: caughtBy("change/hunks", "begins before the end of the one above it"),
  },
  {
    id: "a hunk of nothing passes",
    file: "src/change/parse.ts",
    line: "if (oldLeft + newLeft === 0) return null;",
    instead: "if (oldLeft + newLeft < 0) return null;",
    caughtBy: caughtBy("change/parse", "with a hunk of nothing"),
  },
  {
    id: "renames are not followed",
    file: "src/change/ledger.ts",
    line: '"--find-renames",',
    instead: '"--no-renames",',
    caughtBy: caughtBy("change/index", "is followed in renames"),
  },
  {
    id: "a file of the same length whose time was set back passes for unchanged",
    file: "src/change/environment.ts",
    line: '"core.checkStat": "default",',
    instead: '"core.checkStat": "minimal",',
    caughtBy: caughtBy("cli/journal", "whose time was set back"),
  },
  {
    id: "what is hidden by a rule beside the repository is silent",
    file: "src/change/hidden.ts",
    line: "const since = ignored.filter((each) => !before.has(each));",
    instead: "const since = ignored.filter((each) => before.has(each));",
    caughtBy: caughtBy("change/silenced", "is named where the rule is no part of the repository"),
  },
  {
    id: "a rule that the change adds passes for any other",
    file: "src/change/gather.ts",
    line: 'const reason = rule === null ? "gitIgnored" : "newlyExcluded";',
    instead: 'const reason = "gitIgnored";',
    caughtBy: caughtBy("change/silenced", "is named where the change adds the rule"),
  },
  {
    id: "a dirty submodule is not looked into",
    file: "src/change/inner.ts",
    line: "return [...submodules, ...nested];",
    instead: "return [...submodules.slice(1), ...nested];",
    caughtBy: caughtBy("change/survey", "that is dirty is looked at as a repository of its own"),
  },
  {
    id: "what git cannot take in takes everything with it",
    file: "src/change/takeIn.ts",
    line: "if (some.length === 1) refused.push(...some);",
    instead: "if (some.length === 1) throw error;",
    caughtBy: caughtBy("change/silenced", "is named with the reason, and takes no other with it"),
  },
];

const privacy: readonly Mutant[] = [
  {
    id: "any chunk of a PNG goes on",
    file: "src/privacy/picture/png.ts",
    line: "if (fits !== undefined) {",
    instead: "if (fits !== null) {",
    caughtBy: caughtBy("privacy/pictures", "keeps its pixels as png"),
  },
  {
    id: "what a camera writes into a JPEG goes on",
    file: "src/privacy/picture/jpeg.ts",
    line: "need((marker > firstApp && marker <= lastApp) || marker === comment);",
    instead: "if (marker > firstApp) return data;",
    caughtBy: caughtBy("privacy/pictures", "keeps its pixels as jpeg"),
  },
  {
    id: "pictures that a rule keeps here are read",
    file: "src/privacy/pictures.ts",
    line: 'return withheld === "binary" && pictureName.test(file.path);',
    instead: "return withheld !== null && pictureName.test(file.path);",
    caughtBy: caughtBy("privacy/pictures", "reads nothing that a rule keeps here"),
  },
  {
    id: "pictures go to whoever is asked",
    file: "src/model/pictures.ts",
    line: 'return features?.includes("images") === true;',
    instead: 'return features?.includes("images") !== false;',
    caughtBy: caughtBy("model/pictures", "for a model of which nobody said that it reads them"),
  },
  {
    id: "what the scan found is not replaced",
    file: "src/privacy/clear.ts",
    line: "return redact({ text, spans, key: door.key }) as Admitted;",
    instead: "return redact({ text, spans: spans.slice(0, 0), key: door.key }) as Admitted;",
    caughtBy: caughtBy("privacy/clear", "replaces a secret on added, removed and untouched lines"),
  },
  {
    id: "a text that could not be scanned leaves as it is",
    file: "src/privacy/clear.ts",
    line: "return spans === null ? null : replace(text, spans, door);",
    instead: "return replace(text, spans ?? [], door);",
    caughtBy: caughtBy("privacy/clear", "is a file of which a text could not be scanned"),
  },
  {
    id: "names leave with what hides in them",
    file: "src/privacy/clear.ts",
    line: "const name = visible(door.prefix + path);",
    instead: "const name = door.prefix + path;",
    caughtBy: caughtBy("privacy/clear", "is one line with everything visible"),
  },
  {
    id: "no name gives a secret file away",
    file: "src/privacy/exclusions.ts",
    line: 'if (isSecretName(path)) return "secretFile";',
    instead: 'if (isSecretName("")) return "secretFile";',
    caughtBy: caughtBy("privacy/exclusions", "keeps secret files back without any setting"),
  },
  {
    id: "a path that leads outside may be read",
    file: "src/privacy/exclusions.ts",
    line: 'if (!isPlain(path)) return "excluded";',
    instead: 'if (!isPlain("a")) return "excluded";',
    caughtBy: caughtBy("privacy/exclusions", "keeps back a path that is no plain path inside the repository"),
  },
  {
    id: "a path that nobody looked up may be read",
    file: "src/privacy/exclusions.ts",
    line: 'if (!this.#knows(path)) return "excluded";',
    instead: "",
    caughtBy: caughtBy("privacy/exclusions", "keeps back what was never learned"),
  },
  {
    id: "an exclusion that the change takes away no longer counts",
    file: "src/privacy/repositoryRules.ts",
    line: 'if (own.match(path) !== null || saying("base").length > 0) return "excluded";',
    instead: 'if (own.match(path) !== null) return "excluded";',
    caughtBy: caughtBy("privacy/exclusions", "that removes it: it still counts"),
  },
  {
    id: "an exclusion that the change adds passes for an old one",
    file: "src/privacy/repositoryRules.ts",
    line: 'return "newlyExcluded";',
    instead: 'return "excluded";',
    caughtBy: caughtBy("privacy/exclusions", "that adds it: the file stays here, and that is said"),
  },
  {
    id: "a change silences its review by calling its files generated",
    file: "src/privacy/clear.ts",
    line: "return reasonByName(file, door.withhold) ?? reasonOf(file.new) ?? reasonOf(file.old) ?? byMark(file.old);",
    instead:
      "return reasonByName(file, door.withhold) ?? reasonOf(file.new) ?? reasonOf(file.old) ?? byMark(file.new);",
    caughtBy: caughtBy("privacy/clear", "is a file that a tool marked as its own before the change"),
  },
  {
    id: "capitals make another name of a secret file",
    file: "src/privacy/secretNames.ts",
    line: ".toLowerCase();",
    instead: ".trim();",
    caughtBy: caughtBy("privacy/secretNames", "is the same in capitals"),
  },
  {
    id: "the last character of a secret stays",
    file: "src/privacy/redact.ts",
    line: "at = span.end;",
    instead: "at = span.end - 1;",
    caughtBy: caughtBy("privacy/redact", "no character of a secret is left"),
  },
  {
    id: "source can pose as a placeholder",
    file: "src/privacy/redact.ts",
    line: String.raw`return text.replace(/<<secret(\\*):/g, "<<secret$1\\:");`,
    instead: "return text;",
    caughtBy: caughtBy("privacy/redact", "marks what reads like a placeholder in source"),
  },
  {
    id: "guesses at a secret can be tried out on its placeholder",
    file: "src/privacy/redact.ts",
    line: 'const id = createHmac("sha256", options.key).update("secret\\n").update(options.secret).digest("hex");',
    instead: 'const id = createHmac("sha256", "").update("secret\\n").update(options.secret).digest("hex");',
    caughtBy: caughtBy("privacy/redact", "gives it another one under another key"),
  },
  {
    id: "a secret that source splits is none",
    file: "src/privacy/secrets.ts",
    line: "const found = [...(await find(text)), ...(await findSplit(text))];",
    instead: 'const found = [...(await find(text)), ...(await findSplit(""))];',
    caughtBy: caughtBy("privacy/scanning", "covers the joint where source splits it"),
  },
  {
    id: "a secret is one only where its name stands beside it",
    file: "src/privacy/secrets.ts",
    line: "return [...found, ...findRepeats(text, found)];",
    instead: 'return [...found, ...findRepeats("", found)];',
    caughtBy: caughtBy("privacy/scanning", "is found on every line where it stands"),
  },
  {
    id: "too many globs count as none",
    file: "src/privacy/globs.ts",
    line: "if (isTooMuch(list)) return everything;",
    instead: "if (isTooMuch(list)) return compile([]);",
    caughtBy: caughtBy("privacy/globs", "of more than a thousand globs is not read"),
  },
  {
    id: "a secret that only moved is called added",
    file: "src/finding/added.ts",
    line: "else if (run === undefined && !before.has(each)) runs.set(each, { start: line, end: line });",
    instead: "else if (run === undefined) runs.set(each, { start: line, end: line });",
    caughtBy: caughtBy("finding/local", "is none when it only moved"),
  },
  {
    id: "a local finding quotes the secret",
    file: "src/finding/local.ts",
    line: 'const sent = side.sent.slice(start - 1, end).join("\\n");',
    instead: 'const sent = side.snapshot.slice(start - 1, end).join("\\n");',
    caughtBy: caughtBy("finding/local", "with a quote that does not hold it"),
  },
  {
    id: "words that nobody sees hide an order",
    file: "src/finding/steering.ts",
    line: 'const letters = isAscii.test(line) ? line : line.normalize("NFKD").replaceAll(/\\p{Mn}|\\p{Cf}/gu, "");',
    instead: "const letters = line;",
    caughtBy: caughtBy("finding/steering", "are found in letters that hide them"),
  },
];

const editor: readonly Mutant[] = [
  {
    id: "Windows reads a stream or a device as a file",
    file: "src/editor/paths.ts",
    line: 'if (system === "win32" && names.some(isForeign)) return null;',
    instead: "",
    caughtBy: caughtBy(
      "editor/paths",
      "on Windows is none for a name that Windows reads as another file, a stream or a device",
    ),
  },
  {
    id: "what is staged opens as what is not",
    file: "src/editor/versions.ts",
    line: 'const indexed = side === "old" ? "unstaged" : "staged";',
    instead: 'const indexed = "staged";',
    caughtBy: caughtBy(
      "editor/versions",
      "is the index on the new side of what is staged, and on the old side of what is not",
    ),
  },
];

const model: readonly Mutant[] = [
  {
    id: "any origin that begins like the provider's passes for it",
    file: "src/model/endpoint.ts",
    line: 'endpoint: { baseUrl: given, origin, host, local, wire: origin === openai ? "responses" : "chat" },',
    instead:
      'endpoint: { baseUrl: given, origin, host, local, wire: origin.startsWith(openai) ? "responses" : "chat" },',
    caughtBy: caughtBy("model/ladder", "begins at Responses for the provider's own origin"),
  },
  {
    id: "whatever is refused leads down the ladder",
    file: "src/model/ladder.ts",
    line: 'if (fault.code !== "requestRefused") return null;',
    instead: 'if (fault.code === "rateLimited") return null;',
    caughtBy: caughtBy("model/ladder", "is not taken for too long a prompt over chat"),
  },
  {
    id: "a missing path leads down the ladder even where the rungs share it",
    file: "src/model/ladder.ts",
    line: 'if (fault.code === "endpointMissing") return terms.rung === "responses" ? oneDown(terms) : null;',
    instead: 'if (fault.code === "endpointMissing") return oneDown(terms);',
    caughtBy: caughtBy("model/ladder", "is not taken a second time for a path that is missing"),
  },
  {
    id: "the last rung asks nobody to repeat its id",
    file: "src/model/chat.ts",
    line: 'const said = rung === "chatPlain" ? [...told, askForId(id)] : told;',
    instead: 'const said = rung === "chatPlain" ? [...told, askForId("")] : told;',
    caughtBy: caughtBy("model/ladder", "leads all the way down"),
  },
  {
    id: "any object in plain words passes for the answer",
    file: "src/model/promised.ts",
    line: 'const opening = new RegExp(`\\\\{\\\\s*"${idKey}"\\\\s*:\\\\s*"${id}"`, "g");',
    instead: 'const opening = new RegExp(`\\\\{\\\\s*"${idKey}"\\\\s*:\\\\s*"`, "g");',
    caughtBy: caughtBy("model/promised", "is not one with another id, nor without"),
  },
  {
    id: "the first object in plain words counts, not the last",
    file: "src/model/promised.ts",
    line: 'return whole.at(-1) ?? (last === undefined ? "" : text.slice(last));',
    instead: 'return whole.at(0) ?? (last === undefined ? "" : text.slice(last));',
    caughtBy: caughtBy("model/promised", "is the last of several"),
  },
  {
    id: "a broken answer is repaired again and again",
    file: "src/model/turns.ts",
    line: 'if (turn.form === "first") {',
    instead: 'if (turn.form !== "nextRung") {',
    caughtBy: caughtBy("model/turns", "steps down when the repair is no better"),
  },
  {
    id: "a larger reserve is asked for though text had come",
    file: "src/model/turns.ts",
    line: 'how.kind === "outputUsedUp" && ended.bytes === 0 && !turn.isRoomier ? moreRoom(wanted, profiles) : null;',
    instead: 'how.kind === "outputUsedUp" && !turn.isRoomier ? moreRoom(wanted, profiles) : null;',
    caughtBy: caughtBy("model/turns", "does not ask again where text had come"),
  },
  {
    id: "a larger reserve outgrows the window",
    file: "src/model/turns.ts",
    line: "const more = Math.min(outputAllowance(model, 2 * maxOutput, profiles), left);",
    instead: "const more = Math.max(outputAllowance(model, 2 * maxOutput, profiles), left);",
    caughtBy: caughtBy("model/turns", "takes no more than the window has left"),
  },
  {
    id: "a successor is forgotten with the review",
    file: "src/model/footing.ts",
    line: "if (answered !== asked) this.#learn(asked, this.#recalled(asked) ?? terms, answered);",
    instead: "if (answered !== asked) this.#learn(asked, this.#recalled(asked) ?? terms, null);",
    caughtBy: caughtBy("model/succession", "is not asked again: the successor is, announced as before"),
  },
  {
    id: "a dearer successor is asked without asking a person",
    file: "src/model/succession.ts",
    line: "} else if (await this.#isAffordable(next, signal)) {",
    instead: "} else if ((await this.#isAffordable(next, signal)) || true) {",
    caughtBy: caughtBy("model/succession", "asks a person each time where the successor is dearer"),
  },
  {
    id: "redirects are followed",
    file: "src/model/guard.ts",
    line: 'redirect: "manual",',
    instead: 'redirect: "follow",',
    caughtBy: caughtBy("model/failures", "names both hosts of a redirect and sends nothing to the second"),
  },
  {
    id: "an interruption does not reach the socket",
    file: "src/model/guard.ts",
    line: "signal: AbortSignal.any([this.#stopping.signal, ...(init?.signal ? [init.signal] : [])]),",
    instead: "signal: this.#stopping.signal,",
    caughtBy: caughtBy(
      "model/cancel",
      "before the first byte: the socket closes, and the question is booked",
    ),
  },
  {
    id: "an answer that is given once more is read on from the broken one",
    file: "src/review/part.ts",
    line: "reader = answerReader();",
    instead: "void reader;",
    caughtBy: caughtBy("review/review", "keeps what a broken answer had found"),
  },
];

const memory: readonly Mutant[] = [
  {
    id: "a request passes as long as anything is left",
    file: "src/memory/account.ts",
    line: "return (of.usd ?? unpricedUsd) > left.usd + grain ? left : null;",
    instead: "return left.usd > 0 ? null : left;",
    caughtBy: caughtBy("memory/spending", "stops the request that would cross it"),
  },
  {
    id: "setting the clock back opens a fresh budget",
    file: "src/memory/account.ts",
    line: "const turned = today > account.day ? nextDay(kept, today) : kept;",
    instead: "const turned = today !== account.day ? nextDay(kept, today) : kept;",
    caughtBy: caughtBy("memory/spending", "is not more after the clock was set back"),
  },
  {
    id: "an account that can't be read is an empty one",
    file: "src/memory/spending.ts",
    line: "const lost = lostAccount(clock.now());",
    instead: "const lost = openAccount(clock.now());",
    caughtBy: caughtBy("memory/spending", "is used up for the day where it is cut off"),
  },
  {
    id: "the budget has no lock",
    file: "src/memory/lock.ts",
    line: "for (let waited = 0; !(await take(name)); waited += pause) {",
    instead: "for (let waited = pause; !(await take(name)) && waited < pause; waited += pause) {",
    caughtBy: caughtBy("memory/spending", "never lets them spend more together than it holds"),
  },
  {
    id: "a lock that was left is broken unseen",
    file: "src/memory/lock.ts",
    line: "if (await isLeft(folder, name, clock.now())) await folder.remove(name);",
    instead: "await folder.remove(name);",
    caughtBy: caughtBy("memory/spending", "looks again before it breaks a lock"),
  },
  {
    id: "what is appended goes through a link",
    file: "src/memory/folder.ts",
    line: "const how = O_APPEND | O_CREAT | O_WRONLY | noLinks;",
    instead: "const how = O_APPEND | O_CREAT | O_WRONLY;",
    caughtBy: caughtBy("memory/folder", "reads and appends to no link"),
  },
  {
    id: "an echoed key is kept in the record",
    file: "src/memory/record.ts",
    line: "return scrub(exchange, key);",
    instead: "return scrub(exchange, null);",
    caughtBy: caughtBy("memory/record", "never holds the key"),
  },
  {
    id: "the endpoint's word alone settles what was spent",
    file: "src/model/spending.ts",
    line: "inputTokens: Math.max(reported.inputTokens, own.inputTokens),",
    instead: "inputTokens: reported.inputTokens,",
    caughtBy: caughtBy("model/spending", "is settled by the larger of our own count and the reported one"),
  },
];

const asking: readonly Mutant[] = [
  {
    id: "a fine-tuned model has its family's price",
    file: "src/model/profiles.ts",
    line: "price: exact === undefined && tuned ? null : price,",
    instead: "price,",
    caughtBy: caughtBy("model/profiles", "of a family holds"),
  },
  {
    id: "a negative price of a person's own is believed",
    file: "src/model/ownProfiles.ts",
    line: 'return typeof value === "number" && Number.isFinite(value) && value >= 0;',
    instead: 'return typeof value === "number";',
    caughtBy: caughtBy("model/profiles", "without a inputUsd that can't be right"),
  },
  {
    id: "reviews are priced by the table alone",
    file: "src/model/price.ts",
    line: "const { price } = profiles.of(model);",
    instead: "const { price } = builtInProfiles.of(model);",
    caughtBy: caughtBy("model/profiles", "is what reviews are priced by"),
  },
  {
    id: "a list that everybody may read passes for a key that was taken",
    file: "src/model/observed.ts",
    line: "const faults = [faultIn(catalogue), ...tried.map(({ fault }) => fault)];",
    instead: "const faults = [faultIn(catalogue)];",
    caughtBy: caughtBy("model/probe", "does not take a list that everybody may read"),
  },
  {
    id: "what others of the account used is not heard",
    file: "src/model/pace.ts",
    line: "this.#level = isNew ? left : Math.min(this.#level, left);",
    instead: "this.#level = isNew ? left : this.#level;",
    caughtBy: caughtBy("model/pace", "believes the endpoint where it has less"),
  },
  {
    id: "nobody waits for the account",
    file: "src/model/ask.ts",
    line: "yield* waitVisibly(pace.take(share), patience, signal);",
    instead: "yield* waitVisibly(0 * pace.take(share), patience, signal);",
    caughtBy: caughtBy("review/account", "is looked at completely"),
  },
  {
    id: "what one part lost counts as looked at",
    file: "src/review/completeness.ts",
    line: "file.hunks[hunk]?.sent === true && asked.get(index)?.has(hunk) !== true;",
    instead: "file.hunks[hunk]?.sent === true && asked.get(index) === undefined && false;",
    caughtBy: caughtBy("review/parts", "keeps what the other parts found"),
  },
  {
    id: "more is spent on smaller parts without leave",
    file: "src/review/parts.ts",
    line: "const refusal = isSmaller ? await asking.permitMore(smaller) : end.fault;",
    instead: "const refusal = isSmaller ? null : end.fault;",
    caughtBy: caughtBy("review/parts", "is not asked about in smaller parts without leave"),
  },
  {
    id: "a review may cost any multiple of what was shown",
    file: "src/model/allowance.ts",
    line: "const most = this.#isOpen || this.#most === null ? Infinity : this.#most * tolerated;",
    instead: "const most = this.#isOpen || this.#most === null ? Infinity : this.#most * 100 * tolerated;",
    caughtBy: caughtBy("model/allowance", "is what was shown and a quarter more"),
  },
  {
    id: "a host that is excepted goes through the proxy",
    file: "src/cli/network.ts",
    line: "return (hostname === name || hostname.endsWith(`.${name}`)) && (only === undefined || only === asked);",
    instead: "return hostname === name && only === asked;",
    caughtBy: caughtBy("cli/network", "is not asked for hosts that are excepted"),
  },
];

const onSave: readonly Mutant[] = [
  {
    id: "a save asks about everything again",
    file: "src/review/onlyNew.ts",
    line: 'const isNew = (hunk: number): boolean => !only.isKnown(marks[at]?.[hunk] ?? "");',
    instead: "const isNew = (hunk: number): boolean => only.paths.size > 0 && marks[at]?.[hunk] !== null;",
    caughtBy: caughtBy("review/onlyNew", "leaves out what was looked at before"),
  },
  {
    id: "a broken answer counts as one about every line",
    file: "src/review/draft.ts",
    line: 'const looked = kind === "finished" && this.#faults.length === 0 ? this.#askedMarks() : [];',
    instead: "const looked = this.#askedMarks();",
    caughtBy: caughtBy("review/onlyNew", "counts nothing as looked at where the answer broke off"),
  },
  {
    id: "a save does not wait for a person's review",
    file: "src/editor/onSave/saveLane.ts",
    line: "if (!this.#isQuiet || this.#waiting.size === 0 || this.#precedence.isTaken) return;",
    instead: "if (!this.#isQuiet || this.#waiting.size === 0) return;",
    caughtBy: caughtBy("editor/onSave/saveLane", "waits while a person's review runs"),
  },
  {
    id: "a save takes other places' findings with it",
    file: "src/editor/onSave/takeIn.ts",
    line: "return file.hunks.some((hunk) => hunk.sent && touches(hunk[side], start, end));",
    instead: "return start > 0 && end > 0 && file.hunks.some((hunk) => hunk.sent && side in hunk);",
    caughtBy: caughtBy("editor/onSave/takeIn", "leaves every other finding alone"),
  },
];

const rulesAndFacts: readonly Mutant[] = [
  {
    id: "a change writes the rules of its own review",
    file: "src/context/rules.ts",
    line: "export const rules: Collector = async ({ cleared, base }) => {",
    instead: "export const rules: Collector = async ({ cleared, snapshot: base }) => {",
    caughtBy: caughtBy("context/rules", "count as they were before the change"),
  },
  {
    id: "the rules of a folder are for every file",
    file: "src/context/ruleReach.ts",
    line: "files: changed.filter(isMeant),",
    instead: "files: changed,",
    caughtBy: caughtBy("context/rules", "come from the nearest AGENTS.md of each changed file"),
  },
  {
    id: "commit messages leave with the names in them",
    file: "src/context/author.ts",
    line: ".map((message) => cut(impersonal(withoutTrailers(message), people), longestMessage))",
    instead: ".map((message) => cut(message, longestMessage))",
    caughtBy: caughtBy("context/author", "is the branch, and the messages as a list"),
  },
  {
    id: "lines are asked about, and a program of the repository answers",
    file: "src/change/lastCommits.ts",
    line: 'const args = ["-c", "blame.ignoreRevsFile=", "blame", "--incremental", "--no-textconv", ...runs];',
    instead: 'const args = ["-c", "blame.ignoreRevsFile=", "blame", "--incremental", ...runs];',
    caughtBy: caughtBy("change/programs", "as a text conversion of lines that somebody asks about"),
  },
  {
    id: "what tools say of the working tree is told of another version",
    file: "src/review/look.ts",
    line: 'const isCurrent = root !== "" && looksAtWorkingTree(scope);',
    instead: 'const isCurrent = root !== "" || looksAtWorkingTree(scope);',
    caughtBy: caughtBy("review/said", "is what tools report of the working tree"),
  },
  {
    id: "rules for other files pass as this file's",
    file: "src/review/explained.ts",
    line: '["", file.repository].includes(repository) && meantFor.get(id)?.includes(file.path) !== false;',
    instead: '["", file.repository].includes(repository) || meantFor.get(id)?.includes(file.path) !== false;',
    caughtBy: caughtBy("review/explained", "is the file itself, and what is meant for it or for all"),
  },
];

const wished: readonly Mutant[] = [
  {
    id: "what a person dropped goes along all the same",
    file: "src/context/wished.ts",
    line: "const wanted = pieces.filter((piece) => !dropped.has(idOf(piece)));",
    instead: "const wanted = [...pieces];",
    caughtBy: caughtBy("review/contextUse", "leaves out what a person dropped"),
  },
  {
    id: "what went along before goes before what is pinned",
    file: "src/context/rank.ts",
    line: 'pinned || order.indexOf(reason.code) < order.indexOf("changed");',
    instead: '!pinned && order.indexOf(reason.code) < order.indexOf("changed");',
    caughtBy: caughtBy("context/wished", "before what went along before"),
  },
  {
    id: "the map keeps quiet about what was left out",
    file: "src/review/contextUse.ts",
    line: "for (const { kind, repository, path, code, reason } of omitted) {",
    instead: "for (const { kind, repository, path, code, reason } of omitted.slice(0, 0)) {",
    caughtBy: caughtBy("review/contextUse", "leaves out what a person dropped"),
  },
];

const reading: readonly Mutant[] = [
  {
    id: "a search tells which letters a secret has",
    file: "src/context/onDemand.ts",
    line: "const places = each.lines.flatMap((line, index) =>",
    instead: "const places = each.snapshot.flatMap((line, index) =>",
    caughtBy: caughtBy("context/onDemand", "does not tell by what it finds which letters a secret has"),
  },
  {
    id: "a model may read without end",
    file: "src/review/reading.ts",
    line: "this.#turns -= 1;",
    instead: "this.#turns -= 0;",
    caughtBy: caughtBy("review/reading", "a model that only calls is asked to answer after eight turns"),
  },
  {
    id: "a text that was read speaks in our name",
    file: "src/prompt/results.ts",
    line: "if (excerpts.length === 0 || times !== 2 * excerpts.length) return null;",
    instead: "if (excerpts.length === 0 || times < 0) return null;",
    caughtBy: caughtBy("review/reading", "does not show a text that knows our key"),
  },
];

const syntax: readonly Mutant[] = [
  {
    id: "outlines are read again for every chapter that asks",
    file: "src/syntax/remembered.ts",
    line: "const fresh = admit(new Map([...asked].filter(([key]) => !known.has(key))));",
    instead: "const fresh = admit(asked);",
    caughtBy: caughtBy("syntax/remembered", "are read once, and all that are new in one go"),
  },
  {
    id: "variables of functions pass for definitions",
    file: "src/syntax/outlining.ts",
    line: "if (this.#scopes > 0 && local.has(rule.kind) && rule.anywhere !== true) return false;",
    instead: "if (this.#scopes < 0 && local.has(rule.kind) && rule.anywhere !== true) return false;",
    caughtBy: caughtBy("syntax/grammars", "tells what src/cart.ts defines and imports"),
  },
  {
    id: "a grammar reads however long a line is",
    file: "src/syntax/reading.ts",
    line: "if ((end === -1 ? text.length : end) - from > longestLine) return false;",
    instead: "if ((end === -1 ? text.length : end) - from > longest) return false;",
    caughtBy: caughtBy("syntax/hostile", "is read by its lines where one of them is too long for a grammar"),
  },
  {
    id: "a review reads syntax however much there is",
    file: "src/syntax/remembered.ts",
    line: "const fits = text.length <= left;",
    instead: "const fits = text.length <= mostText;",
    caughtBy: caughtBy("syntax/remembered", "are those of the shortest texts where all of them are too much"),
  },
  {
    id: "a thread whose parser broke takes further texts",
    file: "src/syntaxWorker.ts",
    line: "process.exit(1);",
    instead: 'reply({ kind: "failed" });',
    caughtBy: caughtBy("syntax/hostile", "takes the thread with it where it wants all of the memory"),
  },
  {
    id: "a save looks at indentation alone",
    file: "src/review/onlyNew.ts",
    line: "const outline = outlines[at] ?? null;",
    instead: "const outline = at < 0 ? (outlines[at] ?? null) : null;",
    caughtBy: caughtBy("review/onlyNew", "tells the definition by the syntax"),
  },
  {
    id: "a long definition goes along whole",
    file: "src/context/aroundChange.ts",
    line: "const longest = 120;",
    instead: "const longest = 12_000;",
    caughtBy: caughtBy("context/aroundChange", "is, of a definition too long to show"),
  },
];

const related: readonly Mutant[] = [
  {
    id: "what the diff shows is shown again",
    file: "src/context/definitions.ts",
    line: "if (isInSight(place, touched)) continue;",
    instead: "if (isInSight(place, [])) continue;",
    caughtBy: caughtBy("context/related", "does not come again where the diff shows it"),
  },
  {
    id: "the index of another version is believed",
    file: "src/syntax/tableBytes.ts",
    line: "if (head.version !== version) return null;",
    instead: 'if (head.version === "") return null;',
    caughtBy: caughtBy("syntax/definitionTable", "is none where another version wrote it"),
  },
  {
    id: "a text that was given up passes for one without definitions",
    file: "src/syntax/indexKeeper.ts",
    line: "if (this.#keeping.isStopped()) return;",
    instead: "if (texts.length === 0) return;",
    caughtBy: caughtBy("syntax/indexKeeper", "keeps nothing of a text that was given up"),
  },
  {
    id: "a full index keeps what nobody asks for",
    file: "src/syntax/definitionTable.ts",
    line: "if (this.#numbers <= this.#most || oldest === key) return;",
    instead: "if (this.#most > 0 || oldest === key) return;",
    caughtBy: caughtBy("syntax/definitionTable", "forgets what was not used for longest"),
  },
];

const prompt: readonly Mutant[] = [
  {
    id: "a prompt does not begin as the one before it",
    file: "src/prompt/previous.ts",
    line: "return placed.sort((a, b) => a.place - b.place || 0).map(({ each }) => each);",
    instead: "return placed.map(({ each }) => each);",
    caughtBy: caughtBy("prompt/previous", "puts what was edited last"),
  },
  {
    id: "a line that was redacted on one side passes for known on the other",
    file: "src/prompt/before.ts",
    line: "if (old.sent[before - 1] === side.sent[after - 1]) same.push({ start: after, end: after });",
    instead: "if (before <= old.sent.length) same.push({ start: after, end: after });",
    caughtBy: caughtBy("prompt/before", "does not tell a line that was redacted on one side only"),
  },
  {
    id: "each part shows what helps with the files of others",
    file: "src/prompt/choose.ts",
    line: "if (sheet === undefined || !serves(piece, served)) continue;",
    instead: "if (sheet === undefined || served.size < 0) continue;",
    caughtBy: caughtBy("prompt/affinity", "keep linked files together"),
  },
];

export const mutants: readonly Mutant[] = [
  ...change,
  ...privacy,
  ...editor,
  ...model,
  ...memory,
  ...asking,
  ...onSave,
  ...rulesAndFacts,
  ...wished,
  ...reading,
  ...syntax,
  ...related,
  ...prompt,
];
