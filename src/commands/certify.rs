//! `marl-oracle certify`: certificates of random games, for the checker extracted from the proofs.

use super::Failure;
use crate::certificate::{Certificate, write_pinned};
use clap::Args;
use rayon::prelude::*;
use std::io::Write;

/// Writes certificates of random small games, for the checker extracted from the proofs
///
/// Certified optima, soft optima and policy values, and operators applied once in rationals, in turn. The checker,
/// proofs/extracted/checker, must accept every one of them, and none that was tampered with.
#[derive(Args)]
#[command(after_help = "\
Examples:
  marl-oracle certify --cases 10000 | proofs/extracted/checker
  marl-oracle certify --cases 200 --tamper | proofs/extracted/checker --refused
  marl-oracle solve climbing --algorithm value-iteration --certificate climbing.txt")]
pub(super) struct Options {
    /// How many
    #[arg(long, default_value_t = 1000)]
    cases: u64,
    /// What the games are a function of
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes proofs/executable/pinned.v instead: answers on the papers' games that Coq checks itself
    #[arg(long, conflicts_with_all = ["cases", "seed", "tamper"])]
    coq: bool,
    /// Changes one number in each, so that none is true
    #[arg(long)]
    tamper: bool,
}

/// So many at a time are in memory.
const BATCH: u64 = 1024;

pub(super) fn run(options: &Options, out: &mut dyn Write) -> Result<(), Failure> {
    if options.coq {
        return Ok(write_pinned(out)?);
    }
    for start in (0..options.cases).step_by(BATCH as usize) {
        let end = options.cases.min(start + BATCH);
        let texts: Vec<Vec<u8>> = (start..end)
            .into_par_iter()
            .map(|index| {
                let certificate = Certificate::draw(options.seed, index);
                let certificate = if options.tamper { certificate.tampered(options.seed, index) } else { certificate };
                let mut text = Vec::new();
                certificate.write(&mut text).expect("a Vec takes everything");
                text
            })
            .collect();
        for text in texts {
            out.write_all(&text)?;
        }
    }
    Ok(())
}
