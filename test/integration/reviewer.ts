/** The editor's part of a review put together for a test, with answers to its questions and memories that can be looked into. */

import * as vscode from "vscode";
import { Consent } from "../../src/editor/consent.ts";
import { Endings } from "../../src/editor/endings.ts";
import { Findings } from "../../src/editor/findings.ts";
import { Keys } from "../../src/editor/keys.ts";
import { LastReview } from "../../src/editor/lastReview.ts";
import { Versions, versionScheme } from "../../src/editor/oldSide.ts";
import { Precedence } from "../../src/editor/onSave/precedence.ts";
import { SeenHunks } from "../../src/editor/onSave/seenHunks.ts";
import { Reviewing } from "../../src/editor/reviewing.ts";
import { Shown } from "../../src/editor/shown.ts";
import { State } from "../../src/editor/state.ts";
import { ContextWishes } from "../../src/editor/wishes.ts";
import type { Sending } from "../../src/editor/consent.ts";
import { aMemento, someSecrets, someStored } from "./memories.ts";

export interface Reviewer {
  readonly reviewing: Reviewing;
  readonly shown: Shown;
  readonly state: State;
  readonly keys: Keys;
  readonly endings: Endings;
  readonly consent: Consent;
  readonly precedence: Precedence;
  readonly seen: SeenHunks;
  readonly wishes: ContextWishes;
  /** What a person was asked to agree to; they always do. */
  readonly sendings: readonly Sending[];
  readonly dispose: () => void;
}

/** Its versions are registered as `versionScheme`, which the extension's own provider serves as well, first come first served. */
export function aReviewer(consent = new Consent(aMemento())): Reviewer {
  const state = new State({ kind: "idle" });
  const findings = new Findings();
  const shown = new Shown({ state, findings, memory: new LastReview(aMemento()) });
  const secrets = someSecrets();
  const keys = new Keys(secrets);
  const endings = new Endings(aMemento(), () => undefined);
  const precedence = new Precedence();
  const seen = new SeenHunks(aMemento());
  const wishes = new ContextWishes();
  const sendings: Sending[] = [];
  const reviewing = new Reviewing({
    extensionUri: vscode.extensions.getExtension("second-look.second-look")!.extensionUri,
    secrets,
    keys,
    consent,
    questions: {
      key: async () => null,
      consent: async (sending) => {
        sendings.push(sending);
        return true;
      },
      dearer: async () => false,
    },
    endings,
    stored: someStored(),
    shown,
    precedence,
    seen,
    wishes,
    reveal: () => undefined,
  });
  const versions = vscode.workspace.registerTextDocumentContentProvider(
    versionScheme,
    new Versions(() => shown.outcome),
  );
  const disposables = vscode.Disposable.from(reviewing, shown, findings, state, wishes, versions);
  const dispose = (): void => void disposables.dispose();
  return { reviewing, shown, state, keys, endings, consent, precedence, seen, wishes, sendings, dispose };
}
