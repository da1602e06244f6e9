//! The claims of ROMMEO.

use super::Claim;

pub(super) const CLAIMS: &[Claim] = &[];
