//! The claims of SVNR: over-generalization (§2, §3), soft policy iteration (§4.2), nested conditionals (App. C, E),
//! Stein directions (§4.1, §5, App. D) and the games (§6, H.4).

mod control;
mod games;
mod nested;
mod reasoning;
mod stein;

use super::Claim;

const PARTS: &[&[Claim]] = &[reasoning::CLAIMS, stein::CLAIMS, control::CLAIMS, nested::CLAIMS, games::CLAIMS];

pub(super) const CLAIMS: &[Claim] = &joined::<{ count(PARTS) }>(PARTS);

const fn count(parts: &[&[Claim]]) -> usize {
    let (mut total, mut part) = (0, 0);
    while part < parts.len() {
        total += parts[part].len();
        part += 1;
    }
    total
}

/// The parts one after another.
const fn joined<const COUNT: usize>(parts: &[&[Claim]]) -> [Claim; COUNT] {
    let mut all = [Claim::BLANK; COUNT];
    let (mut place, mut part) = (0, 0);
    while part < parts.len() {
        let mut index = 0;
        while index < parts[part].len() {
            all[place] = parts[part][index];
            place += 1;
            index += 1;
        }
        part += 1;
    }
    all
}
