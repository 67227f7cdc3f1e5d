// The files the loader fetches: modules of wasm, catalogues and the later stylesheet, each once a page. It knows no element.
import init from './request-center-glue.js';
import later from './request-center-later.js';
import styles from './request-center-style.js';

/** A message of each folder of catalogues: JSON without it is something else. */
const KNOWN = { 'locales': 'tabs.catalog', 'locales/later': 'action.close' };

/** The stylesheets in cascade order; the one in the middle is filled with the first code that comes later. */
export const sheets = [styles[0], '', styles[1]].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

const loads = new Map();

/** Loads a file once a page; after a failure the next attempt asks again. */
function once(file, read) {
  if (!loads.has(file)) {
    const load = fetchFile(file, read);
    loads.set(file, load);
    load.catch(() => loads.delete(file));
  }
  return loads.get(file);
}

/** Fetches and reads a file; where that fails once more past the cache, in which a sign-in page may stand under its address. */
async function fetchFile(file, read) {
  const attempt = async (cache) => {
    const response = await fetch(new URL(file, import.meta.url), { mode: 'cors', cache });
    const { ok, status, headers } = response;
    if (headers.get('content-type')?.includes('html') && (ok || [401, 403, 405].includes(status))) {
      throw Object.assign(new Error(`a page of HTML for ${file}`), { code: 'signed_out' });
    }
    if (!ok) throw new Error(`${status} for ${file}`);
    return read(response);
  };
  return attempt('default').catch(() => attempt('reload'));
}

export const loadModule = () => once('request-center_bg.wasm', (response) => init({ module_or_path: response }));

/** Loads a module that comes later: it takes what it needs from those before it and joins their table of functions. */
const loadLater = (name, before) =>
  once(later[name], async (response) => {
    const bytes = await response.arrayBuffer();
    const all = await before();
    // Under its own name too: another one's module, served in its place, does not link.
    return (await WebAssembly.instantiate(bytes, { ...all, [name]: all.first })).instance.exports;
  });

export const loadStyle = () =>
  once('request-center-later.css', async (response) => {
    const text = await response.text();
    if (!text.trimEnd().endsWith('}')) throw new Error('half a stylesheet');
    sheets[1].replaceSync(text);
  });

/** Loads the code of a panel, where it did not come with the first module; all it needs comes at once. */
export async function loadPanel(name) {
  if (!later[name]) return;
  const first = await loadModule();
  const request = loadLater('request', () => ({ first })); // what every panel stands on
  if (name === 'request') return void (await request);
  const shared = loadLater('shared', async () => ({ first, request: await request }));
  await loadLater(name, async () => ({ first, request: await request, shared: await shared }));
}

/** Loads the words of a language: those to open with, or all there are. */
export async function loadMessages(locale, all) {
  const folders = all ? ['locales', 'locales/later'] : ['locales'];
  const parts = folders.map((folder) => once(`${folder}/${locale}.json`, async (response) => {
    const words = await response.json();
    if (!words[KNOWN[folder]]) throw new Error(`no catalogue of words in ${folder}/${locale}.json`);
    return words;
  }));
  return JSON.stringify(Object.assign({}, ...(await Promise.all(parts))));
}
