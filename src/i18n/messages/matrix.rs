//! Messages of the request for several people.

use super::{Msg, messages};

messages! {
    GridTitle "matrix.grid.title";
    GridPeople "matrix.grid.people";
    MatrixTitle "matrix.title";
    MatrixOnlyMe "matrix.only_me";
    MatrixRemovePerson "matrix.remove_person";
    MatrixPlan "matrix.plan";
}
