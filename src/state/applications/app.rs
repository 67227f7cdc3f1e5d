//! One application, and one access profile of it. Pure: no signal, no call.

use crate::state::catalog::item::fold;
use crate::state::requestable::Offer;
use request_center_models::draft::RequestedApp;
use request_center_models::id::ItemId;
use request_center_models::wire::catalog::RequestableObject;
use request_center_models::wire::reference::ItemType;
use request_center_models::wire::source_app::{AppAccessProfile, SourceApp};

/// An application.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestableApp {
    /// Id and name.
    pub app: RequestedApp,
    /// The description.
    pub description: String,
    /// The name of the source of its accounts.
    pub source: Option<String>,
    search_text: String,
}

impl RequestableApp {
    /// An application; `None` without an id, because then its access profiles cannot be read, and for one that is out of use.
    #[must_use]
    pub fn from_wire(row: SourceApp) -> Option<Self> {
        let is_offered = row.enabled != Some(false) && row.provision_request_enabled != Some(false);
        let id = row.id.filter(|_| is_offered)?;
        let name = row.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
        let description = row.description.unwrap_or_default();
        let source = row.account_source.and_then(|source| source.name);
        let search_text = fold(&format!("{name} {description} {}", source.as_deref().unwrap_or_default()));
        Some(Self { app: RequestedApp { id, name }, description, source, search_text })
    }

    /// Returns whether every term is in its name, description or source.
    #[must_use]
    pub fn matches(&self, terms: &[String]) -> bool {
        terms.iter().all(|term| self.search_text.contains(term.as_str()))
    }
}

/// An access profile of an application.
#[derive(Clone, Debug, PartialEq)]
pub struct AppProfile {
    /// The item, and whether the viewer can request it.
    pub offer: Offer,
    /// The entitlements it contains.
    pub entitlements: Vec<ItemId>,
    /// Their number, if the service tells of any.
    pub count: Option<usize>,
}

impl AppProfile {
    /// An access profile; `None` without an id. `listed` are the requestable objects among the application's access profiles, `None` if
    /// they could not be read.
    #[must_use]
    pub fn from_wire(row: AppAccessProfile, listed: Option<&[RequestableObject]>) -> Option<Self> {
        let entitlements = row.entitlements.unwrap_or_default();
        let is_in_use = row.disabled != Some(true) && row.requestable != Some(false);
        let object = RequestableObject {
            id: row.id,
            name: row.name,
            description: row.description,
            r#type: Some(ItemType::AccessProfile),
            request_comments_required: row.request_comments_required,
            ..RequestableObject::default()
        };
        let offer = Offer::new(object, listed)?;
        let offer = Offer { is_offered: offer.is_offered && is_in_use, ..offer };
        let told = row.entitlement_count.and_then(|count| usize::try_from(count).ok());
        let count = told.or(Some(entitlements.len())).filter(|count| *count > 0);
        Some(Self { offer, entitlements, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_profile_out_of_use_is_not_offered_and_its_entitlements_are_counted() {
        let row = AppAccessProfile {
            id: Some("a".into()),
            entitlements: Some(vec!["e".into()]),
            ..AppAccessProfile::default()
        };
        let profile = AppProfile::from_wire(row.clone(), None).unwrap();
        assert_eq!((profile.offer.is_offered, profile.count), (true, Some(1)));
        let row = AppAccessProfile { requestable: Some(false), ..row };
        assert!(!AppProfile::from_wire(row, None).unwrap().offer.is_offered);
    }

    #[test]
    fn an_application_is_found_by_name_description_and_source_unless_it_is_out_of_use() {
        let app = SourceApp {
            id: Some("1".to_owned()),
            name: Some("Trésor".to_owned()),
            description: Some("Cash positions".to_owned()),
            ..SourceApp::default()
        };
        let terms = |text| crate::state::catalog::item::search_terms(text);
        assert!(RequestableApp::from_wire(app.clone()).unwrap().matches(&terms("cash tresor")));
        assert!(!RequestableApp::from_wire(app.clone()).unwrap().matches(&terms("cash ledger")));
        assert_eq!(RequestableApp::from_wire(SourceApp { enabled: Some(false), ..app }), None);
    }
}
