/** The rules about what a file says and does. Each takes sources and says, one line each, what is wrong with them. */

import ts from "typescript";
import { nodesOf, type Source } from "./sources.ts";

const vagueNames = /util|helper|common|manager|service|misc|stuff/i;

/** Who may look at the environment: the command line, what git gets of it, where git is looked for, and where things are kept. */
const readers = /^src\/(cli|change\/environment|editor\/(git|stored))\.ts$/;

/** What may leave, each with the one file that makes it. */
const doors: Readonly<Record<string, string>> = {
  ClearedText: "src/privacy/clear.ts",
  ClearedPixels: "src/privacy/pictures.ts",
};

export function vagueFiles(sources: readonly Source[]): readonly string[] {
  return sources.map(({ file }) => file).filter((file) => vagueNames.test(file));
}

/** A file opens with one sentence: its part in the story. */
export function silentFiles(sources: readonly Source[]): readonly string[] {
  const speaks = ({ text }: Source): boolean => {
    const comment = /^(?:#!.*\n)?\/\*\*([^]*?)\*\//.exec(text)?.[1] ?? "";
    const opening = comment.replace(/\n \*/g, "\n").trim().split("\n\n")[0] ?? "";
    return opening.split(/\s+/).length >= 3 && /[.!?]$/.test(opening);
  };
  return sources.filter((source) => !speaks(source)).map(({ file }) => file);
}

export function defaultExports(sources: readonly Source[]): readonly string[] {
  return complain(sources, (node) => {
    if (ts.isExportAssignment(node)) return true;
    if (ts.isExportSpecifier(node)) return node.name.text === "default";
    return (
      ts.canHaveModifiers(node) &&
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true
    );
  });
}

/** `process.env` by whatever way: as a property, by a string, or taken apart. */
export function environmentReaders(sources: readonly Source[]): readonly string[] {
  const others = sources.filter(({ file }) => !readers.test(file));
  return complain(others, (node) => {
    if (ts.isPropertyAccessExpression(node))
      return node.name.text === "env" && isNamed(node.expression, "process");
    if (ts.isElementAccessExpression(node)) return isNamed(node.expression, "process");
    if (ts.isVariableDeclaration(node))
      return node.initializer !== undefined && isNamed(node.initializer, "process");
    return (
      ts.isImportDeclaration(node) && /^'?"?(?:node:)?process\b/.test(node.moduleSpecifier.getText().slice(1))
    );
  });
}

/** Only `model/` speaks to the network. */
export function senders(sources: readonly Source[]): readonly string[] {
  // The command line leads what the model's chapter sends through a proxy.
  const mayKnow = /^src\/(model\/.*|cli\/(network|proxy)\.ts)$/;
  const others = sources.filter(({ file }) => !mayKnow.test(file));
  const wires = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon"];
  return complain(others, (node) => {
    if (!ts.isIdentifier(node) || !wires.includes(node.text)) return false;
    return !ts.isPropertySignature(node.parent) && !ts.isPropertyAssignment(node.parent);
  });
}

/** Casts and type guards that could make something cleared of anything else; a door has a single one. */
export function makersOfCleared(sources: readonly Source[]): readonly string[] {
  return Object.entries(doors).flatMap(([name, door]) => makersOf(name, door, sources));
}

function makersOf(cleared: string, door: string, sources: readonly Source[]): readonly string[] {
  const holders = typesThatHold(cleared, sources);
  const makers = complain(sources, (node) => {
    const made =
      ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isTypePredicateNode(node)
        ? node.type
        : undefined;
    return made !== undefined && [...namesIn(made)].some((name) => holders.has(name));
  });
  const atTheDoor = makers.findIndex((maker) => maker.startsWith(`${door}:`));
  return makers.filter((_, index) => index !== atTheDoor);
}

/** The named types that are made of another one, at whatever depth. */
function typesThatHold(name: string, sources: readonly Source[]): ReadonlySet<string> {
  const declared = sources.flatMap(({ tree }) =>
    [...nodesOf(tree)]
      .filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      .map((node) => ({ name: node.name.text, parts: new Set(namesHeldIn(node)) })),
  );
  const holders = new Set([name]);
  for (let before = 0; before < holders.size;) {
    before = holders.size;
    for (const each of declared) {
      if ([...each.parts].some((part) => holders.has(part))) holders.add(each.name);
    }
  }
  return holders;
}

/** What a function takes it does not hold. */
function* namesHeldIn(node: ts.Node): Iterable<string> {
  if (ts.isParameter(node)) return;
  if (ts.isIdentifier(node)) yield node.text;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* namesHeldIn(child);
}

function* namesIn(node: ts.Node): Iterable<string> {
  for (const each of nodesOf(node)) if (ts.isIdentifier(each)) yield each.text;
}

function isNamed(node: ts.Node, name: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === name;
  return ts.isIdentifier(node) && node.text === name;
}

function complain(sources: readonly Source[], isWrong: (node: ts.Node) => boolean): readonly string[] {
  return sources.flatMap(({ file, tree }) =>
    [...nodesOf(tree)].filter(isWrong).map((node) => {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      return `${file}:${line + 1}: ${node.getText().split("\n")[0] ?? ""}`;
    }),
  );
}
