/** Walls between what we say and what we show: sections that only our key can open and close. */

export interface Section {
  readonly kind: SectionKind;
  /** The name of what it shows, on one line; empty where the kind says it all. */
  readonly title: string;
  readonly lines: readonly string[];
}

export type SectionKind =
  "rules" | "facts" | "wishes" | "focus" | "before" | "file" | "diff" | "pictures" | "named";

/** The first line of a material, which tells the reader the key. */
export function introduce(key: string): string {
  return `The key of this material is ${key}\n`;
}

export function openSection(key: string, { kind, title }: Omit<Section, "lines">): string {
  return `[[${key} ${kind}${title === "" ? "" : ` ${title}`}]]\n`;
}

/** The whole of a section; each of `lines` without its line end. */
export function section(key: string, { kind, title, lines }: Section): string {
  return openSection(key, { kind, title }) + lines.map((line) => `${line}\n`).join("") + closeSection(key);
}

export function closeSection(key: string): string {
  return `[[${key} end]]\n`;
}

/** Reads the sections of a material back. What stands outside of them is ours and is left out. */
export function readSections(material: string): readonly Section[] {
  const lines = material.split("\n");
  const key = /^The key of this material is (\S+)$/.exec(lines[0] ?? "")?.[1];
  if (key === undefined) return [];
  const sections: Section[] = [];
  let open: { kind: SectionKind; title: string; lines: string[] } | null = null;
  for (const line of lines) {
    const mark = line.startsWith(`[[${key} `) && line.endsWith("]]") ? line.slice(key.length + 3, -2) : null;
    if (mark === null) open?.lines.push(line);
    else if (mark === "end") {
      if (open !== null) sections.push(open);
      open = null;
    } else {
      const [kind = "", ...title] = mark.split(" ");
      open = { kind: kind as SectionKind, title: title.join(" "), lines: [] };
    }
  }
  return sections;
}

/**
 * Whether the key stands only where we put it. Whoever wrote a text that holds it could close a section from within
 * and speak in our name.
 */
export function isWalled(material: string, of: { readonly key: string; readonly sections: number }): boolean {
  const times = material.split(of.key).length - 1;
  return times === 1 + 2 * of.sections;
}
