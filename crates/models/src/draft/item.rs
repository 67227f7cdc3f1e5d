//! One item of a draft, with all that can be typed or chosen for it.

use crate::id::{IdentityId, ItemId};
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::moment::Moment;
use crate::wire::access_request::{AccountSelection, RequestedItem};
use crate::wire::reference::{ClientMetadata, ItemType};

json_struct! {
    /// One item of a draft, with what was typed for it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct DraftItem {
        /// Id.
        pub id: ItemId,
        /// Kind of access.
        pub r#type: ItemType,
        /// Name, for showing it before the catalog has arrived.
        pub name: String,
        /// True if its owner asks for a comment.
        pub comment_required: bool = default,
        /// The comment as typed.
        pub comment: String = default,
        /// The end date as typed.
        pub remove_date: TypedDate = default,
        /// The start date as typed.
        pub start_date: TypedDate = default,
        /// The application it was found in.
        pub app: Option<RequestedApp> = omitted,
        /// The recipients who do not get it.
        pub except: Vec<IdentityId> = omitted,
        /// The accounts of recipients for whom some were chosen.
        pub accounts: Vec<ChosenAccounts> = omitted,
        /// The end date of those recipients who get another one than the others.
        pub own_end: Option<OwnEnd> = omitted,
    }
}

json_struct! {
    /// A date as typed, with the instant it means where it means one. Whoever reads the field knows the person's time zone;
    /// this does not.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct TypedDate {
        /// The field's text; empty where nothing was typed.
        pub text: String,
        /// The instant it means; sent in UTC, to the millisecond.
        pub moment: Option<Moment> = omitted,
        /// Something was typed that is not (yet) a date.
        pub unreadable: bool = default,
    }
}

json_struct! {
    /// An application, one of whose access profiles is requested. It travels in the item's `clientMetadata`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RequestedApp {
        /// Its id, sent as `requestedAppId`.
        pub id: String,
        /// Its name, sent as `requestedAppName`.
        pub name: String,
    }
}

json_struct! {
    /// The accounts of one recipient on which an item is set up.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ChosenAccounts {
        /// The person.
        pub recipient: IdentityId,
        /// One account for each source.
        pub selection: Vec<AccountSelection> = default,
    }
}

json_struct! {
    /// An end date of some recipients alone, those who have the item already for example.
    #[derive(Clone, Debug, PartialEq)]
    pub struct OwnEnd {
        /// The people.
        pub recipients: Vec<IdentityId> = default,
        /// The end date as typed.
        pub remove_date: TypedDate = default,
    }
}

deserialize_from_json!(DraftItem, TypedDate, RequestedApp, ChosenAccounts, OwnEnd);

impl DraftItem {
    /// An item for which nothing was typed.
    #[must_use]
    pub fn new(id: ItemId, r#type: ItemType, name: String) -> Self {
        Self {
            id,
            r#type,
            name,
            comment_required: false,
            comment: String::new(),
            remove_date: TypedDate::default(),
            start_date: TypedDate::default(),
            app: None,
            except: Vec::new(),
            accounts: Vec::new(),
            own_end: None,
        }
    }

    /// The end date of a recipient, as typed.
    #[must_use]
    pub fn end_of(&self, person: &IdentityId) -> &TypedDate {
        match &self.own_end {
            Some(own) if own.recipients.contains(person) => &own.remove_date,
            _ => &self.remove_date,
        }
    }

    /// Removes all that was chosen for a recipient.
    pub fn forget(&mut self, person: &IdentityId) {
        self.except.retain(|one| one != person);
        self.accounts.retain(|chosen| chosen.recipient != *person);
        if let Some(own) = &mut self.own_end {
            own.recipients.retain(|one| one != person);
        }
        self.own_end.take_if(|own| own.recipients.is_empty());
    }

    /// True if that recipient's line differs from those of others, so that only the nested shape can say it.
    pub(crate) fn is_own(&self, person: &IdentityId) -> bool {
        self.selection(person).is_some() || self.end_of(person) != &self.remove_date
    }

    /// The accounts chosen for that person, where some are.
    pub(crate) fn selection(&self, person: &IdentityId) -> Option<&Vec<AccountSelection>> {
        let chosen = self.accounts.iter().find(|chosen| chosen.recipient == *person)?;
        (!chosen.selection.is_empty()).then_some(&chosen.selection)
    }

    /// The item as it is sent, with the application it was found in beside the metadata of the request.
    pub(crate) fn to_wire(&self, metadata: &ClientMetadata) -> RequestedItem {
        let comment = self.comment.trim();
        let mut metadata = metadata.clone();
        if let Some(app) = &self.app {
            metadata.insert("requestedAppId".to_owned(), app.id.clone());
            metadata.insert("requestedAppName".to_owned(), app.name.clone());
        }
        RequestedItem {
            r#type: Some(self.r#type.clone()),
            id: Some(self.id.clone()),
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
            client_metadata: Some(metadata),
            start_date: self.start_date.to_wire(),
            remove_date: self.remove_date.to_wire(),
            ..RequestedItem::default()
        }
    }
}

impl TypedDate {
    /// Nothing where nothing was typed; what cannot be read stays unreadable, so that the rules find it at its place.
    pub(crate) fn to_wire(&self) -> Option<Moment> {
        match &self.moment {
            _ if self.unreadable => Some(Moment::from("")),
            Some(moment) => Some(moment.instant().map_or_else(|| moment.clone(), Moment::at)),
            None if self.text.trim().is_empty() => None,
            None => Some(Moment::from("")),
        }
    }
}
