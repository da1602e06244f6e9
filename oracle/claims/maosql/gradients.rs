use crate::claims::Claim;
pub(super) const CLAIMS: &[Claim] = &[];
