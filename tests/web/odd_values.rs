//! Links, options and stored entries of any kind, from a fixed seed: the widget shows a panel or a sentence and never traps.

use crate::service::{Service, run, until};
use crate::widget::{ONE_ROLE, Widget, approval, row, service, words};
use fastrand::Rng;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// An entry as version 2 of the widget stored it, with every kind of write.
const ENTRY: &str = include_str!("../../src/state/storage/version_2.json");

const VIEWS: [&str; 8] = ["approvals", "catalog", "requests", "team", "approvals", "settings", "", "Teams%"];

/// Counts what traps or is thrown in the page.
struct Traps;

impl Traps {
    fn count() -> Self {
        run("window.traps = [];
            window.onTrap = ({ message, reason }) => window.traps.push(message ?? String(reason));
            for (const type of ['error', 'unhandledrejection']) addEventListener(type, window.onTrap);");
        Self
    }

    /// Fails the test where the page has trapped.
    fn none(&self, case: &str) {
        let traps = run("return window.traps.join()").as_string().unwrap_or_default();
        assert!(traps.is_empty(), "{case}: {traps}");
    }
}

impl Drop for Traps {
    fn drop(&mut self) {
        run("for (const type of ['error', 'unhandledrejection']) removeEventListener(type, window.onTrap)");
    }
}

fn pick<'a>(random: &mut Rng, all: &[&'a str]) -> &'a str {
    all.get(random.usize(..all.len())).copied().unwrap_or_default()
}

/// A service with a row in every list.
fn full_service() -> Service {
    service(&format!(
        "world.objects = {ONE_ROLE}; world.rows = [{}]; world.approvals = [{}];",
        row("{}"),
        approval("{}")
    ))
}

/// Waits until nothing is loading and the open panel, or what is in its place, has text.
async fn see_anything(widget: &Widget, case: &str) {
    let shown = || {
        let text = "const panel = window.widgetRoot.querySelector('[part=panel]:not([hidden])') ?? window.widgetRoot;
            return !panel.querySelector('.rc-skeleton') && panel.textContent.trim() !== ''";
        widget.ask(text).is_truthy()
    };
    until(&format!("a panel or a sentence for {case}"), shown).await;
}

/// Numbers of any size.
const NUMBERS: [&str; 15] = [
    "0",
    "-1",
    "7",
    "30",
    "9999999",
    "999999999",
    "2147483648",
    "4294967290",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
];

/// A number, date, name or text that a link or an attribute may hold.
fn odd_text(random: &mut Rng) -> String {
    if random.u8(..4) == 0 {
        return pick(random, &NUMBERS).to_owned();
    }
    let long = "9".repeat(random.usize(1..400));
    let all = [
        "",
        long.as_str(),
        "1970-01-01",
        "0001-01-01T00:00:00Z",
        "-9999-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
        "275760-09-13",
        "row-1",
        "approval-1",
        "me",
        "reviewed",
        "removal",
        "open",
        "ROLE",
        "age",
        "sort",
        "by",
        "for",
        "item",
        "person",
        "kind",
        "null",
        "undefined",
        "__proto__",
        "constructor",
        "é",
        "😀",
        "\u{202e}\u{0}",
        "<b>",
        "a.b",
        ":",
        ".",
        " ",
    ];
    pick(random, &all).to_owned()
}

/// The query of a link: known parameters with odd values, percent junk, empty and repeated ones.
fn odd_query(random: &mut Rng) -> String {
    let mut filter = String::new();
    for _ in 0..random.usize(1..6) {
        let name = pick(random, &["age.", "for.", "item.", "sort.", "by.", "", "%2"]);
        let value = if name == "age." { pick(random, &NUMBERS).to_owned() } else { odd_text(random) };
        filter += &format!("{name}{value}%20");
    }
    let ends =
        ["", "", ":", "&rc-filter=", "&rc-view=%", "&%E0%A4%A", "&rc-id=%00", "&&rc-=", "&rc-filter=age.7"];
    let view = if random.bool() { "approvals" } else { pick(random, &VIEWS) };
    let (id, end) = (odd_text(random), pick(random, &ends));
    format!("rc-view={view}&rc-id={id}&rc-filter={filter}{end}").replace('#', "")
}

#[wasm_bindgen_test]
async fn odd_links_open_a_panel() {
    let (traps, mut random) = (Traps::count(), Rng::with_seed(512));
    let address = run("return location.href");
    let _service = full_service();
    for round in 0..80 {
        let query = odd_query(&mut random);
        run(&format!("history.replaceState(null, '', '?' + {})", json!(query)));
        let view = pick(&mut random, &VIEWS);
        let base = format!("/odd-links-{round}");
        let members = [("deepLinks", true.into()), ("apiBase", base.into()), ("view", view.into())];
        let widget = open(&members);
        see_anything(&widget, &query).await;
        traps.none(&query);
    }
    run(&format!("history.replaceState(null, '', {})", json!(address.as_string())));
}

