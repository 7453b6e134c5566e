/** Source files as the rules of the house see them: parsed, with everything they import. */

import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";

/** `file` is relative to the root, with `/`. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

export interface Source extends SourceText {
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly from: string;
  /** A file of ours relative to the root, or a package's name as it is written. */
  readonly to: string;
}

/** Everything under `src/`. */
export async function readSources(root: string): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for await (const name of glob("src/**/*.{ts,tsx,mts,cts,js,mjs,cjs}", { cwd: root })) {
    const file = name.split(path.sep).join("/");
    sources.push(parse({ file, text: await readFile(path.join(root, file), "utf8") }));
  }
  return sources;
}

export function parse({ file, text }: SourceText): Source {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  return { file, text, tree, imports: importsOf(file, tree) };
}

/** The folder of a chapter; null for a file that stands directly in `src`. */
export function chapterOf(file: string): string | null {
  return /^src\/([^/]+)\//.exec(file)?.[1] ?? null;
}

/** All nodes of a tree, parents first. */
export function* nodesOf(tree: ts.Node): Iterable<ts.Node> {
  yield tree;
  const children: ts.Node[] = [];
  ts.forEachChild(tree, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Imports, exports of what others export, types named by `import("…")`, and calls of `import` and `require`. */
function importsOf(file: string, tree: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  for (const node of nodesOf(tree)) {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      imports.push({ from: file, to: resolve(file, specifier.text) });
    }
  }
  return imports;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: called } = node;
  const loads =
    called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === "require");
  return loads ? node.arguments[0] : undefined;
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(from), specifier) : specifier;
}
