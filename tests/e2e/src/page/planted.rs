//! Stored drafts for several people, as an earlier visit would have left them.

use super::Page;
use serde_json::{Value, json};

/// Makes a draft for that many direct reports and items of the persona, read from the service, and keeps it in the window.
const OF_REPORTS: &str = "window.planted = null;
    (async () => {
        const ask = async (path, token) => (await fetch(path, { headers: { Authorization: `Bearer ${token}` } })).json();
        const signIn = `oauth/token?grant_type=client_credentials&client_id=${persona}&client_secret=any`;
        const { access_token: token, identity_id: me } = await (await fetch(signIn, { method: 'POST' })).json();
        const everybody = await ask('isc/v3/public-identities?limit=250', token);
        const reports = everybody.filter((one) => one.manager?.id === me).slice(0, people);
        const offered = await ask('isc/v3/requestable-objects?identity-id=me&limit=250', token);
        window.planted = {
            key: `planted-${people}`,
            recipients: reports.map((one) => one.id),
            items: offered.slice(0, items).map(({ id, type, name }) => ({ id, type, name })),
            names: Object.fromEntries(reports.map((one) => [one.id, one.name])),
        };
    })();";

impl Page {
    /// Replaces the stored draft, which must be there, and opens the page with it.
    pub(crate) async fn plant_draft(&self, draft: &Value) {
        let plant = format!(
            "const entry = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            const stored = JSON.parse(localStorage.getItem(entry));
            localStorage.setItem(entry, JSON.stringify({{ ...stored, draft: {draft} }}));"
        );
        self.host.run(&plant).await;
        self.host.reload().await;
    }

    /// The same with a draft for direct reports of the persona.
    pub(crate) async fn plant_draft_for_reports(&self, persona: &str, people: usize, items: usize) {
        let numbers =
            format!("const [persona, people, items] = {}; {OF_REPORTS}", json!([persona, people, items]));
        self.host.run(&numbers).await;
        let draft = self
            .until("sees a draft made", async || match self.host.run("return window.planted").await {
                Value::Null => Err("none".to_owned()),
                draft => Ok(draft),
            })
            .await;
        self.plant_draft(&draft).await;
    }
}
