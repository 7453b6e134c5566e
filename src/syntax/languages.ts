/** Tells by a file's name how its text is read: by which grammar, by what its lines look like, or not at all. */

import type { Language } from "./language.ts";
import { go } from "./languages/go.ts";
import { javascript, tsx, typescript } from "./languages/javascript.ts";
import { python } from "./languages/python.ts";

export type Reading =
  | { readonly kind: "grammar"; readonly language: Language }
  | { readonly kind: "lines" }
  /** Prose and data define nothing. */
  | { readonly kind: "nothing" };

const byEnding: Readonly<Record<string, Language>> = {
  ts: typescript,
  mts: typescript,
  cts: typescript,
  tsx,
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  jsx: javascript,
  py: python,
  pyi: python,
  pyw: python,
  go,
};

/** Ending of what people write programs in, for which there is no grammar here. */
const readByLines = new Set(
  (
    "swift kt kts lua pl pm t sql scala sc groovy gradle dart ex exs erl hrl hs ml mli fs fsx fsi jl r nim zig v " +
    "vue svelte astro m mm proto graphql gql tf hcl sol vb vbs bas pas d cr clj cljs cljc lisp el scm rkt tcl cmake mk " +
    "f f90 f95 for asm s cu metal glsl hlsl wgsl vert frag awk coffee ps1xml nix thrift abap cls trigger bat cmd fish"
  ).split(" "),
);

/** `path` is relative to the repository's root, with `/`. */
export function readingOf(path: string): Reading {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const language = Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined;
  if (language !== undefined) return { kind: "grammar", language };
  return { kind: readByLines.has(ending) || name === "makefile" ? "lines" : "nothing" };
}
