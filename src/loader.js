// The source of the public `request-center.js`: the element's class. It registers before the wasm is there, so that a page
// shows a skeleton at once and an honest sentence where the wasm never comes. It knows how to load, mount and unmount the
// widget and nothing about what the widget does. The three modules beside it are made by `cargo xtask`.
import init, { mount } from './request-center-glue.js';
import later from './request-center-later.js';
import styles from './request-center-style.js';

/** The languages there are catalogues for, and how they run. The first one is used where no other fits. */
const LOCALES = { en: 'ltr', de: 'ltr' };

/** What stands in the element while there is no widget; the only words that are not in the catalogues. */
const WORDS = {
  en: {
    loading: 'Loading the request center …',
    failed: 'We couldn’t load the request center.',
    advice: 'Check your connection and try again. If that doesn’t help, tell the owner of this page.',
    signedOut: 'Your sign-in has probably ended. Sign in in another tab, then try again. What you typed is kept.',
    retry: 'Try again',
    crashed: 'The request center has stopped.',
    restart: 'What you typed is kept. Reload the page to continue.',
    reload: 'Reload page',
  },
  de: {
    loading: 'Das Antragscenter wird geladen …',
    failed: 'Das Antragscenter konnte nicht geladen werden.',
    advice: 'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut. Wenn das nicht hilft, wenden Sie sich an die Betreiber dieser Seite.',
    signedOut: 'Ihre Anmeldung ist vermutlich abgelaufen. Melden Sie sich in einem anderen Tab an und versuchen Sie es erneut. Ihre Eingaben bleiben erhalten.',
    retry: 'Erneut versuchen',
    crashed: 'Das Antragscenter wurde unerwartet beendet.',
    restart: 'Ihre Eingaben bleiben erhalten. Laden Sie die Seite neu, um fortzufahren.',
    reload: 'Seite neu laden',
  },
};

/** An attribute that switches something on. Frameworks that know no boolean attributes write `false` to switch it off. */
const isOn = (text) => text !== null && text !== 'false';

/** Attributes and the widget's option each one sets. `lang` goes its own way. */
const OPTIONS = {
  'api-base': ['apiBase', (text) => text ?? ''],
  'api-version': ['apiVersion', (text) => text ?? 'v3'],
  'view': ['view', (text) => text ?? undefined],
  'deep-links': ['deepLinks', isOn],
  'undo-seconds': ['undoSeconds', (text) => (text >= 0 && text !== null && text !== '' ? Number(text) : undefined)],
  'no-shortcuts': ['noShortcuts', isOn],
  'self-removal': ['selfRemoval', isOn],
  'poll-seconds': ['pollSeconds', (text) => (text > 0 ? Number(text) : undefined)],
};

/** A message of each folder of catalogues: JSON without it is something else. */
const KNOWN = { 'locales': 'tabs.catalog', 'locales/later': 'action.close' };

/** The stylesheets in cascade order; the one in the middle is filled with the first code that comes later. */
const sheets = [styles[0], '', styles[1]].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

const loads = new Map();

/** The window's events a trap in the wasm ends in. */
const TRAPS = ['error', 'unhandledrejection'];
let crashed = false;

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

const loadModule = () => once('request-center_bg.wasm', (response) => init({ module_or_path: response }));

/** Loads a module that comes later: it takes what it needs from those before it and joins their table of functions. */
const loadLater = (name, before) =>
  once(later[name], async (response) => {
    const bytes = await response.arrayBuffer();
    const all = await before();
    // Under its own name too: another one's module, served in its place, does not link.
    return (await WebAssembly.instantiate(bytes, { ...all, [name]: all.first })).instance.exports;
  });

const loadStyle = () =>
  once('request-center-later.css', async (response) => sheets[1].replaceSync(await response.text()));

/** Loads the code of a panel, where it did not come with the first module; all it needs comes at once. */
async function loadPanel(name) {
  if (!later[name]) return;
  const first = await loadModule();
  const request = loadLater('request', () => ({ first })); // what every panel stands on
  if (name === 'request') return void (await request);
  const shared = loadLater('shared', async () => ({ first, request: await request }));
  await loadLater(name, async () => ({ first, request: await request, shared: await shared }));
}

/** Loads the words of a language: those to open with, or all there are. */
async function loadMessages(locale, all) {
  const folders = all ? ['locales', 'locales/later'] : ['locales'];
  const parts = folders.map((folder) => once(`${folder}/${locale}.json`, async (response) => {
    const words = await response.json();
    if (!words[KNOWN[folder]]) throw new Error(`no catalogue of words in ${folder}/${locale}.json`);
    return words;
  }));
  return JSON.stringify(Object.assign({}, ...(await Promise.all(parts))));
}

