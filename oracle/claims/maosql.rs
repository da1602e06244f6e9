//! The claims of MAOSQL.

use super::Claim;

pub(super) const CLAIMS: &[Claim] = &[];
