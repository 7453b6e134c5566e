/** The ways in which the stand-in can be told to fail. */

export type Failure =
  /** An HTTP error; `code` and `message` make the usual body, `body` stands for itself. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly param?: string;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection breaks before anything is answered. */
  | { readonly kind: "reset" }
  /** After so many characters of the answer the stream ends in good order (`end`), or the connection breaks (`reset`). */
  | { readonly kind: "cut"; readonly after: number; readonly how: "end" | "reset" }
  /** Nothing comes: before the headers (null), or after so many characters. */
  | { readonly kind: "silence"; readonly after: number | null }
  /** A login page with status 200. */
  | { readonly kind: "page" }
  /** A stream without an event: comments only. */
  | { readonly kind: "noEvents" }
  | { readonly kind: "redirect"; readonly to: string; readonly status?: number }
  /** The model declines. */
  | { readonly kind: "refusal" }
  /** The output is used up after so many characters; 0: reasoning ate it all. */
  | { readonly kind: "incomplete"; readonly after: number }
  | { readonly kind: "contentFilter"; readonly after: number }
  /** An error in the stream: `response.failed`, or in a chunk. */
  | { readonly kind: "failed" }
  /** An `error` event of its own. */
  | { readonly kind: "errorEvent"; readonly code: string; readonly message: string }
  | { readonly kind: "noUsage" }
  | { readonly kind: "otherModel"; readonly model: string }
  /** More bytes than anybody wants: one line, or many. */
  | { readonly kind: "flood"; readonly lines: "one" | "many" };
