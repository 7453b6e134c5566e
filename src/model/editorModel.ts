/** Models that the editor itself offers: how they are named, and where they count as being. */

import { parseEndpoint, type Endpoint, type ParsedEndpoint } from "./endpoint.ts";

/** `secondLook.model` begins with it where the model is the editor's, as in `vscode:copilot/gpt-5`. */
const prefix = "vscode:";

/** By what the editor finds one. */
export interface EditorModelName {
  readonly vendor: string;
  readonly id: string;
}

export function isEditorModel(model: string): boolean {
  return model.startsWith(prefix);
}

export function editorModelId({ vendor, id }: EditorModelName): string {
  return `${prefix}${vendor}/${id}`;
}

/** An id may hold slashes, a vendor none. */
export function editorModelName(model: string): EditorModelName {
  const [vendor = "", ...rest] = model.slice(prefix.length).split("/");
  return { vendor, id: rest.join("/") };
}

/** Where a model answers: the base URL, or for the editor's own the vendor, to whom consent is given. */
export function endpointFor({
  baseUrl,
  model,
}: {
  readonly baseUrl: string;
  readonly model: string;
}): ParsedEndpoint {
  return isEditorModel(model) ? { kind: "endpoint", endpoint: endpointOf(model) } : parseEndpoint(baseUrl);
}

function endpointOf(model: string): Endpoint {
  const { vendor } = editorModelName(model);
  const address = `${prefix}${vendor}`;
  return { baseUrl: address, origin: address, host: `${vendor} (VS Code)`, local: false, wire: "editor" };
}
