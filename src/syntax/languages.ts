/** Tells by a file's name how its text is read: by which grammar, by what its lines look like, or not at all. */

import type { Language } from "./language.ts";
import { bash } from "./languages/bash.ts";
import { cpp } from "./languages/cpp.ts";
import { csharp } from "./languages/csharp.ts";
import { css } from "./languages/css.ts";
import { go } from "./languages/go.ts";
import { java } from "./languages/java.ts";
import { javascript, tsx, typescript } from "./languages/javascript.ts";
import { php } from "./languages/php.ts";
import { powershell } from "./languages/powershell.ts";
import { python } from "./languages/python.ts";
import { ruby } from "./languages/ruby.ts";
import { rust } from "./languages/rust.ts";

export type Reading =
  | { readonly kind: "grammar"; readonly language: Language }
  | { readonly kind: "lines" }
  /** Prose and data define nothing. */
  | { readonly kind: "nothing" };

/** Endings of names; with `/`, whole names that have none. */
const byGrammar: readonly (readonly [Language, string])[] = [
  [typescript, "ts mts cts"],
  [tsx, "tsx"],
  [javascript, "js mjs cjs jsx es6"],
  [python, "py pyi pyw"],
  [java, "java"],
  [csharp, "cs csx"],
  [cpp, "c h cc cpp cxx hpp hh hxx inl ipp tpp ino"],
  [go, "go"],
  [rust, "rs"],
  [ruby, "rb rake ru gemspec /gemfile /rakefile"],
  [php, "php phtml php5 inc"],
  [bash, "sh bash zsh ksh bats bashrc zshrc profile"],
  [css, "css scss less"],
  [powershell, "ps1 psm1 psd1"],
];
const byEnding: ReadonlyMap<string, Language> = new Map(
  byGrammar.flatMap(([language, endings]) => endings.split(" ").map((ending) => [ending, language] as const)),
);

/** What people write programs in, too, without a grammar here. */
const readByLines = new Set(
  (
    "swift kt kts lua pl pm t sql scala sc groovy gradle dart ex exs erl hrl hs ml mli fs fsx fsi jl r nim zig v " +
    "vue svelte astro m mm proto graphql gql tf hcl sol vb vbs bas pas d cr clj cljs cljc lisp el scm rkt tcl cmake mk /makefile " +
    "f f90 f95 for asm s cu metal glsl hlsl wgsl vert frag awk coffee nix thrift abap cls trigger bat cmd fish"
  ).split(" "),
);

/** `path` is relative to the repository's root, with `/`. */
export function readingOf(path: string): Reading {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const dot = name.lastIndexOf(".");
  const key = dot === -1 ? `/${name}` : name.slice(dot + 1);
  const language = byEnding.get(key);
  if (language !== undefined) return { kind: "grammar", language };
  return { kind: readByLines.has(key) ? "lines" : "nothing" };
}
