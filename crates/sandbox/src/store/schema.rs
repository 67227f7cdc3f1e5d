//! The tables. Times are milliseconds since 1970 in UTC; JSON is in text columns; it knows no query.

/// Counts up with every change of a table.
pub(super) const VERSION: i64 = 5;

/// Raised where a database is new, or where a start was interrupted.
pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS fact (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS person (
    id TEXT PRIMARY KEY,
    alias TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    manager_id TEXT,
    state TEXT NOT NULL,
    authorities TEXT NOT NULL,
    attributes TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS persona (
    name TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id)
) STRICT;

CREATE TABLE IF NOT EXISTS source (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES person (id)
) STRICT;

CREATE TABLE IF NOT EXISTS governance_group (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    members TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS item (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    owner_id TEXT NOT NULL REFERENCES person (id),
    source_id TEXT REFERENCES source (id),
    attribute TEXT,
    value TEXT,
    privileged INTEGER NOT NULL,
    requestable INTEGER NOT NULL,
    comment_required INTEGER NOT NULL,
    approvals TEXT NOT NULL,
    revoke_approvals TEXT NOT NULL,
    outcome TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER,
    -- True if the schemes of the configuration decide whom a grant asks, once they say something.
    follows_schemes INTEGER NOT NULL DEFAULT 0,
    -- What its owner asks of requests, as JSON.
    request_config TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX IF NOT EXISTS item_kind ON item (kind, requestable);

CREATE TABLE IF NOT EXISTS source_app (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    owner_id TEXT NOT NULL REFERENCES person (id),
    source_id TEXT NOT NULL REFERENCES source (id),
    created INTEGER NOT NULL
) STRICT;

-- The access profiles an application offers. No reference to item, which may vanish.
CREATE TABLE IF NOT EXISTS app_part (
    app_id TEXT NOT NULL REFERENCES source_app (id),
    item_id TEXT NOT NULL,
    PRIMARY KEY (app_id, item_id)
) STRICT;

-- What a role or access profile brings along.
CREATE TABLE IF NOT EXISTS part (
    whole_id TEXT NOT NULL,
    part_id TEXT NOT NULL,
    PRIMARY KEY (whole_id, part_id)
) STRICT;

-- Who matches the criteria of a role.
CREATE TABLE IF NOT EXISTS membership (
    item_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (item_id, person_id)
) STRICT;

-- What a person has. `origin` says how it came: REQUEST, MEMBERSHIP, BIRTHRIGHT or PART (of something else held).
-- `account` is empty but where a person has an entitlement by an account other than the usual one. No reference to item,
-- which may vanish.
CREATE TABLE IF NOT EXISTS holding (
    person_id TEXT NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    since INTEGER NOT NULL,
    remove_date INTEGER,
    account TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (person_id, item_id, account)
) STRICT;

-- One access request: what one POST asked for one recipient.
CREATE TABLE IF NOT EXISTS request (
    id TEXT PRIMARY KEY,
    requester_id TEXT NOT NULL REFERENCES person (id),
    recipient_id TEXT NOT NULL REFERENCES person (id),
    created INTEGER NOT NULL,
    metadata TEXT,
    seeded INTEGER NOT NULL
) STRICT;

-- One row of access-request-status. It carries the item's name, because the item may vanish.
CREATE TABLE IF NOT EXISTS requested_item (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    item_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    privileged INTEGER NOT NULL,
    request_type TEXT NOT NULL,
    stage TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    comment TEXT,
    metadata TEXT,
    start_date INTEGER,
    remove_date INTEGER,
    assignment_id TEXT,
    native_identity TEXT,
    form_instance_id TEXT,
    phases TEXT NOT NULL,
    errors TEXT NOT NULL,
    cancel_comment TEXT,
    cancel_owner_id TEXT,
    cancelled INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS requested_item_request ON requested_item (request_id);
CREATE INDEX IF NOT EXISTS requested_item_item ON requested_item (item_id, stage);
CREATE INDEX IF NOT EXISTS request_recipient ON request (recipient_id);
CREATE INDEX IF NOT EXISTS request_requester ON request (requester_id);

-- One decision asked of somebody. `asked` is when it became their turn; `action` is a decision that waits in the queue;
-- `forwards` are the hands it went through, as JSON.
CREATE TABLE IF NOT EXISTS approval (
    id TEXT PRIMARY KEY,
    requested_item_id TEXT NOT NULL REFERENCES requested_item (id),
    position INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    original_owner TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    status TEXT NOT NULL,
    comment TEXT,
    modified INTEGER,
    asked INTEGER,
    reviewer_id TEXT,
    action TEXT,
    forwards TEXT NOT NULL DEFAULT '[]',
    reminders INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS approval_row ON approval (requested_item_id, position);
CREATE INDEX IF NOT EXISTS approval_turn ON approval (status, asked);

-- Who may decide an approval: its owner, or every member of a group.
CREATE TABLE IF NOT EXISTS approver (
    approval_id TEXT NOT NULL REFERENCES approval (id),
    person_id TEXT NOT NULL,
    PRIMARY KEY (person_id, approval_id)
) STRICT;
CREATE INDEX IF NOT EXISTS approver_approval ON approver (approval_id);

-- What was true when a row left the queue and approvers shall see: whether the person had the item, until when, and what the
-- check for conflicts of duties said.
CREATE TABLE IF NOT EXISTS snapshot (
    requested_item_id TEXT PRIMARY KEY REFERENCES requested_item (id),
    held INTEGER NOT NULL,
    remove_date INTEGER,
    conflicts TEXT
) STRICT;

-- Duties that must stay apart; the sides are item ids as JSON. A check that fails says nothing but that.
CREATE TABLE IF NOT EXISTS policy (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    left_side TEXT NOT NULL,
    right_side TEXT NOT NULL,
    fails INTEGER NOT NULL
) STRICT;

-- Work that falls due at a virtual time.
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS job_due ON job (due, id);

-- Tokens expire in real time.
CREATE TABLE IF NOT EXISTS token (
    access TEXT PRIMARY KEY,
    refresh TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    person_id TEXT,
    expires INTEGER NOT NULL
) STRICT;

-- What callers really changed, for tests that count.
CREATE TABLE IF NOT EXISTS tally (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    request_id TEXT NOT NULL,
    request_key TEXT,
    items INTEGER NOT NULL
) STRICT;
";
