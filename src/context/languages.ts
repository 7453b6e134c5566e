/** Tells by its name which language a file is of, as far as that says who can use whose definitions. */

const families: Readonly<Record<string, string>> = {
  script: "ts tsx mts cts js jsx mjs cjs vue svelte astro",
  python: "py pyi pyw pyx",
  c: "c h cc cpp cxx hh hpp hxx inl ipp m mm cu metal ino",
  java: "java kt kts scala groovy gradle clj",
  go: "go",
  rust: "rs",
  ruby: "rb rake gemspec ru",
  php: "php phtml",
  dotnet: "cs fs vb razor",
  swift: "swift",
  shell: "sh bash zsh ksh",
  powershell: "ps1 psm1 psd1",
  style: "css scss sass less",
  lua: "lua",
  perl: "pl pm t",
  dart: "dart",
  elixir: "ex exs",
  erlang: "erl hrl",
  haskell: "hs",
  ocaml: "ml mli",
  r: "r",
  julia: "jl",
  zig: "zig",
  nim: "nim",
  sql: "sql",
  proto: "proto",
  solidity: "sol",
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, endings]) =>
    endings.split(" ").map((ending) => [ending, family] as const),
  ),
);

/** Languages whose definitions can use each other's share one; null for what is no program. */
export function languageFamily(path: string): string | null {
  return familyOf.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? null;
}
