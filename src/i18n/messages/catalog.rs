//! The words of the catalog that come with the code that can add to a request: those at the end of a row, and one above the rows.

use super::{Msg, messages};

messages! {
    CatalogAdd "catalog.add";
    CatalogAddNamed "catalog.add_named";
    CatalogLocked "catalog.locked";
    CatalogInRequest "catalog.in_request";
    CatalogAdded "catalog.added";
    CatalogHave "catalog.have";
    CatalogRequested "catalog.requested";
    CatalogRequestedWhen "catalog.requested_when";
    CatalogPendingUnknown "catalog.pending_unknown";
}
