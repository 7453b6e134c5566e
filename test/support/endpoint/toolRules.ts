/** What the real service would refuse about tools and what became of them (guides "Function calling" and "Reasoning models"). */

import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { schemaProblem } from "./schemaRules.ts";

/** What a model said, or what a tool returned, as it comes back in a request that stores nothing. */
export function isReplayable(item: unknown): boolean {
  switch (textOf(item, "type")) {
    case "function_call":
      return ["call_id", "name", "arguments"].every((name) => textOf(item, name) !== null);
    case "function_call_output":
      return textOf(item, "call_id") !== null && textOf(item, "output") !== null;
    // "Item with id 'rs_…' not found": nothing was stored, so its name alone leads nowhere.
    case "reasoning":
      return (textOf(item, "encrypted_content") ?? "") !== "";
    case "message":
      return textOf(item, "role") === "assistant" && Array.isArray(fieldOf(item, "content"));
    default:
      return false;
  }
}

/** What is wrong, and the parameter that it is wrong with. */
export function problemWithTools(
  body: unknown,
  input: readonly unknown[],
  reasons: boolean,
): readonly [message: string, param: string] | null {
  const tools = fieldOf(body, "tools") ?? [];
  if (!Array.isArray(tools)) return ["Invalid type for 'tools'.", "tools"];
  for (const [index, tool] of tools.entries()) {
    const problem = problemWithTool(tool);
    if (problem !== null) return [`Invalid tool: ${problem}`, `tools[${index}]`];
  }
  const choice = fieldOf(body, "tool_choice");
  if (choice !== null && !["none", "auto", "required"].some((each) => each === choice))
    return ["Invalid 'tool_choice'.", "tool_choice"];
  const include = fieldOf(body, "include") ?? [];
  if (!Array.isArray(include) || include.some((each) => each !== "reasoning.encrypted_content"))
    return ["Invalid 'include'.", "include"];
  if (include.length > 0 && !reasons)
    return ["Encrypted content is not supported with this model.", "include"];

  const ids = (type: string): readonly (string | null)[] =>
    input.filter((item) => textOf(item, "type") === type).map((item) => textOf(item, "call_id"));
  const [called, answered] = [ids("function_call"), ids("function_call_output")];
  const open = called.find((id) => !answered.includes(id));
  if (open !== undefined) return [`No tool output found for function call ${open}.`, "input"];
  const stray = answered.find((id) => !called.includes(id));
  if (stray !== undefined)
    return [`No tool call found for function call output with call_id ${stray}.`, "input"];
  return null;
}

function problemWithTool(tool: unknown): string | null {
  if (textOf(tool, "type") !== "function") return "only functions are known here";
  if (!/^[\w-]{1,64}$/.test(textOf(tool, "name") ?? "")) return "it needs a name";
  if (fieldOf(tool, "strict") !== true) return "strict must be true here";
  return schemaProblem(fieldOf(tool, "parameters"));
}
