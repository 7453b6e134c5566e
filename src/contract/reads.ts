/** What a model asked to see by itself while it reviewed, and what it was shown. */

/** What was called; `other`: nothing that was offered. */
export type ReadTool = "read_file" | "find_definition" | "find_references" | "search_text" | "other";

/** Why nothing was shown. */
export type UnreadReason =
  /** The call had another form than its tool's. */
  | "badCall"
  /** It is not in the version under review, or it is kept back. */
  | "nothing"
  /** What was set apart for reading is used up. */
  | "noRoom";

export interface Read {
  /** The part whose model asked, 1-based. */
  readonly part: number;
  readonly tool: ReadTool;
  /** A path, a name or a text, in the model's own words; at most 200 UTF-16 units. */
  readonly asked: string;
  /** By the `id` of the repository and the path after the change. */
  readonly shown: readonly {
    readonly repository: string;
    readonly path: string;
    readonly lines: number;
  }[];
  /** By our own count. */
  readonly tokens: number;
  /** Null where something was shown. */
  readonly reason: UnreadReason | null;
}
