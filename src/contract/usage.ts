/** What a review used, and what it cost. */

/** Tokens of one or more requests. `cachedTokens` is part of `inputTokens`, `reasoningTokens` part of `outputTokens`. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** `amount: null`: the price of the model is not known. `estimated`: at least one request reported no usage. */
export interface Cost {
  readonly amount: number | null;
  readonly currency: "USD";
  readonly estimated: boolean;
}

export interface ModelUsage extends TokenUsage {
  /** The model that was asked. */
  readonly model: string;
  /** The model that the endpoint says answered. */
  readonly answeredBy: string;
  readonly requests: number;
  readonly cost: Cost;
}

export interface Usage extends TokenUsage {
  readonly requests: number;
  readonly cost: Cost;
  readonly byModel: readonly ModelUsage[];
}
