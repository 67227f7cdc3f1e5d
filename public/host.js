// The demo page's own script: who the visitor is, which language the widget speaks, the sandbox's clock and its colleagues.
// It uses nothing of the widget that any other page could not use.
const widget = document.querySelector('request-center');
const persona = document.querySelector('#persona');
const language = document.querySelector('#language');
const clock = document.querySelector('#clock');
const colleagues = document.querySelector('#colleagues');

const PERSONAS = {
  employee: { en: 'Employee', de: 'Mitarbeiterin' },
  manager: { en: 'Manager', de: 'Führungskraft' },
  director: { en: 'Director', de: 'Geschäftsführerin' },
  approver: { en: 'Approver', de: 'Genehmiger' },
  admin: { en: 'Administrator', de: 'Administratorin' },
};
const LANGUAGES = { en: 'English', de: 'Deutsch' };
const STILL = { en: 'The clock didn’t move.', de: 'Die Uhr wurde nicht vorgestellt.' };
let answered; // the sandbox's last answer

/** A choice from the page's address, else the one remembered for this tab, else the first there is. */
function chosen(name, choices) {
  const wanted = [new URLSearchParams(location.search).get(name), sessionStorage.getItem(`demo-${name}`)];
  return wanted.find((value) => value && Object.hasOwn(choices, value)) ?? Object.keys(choices)[0];
}

function fill(select, choices, value) {
  select.replaceChildren(...Object.entries(choices).map(([id, label]) => new Option(label, id, false, id === value)));
}

async function token({ signal } = {}) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: persona.value, client_secret: 'demo' });
  // asked for JSON, a sign-in in front of the page refuses instead of beginning anew, which would end one under way in another tab
  const headers = { Accept: 'application/json' };
  const response = await fetch('/oauth/token', { method: 'POST', headers, body, signal });
  if (!response.ok) throw new Error(`the sandbox gave no token: ${response.status}`);
  return (await response.json()).access_token;
}

/** The page and the widget in the chosen language; the page's German stands beside its English, in `data-de`. */
function speak(visitor = persona.value) {
  const tongue = language.value;
  document.documentElement.lang = tongue;
  widget.lang = tongue;
  for (const said of document.querySelectorAll('[data-de]')) {
    said.dataset.en ??= said.textContent;
    said.textContent = said.dataset[tongue];
  }
  fill(persona, Object.fromEntries(Object.entries(PERSONAS).map(([id, names]) => [id, names[tongue]])), visitor);
  if (answered) show(answered);
}

/** Every answer of the sandbox carries its clock. */
function show(answer) {
  answered = answer;
  const now = new Date(answer.headers.get('Date'));
  const moment = now.toLocaleString(language.value, { dateStyle: 'medium', timeStyle: 'short' });
  clock.value = answer.ok ? moment : STILL[language.value];
}

async function advance(seconds) {
  const headers = { 'Content-Type': 'application/json' };
  show(await fetch('/sandbox/advance', { method: 'POST', headers, body: JSON.stringify({ seconds }) }));
}

/** Reads a setting of the sandbox, or changes it; the box shows what is true. */
async function settle(changes) {
  const body = changes && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(changes) };
  const answer = await fetch('/sandbox/settings', body);
  if (answer.ok) colleagues.checked = (await answer.json()).colleaguesDecide;
}

fill(language, LANGUAGES, chosen('lang', LANGUAGES));
speak(chosen('persona', PERSONAS));
sessionStorage.setItem('demo-persona', persona.value);
widget.tokenProvider = token;

// someone else is a new visit: nothing of the last person's page stays
persona.addEventListener('change', () => {
  sessionStorage.setItem('demo-persona', persona.value);
  location.assign(`?persona=${persona.value}`);
});

language.addEventListener('change', () => {
  sessionStorage.setItem('demo-lang', language.value);
  speak();
});

for (const button of document.querySelectorAll('button[data-seconds]')) {
  button.addEventListener('click', () => advance(Number(button.dataset.seconds)));
}

colleagues.addEventListener('change', () => settle({ colleaguesDecide: colleagues.checked }));
await settle();

show(await fetch('host.js', { method: 'HEAD' }));
