//! The words at the end of a row of the catalog: they come with the code that can add it to a request.

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
}
