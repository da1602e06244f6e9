//! The theorem behind each standing. Its name follows from the claim, so that the two cannot disagree.

use super::{Claim, Standing, files};

/// Claims without a theorem, each with the reason.
pub const UNPROVED: &[(&str, &str)] = &[];

/// A theorem of `proofs/`, machine-checked, that a claim stands, falls, or says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theorem {
    /// The path of its file below `proofs/claims/`, without the ending: `svnr/control`.
    pub file: &'static str,
    /// The proposition: `lemma_4_1`.
    pub statement: String,
    /// The theorem: `lemma_4_1_stands` has the type `lemma_4_1`, `lemma_4_2_refuted` the type `~ lemma_4_2`.
    pub name: String,
}

impl Claim {
    /// The theorem that proves its standing; `None` for the few of [`UNPROVED`].
    pub fn theorem(&self) -> Option<Theorem> {
        if !self.unproved().is_empty() {
            return None;
        }
        let (file, _) = files().find(|(_, claims)| claims.iter().any(|claim| claim.id == self.id))?;
        let (_, label) = self.id.split_once('/')?;
        let statement = label.replace('-', "_");
        let outcome = match self.standing {
            Standing::Stands | Standing::Amended => "stands",
            Standing::Refuted => "refuted",
            Standing::Vacuous => "vacuous",
        };
        Some(Theorem { file, name: format!("{statement}_{outcome}"), statement })
    }

    /// Why it has no theorem; empty where it has one.
    pub fn unproved(&self) -> &'static str {
        UNPROVED.iter().find(|(id, _)| *id == self.id).map_or("", |(_, reason)| reason)
    }
}
