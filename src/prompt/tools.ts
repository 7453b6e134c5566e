/** What a model may ask for by itself at depth `deep`: the list of tools, the same bytes each time, and the check of a call. */

import * as Type from "typebox/type";
import { mostLines, type Query } from "../context/onDemand.ts";
import { fits } from "./fits.ts";

const line = Type.Union([Type.Integer(), Type.Null()]);
const byPath = closed({ path: Type.String(), startLine: line, endLine: line });
const byName = closed({ name: Type.String() });
const byText = closed({ text: Type.String() });

function closed<P extends Type.TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** Plain JSON for a request, in the subset that strict tools take; only the Responses endpoint is told of them. */
export const toolList = [
  tool(
    "read_file",
    `Lines of a file of the repository, as it is after the change. path: as the material writes names. startLine and endLine: 1-based and inclusive; null for the first and the last line. At most ${mostLines} lines are shown.`,
    byPath,
  ),
  tool(
    "find_definition",
    "Where the repository defines a name (a function, a class, a type, a constant). name: the bare identifier.",
    byName,
  ),
  tool("find_references", "Lines in the repository that use a name. name: the bare identifier.", byName),
  tool(
    "search_text",
    "Lines in the repository that hold a text, letter by letter. text: one line, no pattern.",
    byText,
  ),
] as const;

export type ToolName = (typeof toolList)[number]["name"];

/** Bytes of the list in a request, and so at least its tokens. */
export const toolListTokens = Buffer.byteLength(JSON.stringify(toolList));

/** Tokens that are kept free in a window of so many, for what is read and what the model thinks between its calls. */
export function readingTokens(window: number): number {
  return Math.min(28_000, Math.floor(window / 7));
}

function tool<N extends string>(name: N, description: string, schema: Type.TObject) {
  const parameters: Readonly<Record<string, unknown>> = { ...structuredClone(schema) };
  return { type: "function", name, description, parameters, strict: true } as const;
}

/** UTF-16 units: no honest call has longer arguments, names or texts. */
const longestArguments = 4000;
const longestName = 200;

/** Null for a call that none of the tools understands: the arguments come from a model, whatever the endpoint promised. */
export function readCall(name: string, json: string): Query | null {
  const value = json.length > longestArguments ? null : parse(json);
  switch (name) {
    case "read_file":
      return fits(byPath, value) ? readPath(value as Type.Static<typeof byPath>) : null;
    case "find_definition":
    case "find_references": {
      if (!fits(byName, value)) return null;
      const wanted = (value as Type.Static<typeof byName>).name.trim();
      return isName(wanted)
        ? { kind: name === "find_definition" ? "definition" : "references", name: wanted }
        : null;
    }
    case "search_text": {
      if (!fits(byText, value)) return null;
      const { text } = value as Type.Static<typeof byText>;
      return isText(text) ? { kind: "text", text } : null;
    }
    default:
      return null;
  }
}

function readPath({ path, startLine, endLine }: Type.Static<typeof byPath>): Query | null {
  if (path === "" || (startLine ?? 1) < 1 || (endLine ?? startLine ?? 1) < (startLine ?? 1)) return null;
  return { kind: "file", path, startLine, endLine };
}

/** As identifiers are in nearly every language. */
function isName(name: string): boolean {
  return name.length <= longestName && /^[\p{L}\p{N}_$@#][\p{L}\p{N}\p{M}_$?!-]*$/u.test(name);
}

/** One line that says something. */
function isText(text: string): boolean {
  return text.length <= longestName && text.trim().length >= 2 && !/[\0\r\n]/.test(text);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
