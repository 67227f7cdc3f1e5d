//! Applications and the access profiles one of them offers: `listAvailableSourceApps` and `listAccessProfilesForSourceApp`. One
//! requests an access profile; no request knows an application.

use request_center_models::wire::reference::OwnerRef;
use request_center_models::wire::source_app::{AccountSource, AppAccessProfile, SourceApp};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::item_config::OPEN_TO;
use crate::clock::moment;
use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};
use crate::options::AppReads;
use crate::token::Caller;

const EQUAL: &[Operator] = &[Operator::Eq, Operator::In];
const TEXT: &[Operator] = &[Operator::Eq, Operator::In, Operator::Co, Operator::Sw];
const ORDER: &[Operator] = &[Operator::Gt, Operator::Lt, Operator::Ge, Operator::Le];

const APPS: &[Field] = &[
    Field::text("id", "source_app.id", EQUAL).sortable(),
    Field::text("name", "source_app.name", TEXT).sortable(),
    Field::instant("created", "source_app.created", ORDER).sortable(),
    Field::instant("modified", "source_app.created", ORDER).sortable(),
    Field::text("owner.id", "source_app.owner_id", &[]).sortable(),
    Field::text("accountSource.id", "source_app.source_id", EQUAL).sortable(),
];

const PROFILES: &[Field] = &[
    Field::text("id", "item.id", EQUAL),
    Field::text("name", "item.name", EQUAL),
    Field::instant("created", "item.created", ORDER),
    Field::instant("modified", "coalesce(item.modified, item.created)", ORDER),
];

/// `listAvailableSourceApps`, for everybody unless the setting says otherwise.
pub fn list_available_source_apps(
    tx: &Transaction<'_>,
    caller: &Caller,
    parameters: &Parameters,
    reads: AppReads,
) -> Result<Listing<SourceApp>, Error> {
    parameters.only(&["limit", "count", "offset", "sorters", "filters"])?;
    may_read(caller, reads != AppReads::None)?;
    let page = Page::read(parameters, APPS)?;
    let columns = "source_app.id, source_app.name, source_app.description, source_app.created, source.id, source.name, \
                   owner.id, owner.name";
    let from = "source_app JOIN source ON source.id = source_app.source_id \
                JOIN person AS owner ON owner.id = source_app.owner_id";
    let order = "fold(source_app.name), source_app.id";
    list(tx, columns, Condition::plain(from), Condition::plain("1"), &page, order, app)
}

/// `listAccessProfilesForSourceApp`, for everybody unless the setting says otherwise; those reserved for others are left out.
pub fn list_access_profiles_for_source_app(
    tx: &Transaction<'_>,
    caller: &Caller,
    app: &str,
    parameters: &Parameters,
    reads: AppReads,
) -> Result<Listing<AppAccessProfile>, Error> {
    parameters.only(&["limit", "offset", "filters"])?;
    may_read(caller, reads == AppReads::All)?;
    let page = Page::read(parameters, PROFILES)?;
    let name: Option<String> =
        tx.query_row("SELECT name FROM source_app WHERE id = ?1", [app], |row| row.get(0)).optional()?;
    let Some(name) = name else {
        return Err(Error::NotFound(format!("There is no application \"{app}\"")));
    };
    let mut conditions = vec![Condition::with("app_part.app_id = ?", &[app])];
    conditions.extend(caller.person.as_ref().map(|asking| Condition::with(OPEN_TO, &[&asking.id])));
    let columns = "item.id, item.name, item.description, item.created, item.modified, item.requestable, item.owner_id, \
                   source.name, item.comment_required, \
                   (SELECT json_group_array(part.part_id) FROM part WHERE part.whole_id = item.id)";
    let from =
        "app_part JOIN item ON item.id = app_part.item_id LEFT JOIN source ON source.id = item.source_id";
    let condition = Condition::all(conditions);
    list(tx, columns, Condition::plain(from), condition, &page, "fold(item.name), item.id", |row| {
        profile(row, app, &name)
    })
}

fn may_read(caller: &Caller, allowed: bool) -> Result<(), Error> {
    if allowed || caller.is_admin() {
        return Ok(());
    }
    Err(Error::Forbidden("You may not read applications".to_owned()))
}

fn app(row: &Row<'_>) -> rusqlite::Result<SourceApp> {
    let (created, owner): (i64, String) = (row.get(3)?, row.get(6)?);
    Ok(SourceApp {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        created: Some(moment(created)),
        modified: Some(moment(created)),
        enabled: Some(true),
        provision_request_enabled: Some(true),
        match_all_accounts: Some(false),
        app_center_enabled: Some(true),
        account_source: Some(AccountSource {
            id: row.get(4)?,
            r#type: Some("SOURCE".to_owned()),
            name: row.get(5)?,
            ..AccountSource::default()
        }),
        owner: Some(OwnerRef::identity(owner.into(), row.get::<_, String>(7)?)),
        ..SourceApp::default()
    })
}

fn profile(row: &Row<'_>, app: &str, app_name: &str) -> rusqlite::Result<AppAccessProfile> {
    let (created, modified): (i64, Option<i64>) = (row.get(3)?, row.get(4)?);
    let parts: String = row.get(9)?;
    let entitlements: Vec<String> = serde_json::from_str(&parts).unwrap_or_default();
    Ok(AppAccessProfile {
        id: Some(row.get::<_, String>(0)?.into()),
        name: row.get(1)?,
        description: row.get(2)?,
        created: Some(moment(created)),
        modified: Some(moment(modified.unwrap_or(created))),
        disabled: Some(false),
        requestable: row.get(5)?,
        protected: Some(false),
        owner_id: row.get(6)?,
        source_name: row.get(7)?,
        app_name: Some(app_name.to_owned()),
        application_id: Some(app.to_owned()),
        entitlement_count: i64::try_from(entitlements.len()).ok(),
        entitlements: Some(entitlements.into_iter().map(Into::into).collect()),
        request_comments_required: row.get(8)?,
        ..AppAccessProfile::default()
    })
}
