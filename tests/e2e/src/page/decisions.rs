//! The decisions in the sandbox: arrived and carried out. It must not look at the page.

use super::sandbox::{Sandbox, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// The sandbox's record of one approval.
#[derive(Debug, Default)]
struct Decided {
    /// The number of decisions that arrived for it.
    arrived: u64,
    /// The decisions carried out.
    actions: Vec<String>,
}

impl Sandbox {
    /// The decisions carried out, by approval, from the database.
    pub(crate) async fn decisions(&self) -> BTreeMap<String, Vec<String>> {
        self.tally().await.by_approval
    }

    /// Waits until that many approvals are decided, and fails as soon as one is decided twice or more are decided.
    pub(crate) async fn see_decisions(&self, wanted: usize) {
        self.tab
            .until(&format!("sees {wanted} approvals decided"), async || self.decided(wanted).await)
            .await;
    }

    /// The same with a long time limit, for thousands of approvals.
    pub(crate) async fn see_all_decided(&self, wanted: usize) {
        let wish = format!("sees all {wanted} approvals decided");
        self.tab.until_slow(&wish, async || self.decided(wanted).await).await;
    }

    async fn decided(&self, wanted: usize) -> Result<(), String> {
        let tally = self.tally().await;
        let twice: Vec<String> = tally
            .by_approval
            .iter()
            .filter(|(_, actions)| actions.len() > 1)
            .map(|(id, _)| describe(&tally, id))
            .collect();
        assert!(twice.is_empty(), "carried out more than once:\n  {}", twice.join("\n  "));
        let count = tally.by_approval.len();
        assert!(
            count <= wanted,
            "wanted {wanted} approvals decided, there are {count}: {:?}",
            tally.by_approval
        );
        if count == wanted { Ok(()) } else { Err(format!("{count} approvals are decided")) }
    }

    /// Sees that each decision arrived and was carried out once. Those of `broken_off`, interrupted by a reload or a lost
    /// connection, may have arrived once more: the first call may have had no effect.
    pub(crate) async fn see_each_decided_once(&self, broken_off: &[String]) {
        let tally = self.tally().await;
        let odd: BTreeSet<String> = tally
            .calls_by_approval
            .keys()
            .chain(tally.by_approval.keys())
            .filter(|id| {
                let Decided { arrived, actions } = decided(&tally, id);
                let most = if broken_off.contains(id) { 2 } else { 1 };
                actions.len() != 1 || !(1..=most).contains(&arrived)
            })
            .map(|id| format!("{}, broken off: {}", describe(&tally, id), broken_off.contains(id)))
            .collect();
        assert!(odd.is_empty(), "not decided by one call each:\n  {}", Vec::from_iter(odd).join("\n  "));
    }
}

fn decided(tally: &Tally, id: &str) -> Decided {
    Decided {
        arrived: tally.calls_by_approval.get(id).copied().unwrap_or_default(),
        actions: tally.by_approval.get(id).cloned().unwrap_or_default(),
    }
}

fn describe(tally: &Tally, id: &str) -> String {
    let Decided { arrived, actions } = decided(tally, id);
    format!("{id}: arrived {arrived} times, carried out {actions:?}")
}
