/** Lives only in the windows of tests: offers a language model whose answers a test scripts. */

const vscode = require("vscode");

/** `offer` makes one model; `answer` gets all that is said and a function that says a piece. Null: this VS Code has no such thing. */
exports.activate = () => {
  const { registerLanguageModelChatProvider } = vscode.lm;
  if (registerLanguageModelChatProvider === undefined) return null;
  return {
    offer({ id, maxInputTokens, answer }) {
      const changed = new vscode.EventEmitter();
      const registered = vscode.lm.registerLanguageModelChatProvider("second-look-test", {
        onDidChangeLanguageModelChatInformation: changed.event,
        provideLanguageModelChatInformation: async () => [
          {
            id,
            name: `Test ${id}`,
            family: id,
            version: "1",
            maxInputTokens,
            maxOutputTokens: 8000,
            capabilities: {},
            isUserSelectable: true,
          },
        ],
        async provideLanguageModelChatResponse(_model, messages, _options, progress, token) {
          const said = messages.map(({ role, content }) => ({
            role,
            text: content.map((part) => part.value ?? "").join(""),
          }));
          await answer(said, (text) => progress.report(new vscode.LanguageModelTextPart(text)), token);
        },
        provideTokenCount: async (_model, text) => String(text).length,
      });
      return vscode.Disposable.from(registered, changed);
    },
  };
};
