//! Messages of the tables saved as files.

use super::{Msg, messages};

messages! {
    ExportButton "export.button";
    ExportNothing "export.nothing";
    ExportSaved "export.saved";
    ExportSavedPart "export.saved_part";
    ExportRefused "export.refused";
    ExportItem "export.item";
    ExportRequest "export.request";
    ExportFor "export.for";
    ExportBy "export.by";
    ExportState "export.state";
    ExportRequested "export.requested";
    ExportStarts "export.starts";
    ExportEnds "export.ends";
    ExportChanged "export.changed";
    ExportComment "export.comment";
    ExportAccount "export.account";
    ExportSource "export.source";
    ExportOrigin "export.origin";
    ExportRemoval "export.removal";
    ExportRemovable "export.removable";
    ExportDecidedAt "export.decided_at";
    ExportDecisionComment "export.decision_comment";
}
