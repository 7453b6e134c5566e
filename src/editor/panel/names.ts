/** How the panel names a file. */

import type { Outcome } from "../../contract/outcome.ts";
import { lineOf } from "./foreign.ts";

export type NameOf = (of: { readonly repository: string; readonly path: string }) => string;

/** Two repositories may hold files of the same name. */
export function namesIn({ repositories }: Outcome): NameOf {
  return ({ repository, path }) => lineOf(repositories.length > 1 ? `${repository}/${path}` : path);
}
