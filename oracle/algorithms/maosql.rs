//! In work.

use super::Algorithm;

pub(super) const CATALOGUE: &[Algorithm] = &[];
