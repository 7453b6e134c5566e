// The rules that no reviewer should have to repeat: promises awaited, unions handled whole, nothing synchronous in src.
import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const synchronous = "Synchronous calls stall the extension host: use the promise or callback form.";

export default defineConfig(
  { ignores: ["dist/", "out/", ".vscode-test/", "coverage/", "test/fixtures/"] },
  {
    files: ["**/*.{js,cjs}"],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "URL", "require", "exports"].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["**/*.ts"],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.name=/Sync$/]", message: synchronous },
        { selector: "CallExpression[callee.property.name=/Sync$/]", message: synchronous },
        { selector: "ImportSpecifier[imported.name=/Sync$/]", message: synchronous },
        { selector: "ExportDefaultDeclaration", message: "Export by name, so that one thing has one name." },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // Tests reach into answers they know, and hand mocha and node:test-like callbacks promises on purpose.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
