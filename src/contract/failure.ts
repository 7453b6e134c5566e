/** What can go wrong, as codes; the words people read are made at the edges. */

export type FailureCode =
  // the change
  | "noRepository"
  | "severalRepositories"
  | "gitMissing"
  | "gitFailed"
  | "gitUnsafe"
  | "badRevision"
  | "noBase"
  | "noSuchFile"
  | "untrusted"
  // leave to send
  | "noKey"
  | "consentDeclined"
  | "overBudget"
  | "overDailyBudget"
  | "spendingUnknown"
  // the endpoint
  | "badEndpoint"
  | "wrongKey"
  | "forbidden"
  | "hostNotFound"
  | "connectionRefused"
  | "noSecureConnection"
  | "proxyFailed"
  | "noNetwork"
  | "redirected"
  | "unknownModel"
  | "fallbackTooDear"
  | "endpointMissing"
  | "requestRefused"
  | "notAllowedByEditor"
  | "blockedByEditor"
  | "requestTooLarge"
  | "contextTooLong"
  | "rateLimited"
  | "quotaExceeded"
  | "serverError"
  | "endpointSilent"
  // the answer
  | "notAnApi"
  | "answerTooLong"
  | "streamCut"
  | "outputUsedUp"
  | "modelRefused"
  | "contentFiltered"
  | "badAnswer"
  // everything else
  | "nothingFits"
  | "interrupted"
  | "internal";

/** Values for the words: numbers, hosts, model ids, setting names. Foreign text among them is cut to 300 characters. */
export type FailureArguments = Readonly<Record<string, string | number>>;

/** A failure as the core knows it. `part` is 1-based, and named only where there are several. */
export interface Fault {
  readonly code: FailureCode;
  readonly args?: FailureArguments;
  readonly part?: number;
}

/** A failure as people read it. `part` is 1-based, and named only where there are several. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** One sentence that names a command, a flag, a setting or a page that exists. */
  readonly nextStep: string;
  readonly part?: number;
}

export type NoticeCode =
  /** The findings come from practice rules, not from a model. */
  | "practice"
  /** The model was not found and another one of `fallbackModels` was asked. */
  | "modelReplaced"
  /** The endpoint says that another model answered than the one that was asked. */
  | "otherModelAnswered"
  /** The model is not in the table: window and price are guesses, or unknown. */
  | "unknownProfile"
  /** What `secondLook.profiles` says of these fields could not be understood. */
  | "profileIgnored"
  /** The model's maker ends it within 30 days. */
  | "modelEnding"
  /** The change adds or widens a rule that keeps files from being sent. */
  | "exclusionAdded"
  /** Secret values were replaced before sending. */
  | "secretsReplaced"
  /** Some findings did not have the promised form and were counted, not shown. */
  | "invalidFindings"
  /** The second look could not be taken, so findings stay unconfirmed. */
  | "secondLookMissing"
  /** Open files were left out because they did not fit or may not leave. */
  | "openFilesLeftOut"
  /** Wishes or focus could not be scanned for secrets, and stayed here. */
  | "wishesLeftOut"
  /** What is left of the day's budget is less than the review may cost. */
  | "dailyBudgetLeft"
  /** Nothing was sent: this is what would have been. */
  | "dryRun"
  /** Pictures of the change were not seen, as the model that was asked reads none. */
  | "picturesUnread"
  /** The repository's own review rules were sent along as data. */
  | "rulesSent";

/** Something worth saying that is no failure, as the core knows it. */
export interface Remark {
  readonly code: NoticeCode;
  readonly args?: FailureArguments;
}

/** Something worth saying that is no failure, as people read it. */
export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
}
