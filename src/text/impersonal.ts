/** Takes out of what people and tools say who they are and where on their machine things lie. */

/** An address as people write it; `name@1.2.3` is a version of a package. */
const address = /[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi;
const home = /(?<![\w.~-])(?:\/(?:home|Users)\/|\b[a-z]:[\\/]Users[\\/])[^\\/\s"'`<>|:]+/gi;
/** Such as `Signed-off-by: …`. */
const trailer = /^[\w-]{1,40}-by:/i;
/** Such as `Change-Id: …`: the last paragraph of a message may consist of them. */
const anyTrailer = /^(?:[A-Za-z][\w-]{0,40}: |\s|\(cherry picked from )/;

/** `people`: names and addresses to be left out wherever they stand. A name of one word may be any word, and stays. */
export function impersonal(text: string, people: readonly string[] = []): string {
  const names = people.filter((each) => /\S[\s@]\S/.test(each)).sort((a, b) => b.length - a.length);
  const unnamed = names.reduce((rest, name) => rest.replaceAll(name, "someone"), text);
  return unnamed.replaceAll(address, "someone").replaceAll(home, "~");
}

/** A commit message without the lines that only say who had a part in it. */
export function withoutTrailers(message: string): string {
  const paragraphs = message
    .replaceAll("\r", "")
    .trim()
    .split(/\n{2,}/);
  const last = paragraphs.at(-1)?.split("\n") ?? [];
  const kept =
    paragraphs.length > 1 && last.every((line) => anyTrailer.test(line))
      ? paragraphs.slice(0, -1)
      : paragraphs;
  return kept
    .map((paragraph) =>
      paragraph
        .split("\n")
        .filter((line) => !trailer.test(line.trim()))
        .join("\n"),
    )
    .filter((paragraph) => paragraph.trim() !== "")
    .join("\n\n");
}

/** A branch without the folders that are called like somebody: `jane/fix-it` is `fix-it`. */
export function withoutOwner(branch: string, people: readonly string[]): string {
  const known = new Set(people.flatMap(spellings));
  const parts = branch.split("/");
  return parts.filter((part, at) => at === parts.length - 1 || !known.has(bare(part))).join("/");
}

/** What somebody may call themselves: by an address its first part, by a name its words and their shorthand. */
function spellings(person: string): readonly string[] {
  if (person.includes("@")) {
    const local = person.slice(0, person.indexOf("@"));
    return [bare(local), ...local.split("+").map(bare)];
  }
  const words = person.split(/\s+/).map(bare);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return [...words, words.join(""), first.slice(0, 1) + last, first + last.slice(0, 1)];
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