/** The element's own language, else its surroundings', else the browser's: the first there is a catalogue for. */
function localeOf(element) {
  const wanted = [];
  for (let node = element; node; node = node.getRootNode().host) {
    for (let at = node.closest('[lang]'); at; at = at.parentElement?.closest('[lang]')) wanted.push(at.lang);
  }
  const known = Object.keys(LOCALES);
  const nearest = (tag) => {
    for (let rest = tag.toLowerCase(); rest; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
      const match = known.find((locale) => locale.toLowerCase() === rest);
      if (match) return match;
    }
    return undefined;
  };
  return [...wanted, ...navigator.languages].map(nearest).find(Boolean) ?? known[0];
}

/**
 * Access requests of SailPoint Identity Security Cloud on any page.
 *
 * @tagname request-center
 *
 * @attr {string} api-base - Where the API is, absolute or relative to the page: `https://tenant.example` or `/isc`.
 * @attr {'v3'|'beta'|'v2024'} [api-version=v3] - The preferred family of paths; where it lacks an operation, v3, beta and
 *   v2024 are asked in this order.
 * @attr {string} [lang] - Language of the widget; without it the nearest `lang` around it, then the browser's.
 * @attr {'catalog'|'requests'|'team'|'approvals'|'settings'} [view=catalog] - The first panel; settings opens for administrators
 *   alone.
 * @attr {boolean} [deep-links] - Keep the panel, the open row and the filter in the page's address (`rc-view`, `rc-id`,
 *   `rc-filter`). For one instance a page.
 * @attr {number} [poll-seconds=5] - Seconds until requests in flight are first read again; each wait doubles the last, up
 *   to five minutes.
 * @attr {number} [undo-seconds=5] - Seconds a decision waits for its undo before it is sent; 0 sends at once.
 * @attr {boolean} [no-shortcuts] - Switch the single-key shortcuts of Approvals off.
 * @attr {boolean} [self-removal] - Let people ask for the removal of their own access; the server then decides.
 *
 * @prop {(call: { reason: 'initial'|'expired'|'rejected', signal: AbortSignal }) =>
 *   Promise<string | { token: string, expiresAt?: Date|string|number }>} tokenProvider - Hands out the access token. Without it
 *   requests go out with the page's cookies, for a proxy of the page's own origin.
 * @prop {(call: { signal: AbortSignal }) => Promise<{ identityId: string, name: string, email?: string, about?: string,
 *   active?: boolean }[]>} directReports - Who reports to the viewer, where the page knows. With an empty list My team is
 *   not shown; without it the directory is looked through when My team is opened.
 * @prop {{ identityId: string, name?: string, authorities?: string[] }} viewer - Who is asking; without it the token's
 *   claims `identity_id`, `user_name` and `authorities` are read.
 *
 * @fires request-center-ready - The widget is there.
 * @fires request-center-error - Something failed: `detail` has `code`, `retryable` and `trackingId`. Code `load_failed`
 *   means that wasm or catalogue could not be loaded, `signed_out` that a page of HTML, most likely a sign-in, came in their place,
 *   `crashed` that the wasm has ended for this page.
 * @fires request-center-submitted - A request was accepted: `detail` has `key` and `accessRequestIds`.
 * @fires request-center-cancelled - A cancellation was accepted: `detail` has `accessRequestId`.
 * @fires request-center-count - So many approvals wait for the viewer: `detail` has `approvals`.
 * @fires request-center-decided - A decision was carried out and read back: `detail` has `approvalId` and `decision`
 *   (`APPROVE`, `REJECT` or `FORWARD`).
 *   All events bubble and cross shadow roots.
 *
 * @csspart loading - The skeleton, made of `loading-row`s.
 * @csspart loading-row - One row of the skeleton.
 * @csspart load-failed - The message in place of a widget that could not be loaded, or has stopped.
 * @csspart load-failed-title - Its first sentence.
 * @csspart load-retry - Its button.
 * @csspart frame - Everything there is of the widget.
 * @csspart tabs - The row of tabs.
 * @csspart tab - One tab.
 * @csspart panel - What a tab shows.
 * @csspart main - The list side of a panel.
 * @csspart side - The side beside it.
 * @csspart list - A list of rows.
 * @csspart row - One row of a list.
 * @csspart item - One item of the request or removal being put together.
 * @csspart person - The head over what somebody holds.
 * @csspart button - Every button of the widget.
 * @csspart button-filled - The main action.
 * @csspart button-outlined - An action of a row.
 * @csspart button-quiet - A minor action.
 * @csspart button-danger - An action that ends or takes away something.
 * @csspart button-danger-filled - The last step of that.
 * @csspart chip - One filter.
 * @csspart badge - The state of a row.
 * @csspart field - A form field with its label and messages.
 * @csspart control - The part of a field that is typed into.
 * @csspart field-error - The message at a field.
 * @csspart notice - A message in place.
 * @csspart dialog - A dialog.
 *
 * @cssprop --rc-accent - Main action, links and focus.
 * @cssprop --rc-on-accent - Text on the accent.
 * @cssprop --rc-surface - The widget's ground.
 * @cssprop --rc-surface-raised - Side panel and raised parts.
 * @cssprop --rc-line - Separators.
 * @cssprop --rc-control-line - Borders of fields and buttons.
 * @cssprop --rc-text - Text.
 * @cssprop --rc-text-muted - Secondary text.
 * @cssprop --rc-positive - Text of what is done.
 * @cssprop --rc-positive-surface - Ground of what is done.
 * @cssprop --rc-waiting - Text of what waits.
 * @cssprop --rc-waiting-surface - Ground of what waits.
 * @cssprop --rc-negative - Text of what failed or was denied.
 * @cssprop --rc-negative-surface - Ground of what failed or was denied.
 * @cssprop --rc-on-negative - Text on filled negative.
 * @cssprop --rc-process - Text of what is being set up.
 * @cssprop --rc-process-surface - Ground of what is being set up.
 */
