/** Lets the TypeScript compiler say what the names on added lines of TypeScript and JavaScript mean. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { distinct, type Checkout, type Oracle, type Place, type Use } from "./use.ts";

const source = /\.[cm]?[jt]sx?$/;
const base: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
};
/** Whatever the repository says of itself: everything is read, and nothing written. */
const always: ts.CompilerOptions = {
  allowJs: true,
  checkJs: false,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  composite: false,
  incremental: false,
};

export function typescriptOracle(): Oracle {
  const reads = (name: string): boolean => source.test(name);
  let last: ts.Program | undefined;
  return {
    language: "TypeScript, JavaScript",
    reads,
    usesIn: async (checkout) => {
      const rootNames = [...checkout.tracked].filter(reads).map((name) => path.join(checkout.root, name));
      const options = { ...(await ownOptions(checkout.root)), ...always };
      const host = cachingHost(options);
      last = ts.createProgram({ rootNames, options, host, ...(last && { oldProgram: last }) });
      return distinct(usesOf(last, checkout));
    },
    dispose: async () => undefined,
  };
}

/** What the repository's own configuration says of finding modules. */
async function ownOptions(root: string): Promise<ts.CompilerOptions> {
  const file = path.join(root, "tsconfig.json");
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return base;
  const { config } = ts.parseConfigFileTextToJson(file, text) as { config?: unknown };
  const { options } = ts.parseJsonConfigFileContent(
    config ?? {},
    { ...ts.sys, readDirectory: () => [] },
    root,
  );
  const { paths, customConditions, jsx, module, moduleResolution } = options;
  const found = { paths, customConditions, jsx, module, moduleResolution };
  return { ...base, ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) };
}

/** Texts that did not change from one commit to the next are parsed once: the version of a text is the text. */
function cachingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  return {
    ...host,
    getSourceFile: (name, language) => {
      const text = ts.sys.readFile(name);
      if (text === undefined) return undefined;
      const key = `${name}\0${JSON.stringify(language)}`;
      const known = parsed.get(key);
      if (known?.text === text) return known;
      const file = ts.createSourceFile(name, text, language, true);
      parsed.set(key, Object.assign(file, { version: String((versions += 1)) }));
      return file;
    },
  };
}
const parsed = new Map<string, ts.SourceFile>();
let versions = 0;

function usesOf(program: ts.Program, { root, tracked, added }: Checkout): readonly Use[] {
  const checker = program.getTypeChecker();
  const placeOf = (declaration: ts.Declaration): Place | null => {
    const file = declaration.getSourceFile();
    const name = path.relative(root, file.fileName).split(path.sep).join("/");
    if (!tracked.has(name) || isLocal(declaration)) return null;
    const at = (ts.getNameOfDeclaration(declaration) ?? declaration).getStart(file);
    return { path: name, line: file.getLineAndCharacterOfPosition(at).line + 1 };
  };
  const uses: Use[] = [];
  for (const [name, lines] of added) {
    const file = source.test(name) ? program.getSourceFile(path.join(root, name)) : undefined;
    if (file === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && !isNameOfItself(node)) {
        const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
        const declarations = lines.has(line) ? declarationsOf(checker, node) : [];
        const places = declarations.map(placeOf).filter((place) => place !== null);
        // An assignment that makes a property is a use and a definition in one.
        const definedAt = places.filter((place) => place.path !== name || place.line !== line);
        if (definedAt.length > 0) uses.push({ path: name, line, name: node.text, definedAt });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return uses;
}

function declarationsOf(checker: ts.TypeChecker, node: ts.Identifier): readonly ts.Declaration[] {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol === undefined) return [];
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const declarations = target.declarations ?? [];
  // `module.exports = require("./cart")` only passes on what another file defines.
  const passedOn = declarations.some(ts.isBinaryExpression)
    ? (checker.getTypeOfSymbol(target).symbol as ts.Symbol | undefined)?.declarations
    : undefined;
  // A bare name is a global that is only used: `process.env.LANG = ""` does not define `process`.
  return [...declarations, ...(passedOn ?? [])].filter((declaration) => !ts.isIdentifier(declaration));
}

/** A declaration's own name is no use of it, and an import alone is none either. */
function isNameOfItself(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.findAncestor(node, ts.isImportDeclaration) !== undefined) return true;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isExportSpecifier(parent)) return false;
  return (parent as { readonly name?: ts.Node }).name === node && !ts.isPropertyAccessExpression(parent);
}

/** Whether only the function around it can mean it. What a class or an interface has is no local, nor is what `this` gets. */
function isLocal(declaration: ts.Declaration): boolean {
  if (ts.isSourceFile(declaration)) return true;
  if (ts.isPropertyAccessExpression(declaration) && declaration.expression.kind === ts.SyntaxKind.ThisKeyword)
    return false;
  if (ts.isParameter(declaration)) return !ts.isParameterPropertyDeclaration(declaration, declaration.parent);
  if (ts.isTypeParameterDeclaration(declaration)) return true;
  return ts.findAncestor(declaration.parent, ts.isFunctionLike) !== undefined;
}