/// A widget with these options and all words.
fn open(members: &[(&str, JsValue)]) -> Widget {
    let mut all = vec![("messages", words().into()), ("dir", "ltr".into())];
    all.extend_from_slice(members);
    Widget::open_with(&all)
}

const OPTIONS: [&str; 12] = [
    "apiBase",
    "apiVersion",
    "view",
    "deepLinks",
    "pollSeconds",
    "undoSeconds",
    "noShortcuts",
    "selfRemoval",
    "tokenProvider",
    "directReports",
    "viewer",
    "locale",
];

/// A value of any type, as a page may set one.
fn odd_value(random: &mut Rng) -> (String, JsValue) {
    let text = json!(odd_text(random)).to_string();
    let all = [
        "undefined",
        "null",
        "NaN",
        "-0",
        "1e308",
        "-1e308",
        "0.1",
        "true",
        "[]",
        "{}",
        "Symbol('s')",
        "10n ** 30n",
        &text,
        &text,
        "() => {}",
        "() => 7",
        "() => { throw new Error('no') }",
        "() => Promise.reject(null)",
        "async () => ({ token: 5 })",
        "async () => ({ token: 'a.b.c', expiresAt: 1e300 })",
        "async () => ({ token: 'a', expiresAt: new Date(NaN) })",
        "async () => 'x\\n' + 'y'.repeat(20000)",
        "async () => [null, 7, { identityId: 9 }, { identityId: 'a', name: {} }]",
        "{ get identityId() { throw new Error('no') } }",
        "{ identityId: 'a', name: 7, authorities: [null, {}, 'ORG_ADMIN'] }",
        "{ identityId: 'b', authorities: { length: -1 } }",
        "new Proxy({}, { get() { throw new Error('no') } })",
        "'/' + 'a/'.repeat(9) + '//'",
        "'https://[' ",
        "'javascript:0'",
        "'v2024'",
        "'beta'",
        "'de-x-' + '-'.repeat(9)",
    ];
    let script = pick(random, &all).to_owned();
    let value = run(&format!("return ({script})"));
    (script, value)
}

#[wasm_bindgen_test]
async fn odd_options_end_in_a_panel_or_a_sentence() {
    let (traps, mut random) = (Traps::count(), Rng::with_seed(1));
    let _service = full_service();
    for round in 0..80 {
        let base = format!("/odd-options-{round}");
        let mut members = vec![("apiBase", base.into()), ("view", "approvals".into())];
        let mut case = String::new();
        let mut odd = |random: &mut Rng| {
            let (script, value) = odd_value(random);
            let name = pick(random, &OPTIONS);
            case += &format!("{name} = {script}; ");
            (name, value)
        };
        members.extend((0..random.usize(1..4)).map(|_| odd(&mut random)));
        let widget = open(&members);
        for _ in 0..random.usize(..4) {
            let (name, value) = odd(&mut random);
            widget.set_option(name, &value);
        }
        see_anything(&widget, &case).await;
        traps.none(&case);
    }
}

/// Replaces one member anywhere within by something odd, or drops it.
fn damage(value: &mut Value, random: &mut Rng) {
    let odd = |random: &mut Rng| match random.u8(..7) {
        0 => json!(odd_text(random)),
        1 => json!(u64::MAX),
        2 => json!(-1e300),
        3 => json!([{}]),
        4 => json!({ "waiting": [] }),
        5 => json!(odd_text(random).repeat(200)),
        _ => json!(null),
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            let at = random.usize(..members.len());
            let name = members.keys().nth(at).cloned().unwrap_or_default();
            if random.u8(..8) == 0 {
                members.remove(&name);
            } else if let Some(member) = members.get_mut(&name) {
                damage(member, random);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            let at = random.usize(..elements.len());
            elements.iter_mut().skip(at).take(1).for_each(|element| damage(element, random));
        }
        place => *place = odd(random),
    }
}

#[wasm_bindgen_test]
async fn odd_stored_entries_are_kept_and_open_a_panel() {
    let (traps, mut random) = (Traps::count(), Rng::with_seed(9));
    let _service = full_service();
    for round in 0..80 {
        let base = format!("/odd-entries-{round}");
        let key = format!("request-center:{base}:me");
        let mut entry: Value = serde_json::from_str(ENTRY).expect("JSON");
        for _ in 0..random.usize(1..6) {
            damage(&mut entry, &mut random);
        }
        let mut text = entry.to_string();
        if random.u8(..8) == 0 {
            text.truncate(text.floor_char_boundary(random.usize(..text.len())));
        }
        run(&format!("localStorage.setItem('{key}', {})", json!(text)));
        let view = pick(&mut random, &VIEWS);
        let widget = open(&[("apiBase", base.into()), ("view", view.into())]);
        see_anything(&widget, &text).await;
        if widget.text().contains("We set it aside") {
            let kept = run(&format!("return localStorage.getItem('{key}:kept-aside-1') === {}", json!(text)));
            assert!(kept.is_truthy(), "{text}");
        }
        traps.none(&text);
        drop(widget);
        run(&format!(
            "for (const name of Object.keys(localStorage)) if (name.startsWith('{key}')) localStorage.removeItem(name)"
        ));
    }
}
