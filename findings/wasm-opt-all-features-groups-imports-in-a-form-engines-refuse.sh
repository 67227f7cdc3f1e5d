#!/usr/bin/env bash
# wasm-opt (npm binaryen 132.0.0), told --all-features, writes two imports of one module name as a group under the kind 0x7f, a
# proposal that V8 of node 20 and Chromium 156 do not read: the module no longer compiles. Without the flag, or with the features
# named one by one, it does. Any module with two imports of the same module name shows it; wasm-bindgen's have hundreds.
# Needs node 20 and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix . binaryen@132.0.0 >/dev/null
export PATH="$folder/node_modules/.bin:$PATH"
wasm-opt --version

cat >module.wat <<'WAT'
(module
  (import "page" "now" (func $now (result f64)))
  (import "page" "log" (func $log (param f64)))
  (func (export "tell") (call $log (call $now))))
WAT
wasm-as module.wat -o plain.wasm
wasm-opt -O1 plain.wasm -o default.wasm
wasm-opt -O1 --enable-bulk-memory --enable-reference-types --enable-multivalue plain.wasm -o named.wasm
wasm-opt -O1 --all-features plain.wasm -o all.wasm

cat >compile.mjs <<'JS'
import { readFileSync } from 'node:fs';
let asSeen = true;
for (const [name, compiles] of [['plain', true], ['default', true], ['named', true], ['all', false]]) {
  let said = 'compiles';
  await WebAssembly.compile(readFileSync(`${name}.wasm`)).catch((error) => (said = error.message));
  console.log(`${name}.wasm: ${said}`);
  asSeen &&= compiles ? said === 'compiles' : said.includes('import kind');
}
process.exit(asSeen ? 0 : 1);
JS
echo "node $(node --version)"
node compile.mjs
