// Two kinds of law: how TypeScript is written, and who may know whom (ARCHITECTURE: "imports are law").
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Only these may be imported by `files`; everything else is refused with `message`. */
function mayImportOnly(files, allowed, message) {
  return {
    files,
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: `^(?!${allowed})`, message }] }] },
  };
}

const CLOCK_AND_CHANCE = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance is an argument.',
  },
];
const PURE = [
  ...CLOCK_AND_CHANCE,
  { selector: ':function[async=true]', message: 'Deciding is pure: nothing here waits.' },
];
const OUTSIDE = ['fetch', 'indexedDB', 'caches', 'navigator', 'document', 'window', 'localStorage', 'crypto'];

export default ts.config(
  { ignores: ['node_modules/', 'public/', 'src/contract/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.sw.json', './tsconfig.tools.json'],
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Taking a field out by name is how the rest is copied without it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // It guesses from the name of a class; ours are made, read and let go within one function.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  { files: ['*.js'], extends: [ts.configs.disableTypeChecked], languageOptions: { globals: globals.node } },
  { files: ['**/*.svelte'], rules: { 'svelte/no-at-html-tags': 'error' } },

  mayImportOnly(
    ['src/screens/**', 'src/parts/**'],
    '\\./|svelte(/|$)|lean-qr(/|$)|\\.\\./(view\\.svelte|tell|session\\.svelte)(\\.ts)?$|\\.\\./(words|domain|contract|parts|screens|styles)/',
    'A screen reads view, calls tell, and knows words, domain and contract. Nothing else.',
  ),
  mayImportOnly(['src/domain/**'], '\\./|\\.\\./contract/', 'domain/ knows only the contract.'),
  mayImportOnly(
    ['src/letters/**'],
    '\\./|@hpke/core$|\\.\\./(domain|contract)/',
    'letters/ turns ops into bytes; it stores nothing.',
  ),
  mayImportOnly(
    ['src/store/**', 'src/vault/**'],
    '\\./|idb$|\\.\\./(store|vault|letters|domain|contract)/',
    'The stores know nothing of the network or the screen.',
  ),
  mayImportOnly(
    ['src/sync/**'],
    '\\./|\\.\\./(store|vault|letters|domain|contract)/',
    'sync/ carries; it shows nothing.',
  ),
  mayImportOnly(['src/sw.ts'], '\\./pushed$', 'The service worker keeps the shell and never touches data.'),
  {
    files: ['src/domain/**/*.ts', 'src/sync/machine.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...PURE], 'no-restricted-globals': ['error', ...OUTSIDE] },
  },
  {
    files: ['**/*.test.ts', 'src/testing/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
