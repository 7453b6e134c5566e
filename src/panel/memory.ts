/** What the page remembers of its reader when it is hidden and made anew: where they were, and what they had opened. */

export interface PageMemory {
  /** The review it was about; another one starts at the top, with everything closed. */
  readonly review: string;
  /** Pixels from the top. */
  readonly scroll: number;
  readonly open: readonly string[];
}

export function memoryOf(value: unknown): PageMemory {
  const { review, scroll, open } = (value ?? {}) as Partial<Record<keyof PageMemory, unknown>>;
  return {
    review: typeof review === "string" ? review : "",
    scroll: typeof scroll === "number" ? scroll : 0,
    open: Array.isArray(open) ? open.filter((id): id is string => typeof id === "string") : [],
  };
}
