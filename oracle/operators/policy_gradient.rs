//! In work.

use super::Operator;

pub(super) const CATALOGUE: &[Operator] = &[];
