//! Pieces of the interface that know no domain type.
