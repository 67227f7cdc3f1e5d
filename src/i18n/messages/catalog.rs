//! Messages of the catalog that are loaded with the request module: the state and actions of a row.

use super::{Msg, messages};

messages! {
    CatalogApplications "catalog.applications";
    CatalogAdd "catalog.add";
    CatalogAddNamed "catalog.add_named";
    CatalogLocked "catalog.locked";
    CatalogTypeUnknown "catalog.type_unknown";
    CatalogInRequest "catalog.in_request";
    CatalogAdded "catalog.added";
    CatalogHave "catalog.have";
    CatalogRequestedWhen "catalog.requested_when";
    CatalogPendingUnknown "catalog.pending_unknown";
}
