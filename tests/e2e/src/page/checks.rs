//! Checks after every test, in every tab: no panic, no policy violation, no uncaught error, no unexpected event, and no message
//! id in place of its text. It must not know what the test did.

use super::Page;
use crate::sandbox::site;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path, sync::OnceLock};

/// Fragments of log entries that mean an error.
const BAD: [&str; 4] = ["panicked", "unreachable", "Uncaught", "Content Security Policy"];

impl Page {
    /// Runs the checks.
    pub(crate) async fn check_afterwards(&self) {
        let log = self.tab.driver.browser_log().await.expect("the browser keeps a log");
        let lines = log.into_iter().map(|entry| entry.message);
        let found: Vec<String> = lines.filter(|line| BAD.iter().any(|bad| line.contains(bad))).collect();
        assert!(found.is_empty(), "the browser's log says:\n  {}", found.join("\n  "));
        for tab in self.tab.driver.windows().await.expect("there are tabs") {
            self.tab.driver.switch_to_window(tab).await.expect("the tab is there");
            let found = self.tab.script("return window.look ? window.look.unexpected() : []", &[]).await;
            assert_eq!(found, json!([]), "events of which another number was expected");
            if self.sandbox.server.speaks_plainly {
                let script = "return window.look ? window.look.unspoken(arguments[0]) : []";
                let found = self.tab.script(script, &[json!(message_ids())]).await;
                assert_eq!(found, json!([]), "unfilled placeholders or ids in place of sentences");
            }
        }
    }
}

/// The ids of all messages in the catalogues of the site under test.
fn message_ids() -> &'static BTreeSet<String> {
    static IDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    IDS.get_or_init(|| {
        let mut ids = BTreeSet::new();
        for folder in ["locales", "locales/later"] {
            read_ids(&site().join(folder), &mut ids);
        }
        let plain: Vec<&String> = ids.iter().filter(|id| !id.contains('.')).collect();
        assert!(plain.is_empty(), "without a dot these cannot be told from words: {plain:?}");
        assert!(ids.len() > 700, "the catalogues of the site hold {} messages", ids.len());
        ids
    })
}

fn read_ids(folder: &Path, ids: &mut BTreeSet<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("a file").path()) {
        if path.extension().is_some_and(|ending| ending == "json") {
            let text = fs::read_to_string(&path).expect("a catalogue can be read");
            let catalogue: Value = serde_json::from_str(&text).expect("a catalogue is JSON");
            ids.extend(catalogue.as_object().expect("a catalogue names messages").keys().cloned());
        }
    }
}
