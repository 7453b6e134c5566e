/** How the panel's words are made: `vscode.l10n.t` in the editor, anything that fills in `{0}` elsewhere. */

export type Say = (message: string, ...args: readonly (string | number)[]) => string;
