//! Claims and what an audit found of them, in words that fit on a line.

use crate::audit::Audited;
use oracle::claims::search::Trial;
use oracle::claims::{Instance, Side, Standing};
use oracle::scalar::Rational;

/// A dyadic number as a fraction: `-3/8`.
pub fn fraction(value: f64) -> String {
    Rational::from_float(value).map_or_else(|| value.to_string(), |exact| exact.to_string())
}

/// Longest fraction that is written out.
const LONGEST_FRACTION: usize = 24;

/// A side of a relation: the number, or an enclosure of it.
pub fn side(side: &Side) -> String {
    let enclosure = &side.enclosure;
    match &side.exact {
        Some(exact) if exact.to_string().len() <= LONGEST_FRACTION => exact.to_string(),
        Some(_) => format!("≈ {:.9}", enclosure.midpoint()),
        None if enclosure.width() == 0.0 => fraction(enclosure.lo()),
        None => {
            let digits = (enclosure.width().log10().floor().abs() as usize).clamp(3, 15);
            format!("{:.digits$} ± {:.0e}", enclosure.midpoint(), enclosure.width() / 2.0)
        }
    }
}

/// Both sides as they are found, and where: `1/2 > 1/4 at state 0`.
pub fn found(trial: &Trial) -> String {
    let finding = &trial.finding;
    let sides = format!("{} {} {}", side(&finding.lhs), finding.relation.negation(), side(&finding.rhs));
    let place = finding.place.to_string();
    if place.is_empty() { sides } else { format!("{sides} at {place}") }
}

/// The size of an instance: `1 state, 2 × 2 actions`.
pub fn size(instance: &Instance) -> String {
    let actions: Vec<String> = instance.action_counts().iter().map(ToString::to_string).collect();
    let (states, actions) = (instance.state_count(), actions.join(" × "));
    if !instance.domain().game {
        return format!("{} numbers", instance.joint_count());
    }
    format!("{states} {}, {actions} actions", if states == 1 { "state" } else { "states" })
}

/// What the search came to, in a few words.
pub fn summary(audited: &Audited) -> String {
    let tally = &audited.tally;
    if audited.claim.standing == Standing::Refuted {
        if tally.fails == 0 {
            return format!("fails on its witness, on none of {}", tally.admitted());
        }
        return format!("fails on {} of {}", tally.fails, tally.admitted());
    }
    let mut parts = Vec::new();
    if tally.holds > 0 {
        parts.push(format!("holds on {}", tally.holds));
    }
    if tally.agrees > 0 {
        parts.push(format!("agrees on {} to {:.0e}", tally.agrees, tally.widest));
    }
    if tally.undecided > 0 {
        parts.push(format!("{} undecided", tally.undecided));
    }
    if tally.fails > 0 {
        parts.push(format!("FAILS on {}", tally.fails));
    }
    if let Some((ratio, _)) = &tally.tightest {
        parts.push(if *ratio == 1.0 { "sharp".to_owned() } else { format!("lhs/rhs ≤ {ratio:.4}") });
    }
    parts.join(", ")
}

/// An array of an instance, or a number: a name, a shape, its entries in C order.
pub struct Listing {
    /// What it is called.
    pub name: String,
    /// Its rows, as fractions.
    pub rows: Vec<Vec<String>>,
}

/// Everything that an instance consists of, in rows: the game's rewards state by state, where its actions lead,
/// then what the claim speaks of beside it.
pub fn listings(instance: &Instance) -> Vec<Listing> {
    let mut listings = Vec::new();
    let rows = |values: &[f64], columns: usize| {
        values.chunks(columns.max(1)).map(|row| row.iter().map(|&x| fraction(x)).collect()).collect::<Vec<Vec<_>>>()
    };
    let states = instance.state_count();
    if instance.domain().game {
        let joint = instance.joint_count();
        // Two agents make a payoff table; more are listed with the last agent's actions side by side.
        let columns = instance.action_counts().last().copied().unwrap_or(joint);
        for (state, reward) in instance.values("reward").chunks(joint).enumerate() {
            let name = if states == 1 { "reward".to_owned() } else { format!("reward in state {state}") };
            listings.push(Listing { name, rows: rows(reward, columns) });
        }
        if instance.number("discount") != 0.0 {
            let discount = vec![vec![fraction(instance.number("discount"))]];
            listings.push(Listing { name: "γ".to_owned(), rows: discount });
        }
        if states > 1 {
            for (state, transition) in instance.values("transition").chunks(joint * states).enumerate() {
                let name = format!("P(s' | s = {state}, a), a row for each joint action");
                listings.push(Listing { name, rows: rows(transition, states) });
            }
            listings.push(Listing { name: "ρ₀".to_owned(), rows: rows(instance.values("initial"), states) });
        }
    }
    for (entry, arrays) in instance.entries() {
        let several = arrays.len() > 1;
        for (index, (shape, values)) in arrays.into_iter().enumerate() {
            let name = if several { format!("{} of agent {index}", entry.name) } else { entry.name.to_owned() };
            listings.push(Listing { name, rows: rows(values, shape.last().copied().unwrap_or(1)) });
        }
    }
    listings
}
