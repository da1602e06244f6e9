//! The claims of SVNR.

use super::Claim;

pub(super) const CLAIMS: &[Claim] = &[];