export class RequestCenterElement extends HTMLElement {
  static observedAttributes = ['lang', ...Object.keys(OPTIONS)];

  #stay; // one object for each stay on a page: a load that comes back to another one is too late
  #handle; // the mounted widget
  #locale; // the language it speaks
  #knowsAll; // whether it has all words of it, not only those to open with
  #asked; // whether code was asked for that says other words than those to open with
  #trap = ({ error, reason }) => this.#crash(error ?? reason);
  #told; // the last error the page was told: modules that wait for one another fail with the same one
  #properties = {};

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = sheets;
    for (const type of ['keydown', 'keypress', 'keyup']) this.shadowRoot.addEventListener(type, keepTyping);
  }

  get tokenProvider() {
    return this.#properties.tokenProvider;
  }

  set tokenProvider(value) {
    this.#set('tokenProvider', value);
  }

  get directReports() {
    return this.#properties.directReports;
  }

  set directReports(value) {
    this.#set('directReports', value);
  }

  get viewer() {
    return this.#properties.viewer;
  }

  set viewer(value) {
    this.#set('viewer', value);
  }

  connectedCallback() {
    for (const name of ['tokenProvider', 'directReports', 'viewer']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name]; // set before the class was there, it hides the accessor
      delete this[name];
      this[name] = value;
    }
    if (this.#stay) this.#speak(); // moved: what is around it may speak another language
    else this.#start();
  }

  disconnectedCallback() {
    // a move connects again before this runs
    queueMicrotask(() => {
      if (this.isConnected || !this.#stay) return;
      this.#stay = undefined;
      this.#unmount();
      this.shadowRoot.replaceChildren();
    });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === 'lang') return void this.#speak();
    const [option, read] = OPTIONS[name];
    this.#handle?.set_option(option, read(now));
  }

  #set(name, value) {
    this.#properties[name] = value;
    this.#handle?.set_option(name, value);
  }

  #unmount() {
    for (const type of TRAPS) removeEventListener(type, this.#trap);
    const handle = this.#handle;
    this.#handle = undefined;
    handle?.unmount();
    handle?.free();
  }

  async #start() {
    const stay = (this.#stay = {});
    if (crashed) return void this.#show(this.#stopped());
    this.#knowsAll = this.#asked = false;
    this.#show(this.#skeleton());
    try {
      const locale = localeOf(this);
      const [messages] = await Promise.all([loadMessages(locale), loadModule()]);
      if (stay !== this.#stay) return;
      const hadFocus = this.shadowRoot.activeElement !== null;
      this.shadowRoot.replaceChildren();
      const options = { locale, dir: LOCALES[locale], messages, ...this.#properties };
      options.loadPanel = (name) => this.#loadPanel(name);
      for (const [name, [option, read]] of Object.entries(OPTIONS)) options[option] = read(this.getAttribute(name));
      this.#locale = locale;
      for (const type of TRAPS) addEventListener(type, this.#trap);
      this.#handle = mount(this.shadowRoot, this, options);
      if (hadFocus) this.#focus(this.shadowRoot.querySelector('[part=frame]'));
      this.#speak(); // the language may have changed meanwhile
    } catch (error) {
      if (stay !== this.#stay) return;
      this.#show(this.#failure(error));
      this.#report(error);
    }
  }

  async #loadPanel(name) {
    const stay = this.#stay;
    this.#asked = true;
    try {
      await Promise.all([loadPanel(name), loadStyle(), this.#learn(stay)]);
    } catch (error) {
      if (stay === this.#stay) this.#report(error);
      throw error; // the widget says so where the panel would be
    }
  }

  /** Gives the widget all words of its language before a panel says them; where that has changed meanwhile, those of the new one. */
  async #learn(stay) {
    while (stay === this.#stay && !this.#knowsAll) {
      const locale = this.#locale;
      const messages = await loadMessages(locale, true);
      if (stay === this.#stay && locale === this.#locale && !this.#knowsAll) this.#say(locale, messages, true);
    }
  }

  async #speak() {
    const locale = localeOf(this);
    if (!this.#handle || locale === this.#locale) return;
    const all = this.#asked;
    try {
      const messages = await loadMessages(locale, all);
      if (!this.#handle || locale !== localeOf(this)) return;
      if (all === this.#asked) this.#say(locale, messages, all);
      else this.#speak(); // other words are wanted meanwhile
    } catch (error) {
      this.#report(error); // it goes on in the language it has
    }
  }

  #say(locale, messages, all) {
    this.#locale = locale;
    this.#knowsAll = all;
    this.#handle.set_messages(locale, LOCALES[locale], messages);
  }

  /** A trap in the wasm, whose stack leads through this script, ends the module for every element on the page. */
  #crash(error) {
    if (!(error instanceof WebAssembly.RuntimeError && error.stack?.includes(import.meta.url))) return;
    crashed = true;
    try {
      this.#unmount(); // ends its timers, where the module still can
    } catch {
      // what has trapped may trap again
    }
    this.#show(this.#stopped());
    this.#report(error, 'crashed', false);
  }

  #report(error, code = error.code ?? 'load_failed', retryable = true) {
    if (error === this.#told) return;
    this.#told = error;
    console.error('request-center:', error);
    const detail = { code, retryable, trackingId: undefined };
    this.dispatchEvent(new CustomEvent('request-center-error', { detail, bubbles: true, composed: true }));
  }

  #show(content) {
    const hadFocus = this.shadowRoot.activeElement !== null;
    const locale = localeOf(this);
    content.lang = locale;
    content.dir = LOCALES[locale];
    this.shadowRoot.replaceChildren(content);
    if (hadFocus) this.#focus(content);
  }

  /** What had the focus is gone: the keyboard goes on here. */
  #focus(element) {
    element.tabIndex = -1;
    element.focus();
  }

  #skeleton() {
    const box = part('div', 'loading');
    box.setAttribute('role', 'status');
    box.append(part('p', '', WORDS[localeOf(this)].loading), ...['', '', ''].map(() => part('div', 'loading-row')));
    return box;
  }

  #failure({ code }) {
    const { failed, advice, signedOut, retry } = WORDS[localeOf(this)];
    return message(failed, code === 'signed_out' ? signedOut : advice, retry, () => this.#start());
  }

  #stopped() {
    const { crashed, restart, reload } = WORDS[localeOf(this)];
    return message(crashed, restart, reload, () => location.reload());
  }
}

/** A message in place of the widget, with a button. */
function message(title, body, label, press) {
  const box = part('div', 'load-failed');
  box.setAttribute('role', 'alert');
  const button = part('button', 'load-retry', label);
  button.type = 'button';
  button.addEventListener('click', press);
  box.append(part('p', 'load-failed-title', title), part('p', '', body), button);
  return box;
}

/** Keeps plain keys typed into a field from the page's shortcuts. */
function keepTyping(event) {
  const isShortcut = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
  const isTyping = event.target.matches?.('textarea, select, input:not([type=checkbox], [type=radio])');
  if (isTyping && !isShortcut && event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
}

/** An element of the loader's own few, found by the stylesheet and by the page through its part. */
function part(tag, name, text = '') {
  const element = document.createElement(tag);
  if (name) element.part = name;
  element.textContent = text;
  return element;
}

if (!customElements.get('request-center')) customElements.define('request-center', RequestCenterElement);
