// The source of the public `request-center.js`: the element's class. It registers before the wasm is there, so that a page
// shows a skeleton at once and an honest sentence where the wasm never comes. It knows how to load, mount and unmount the
// widget and nothing about what the widget does. The glue beside it is made by `cargo xtask`, the others are in `src/loader`.
import { loadMessages, loadModule, loadPanel, loadStyle, sheets } from './request-center-files.js';
import { mount } from './request-center-glue.js';
import { LOCALES, WORDS, localeOf } from './request-center-locale.js';

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

/** The window's events a trap in the wasm ends in. */
const TRAPS = ['error', 'unhandledrejection'];
/** How the addresses of the scripts and of the wasm begin, in the stack of such a trap. */
const OWN_FILES = new URL('request-center', import.meta.url).href;
let crashed = false;

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
      if (stay !== this.#stay || this.#crash(error)) return;
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

  /** A trap in the wasm ends the module for every element on the page; `false` for any other error. */
  #crash(error) {
    if (!(error instanceof WebAssembly.RuntimeError && error.stack?.includes(OWN_FILES))) return false;
    crashed = true;
    try {
      this.#unmount(); // ends its timers, where the module still can
    } catch {
      // what has trapped may trap again
    }
    this.#show(this.#stopped());
    this.#report(error, 'crashed', false);
    return true;
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
