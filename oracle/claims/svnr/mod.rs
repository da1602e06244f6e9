//! The claims of SVNR: over-generalization (§2, §3), soft policy iteration (§4.2), nested conditionals (App. C, E),
//! Stein directions (§4.1, §5, App. D) and the games (§6, H.4).

mod control;
mod games;
mod nested;
mod practical;
mod reasoning;
mod stein;

use super::{Claim, Entry, Hypothesis, Instance, Numbers};
use crate::operators::Kind;
use crate::operators::soft::Soft;
use crate::scalar::{Field, Real};
use crate::table::JointTable;

/// File by file.
pub(super) const CLAIMS: &[(&str, &[Claim])] = &[
    ("svnr/reasoning", reasoning::CLAIMS),
    ("svnr/stein", stein::CLAIMS),
    ("svnr/control", control::CLAIMS),
    ("svnr/practical", practical::CLAIMS),
    ("svnr/nested", nested::CLAIMS),
    ("svnr/games", games::CLAIMS),
];

const STRICTLY_NESTED: Hypothesis = Hypothesis {
    statement: "C_n = {0, …, n − 1}",
    impose: |instance| {
        let agents = instance.action_counts().len();
        for (place, member) in instance.values_mut("sets").iter_mut().enumerate() {
            *member = if place % agents < place / agents { 1.0 } else { 0.0 };
        }
    },
};

fn soft<T: Real>(instance: &Instance) -> Soft<T> {
    Soft::new(instance.game(), instance.temperature("temperature"))
}

/// r as a Q.
fn rewards<T: Field>(instance: &Instance) -> JointTable<T> {
    JointTable::new(instance.state_count(), instance.joint_count(), instance.vector("reward"))
        .expect("a reward for each joint action")
}

/// 1/2, 1, …, 4: what is worth 8 less still has a weight that enclosures see.
const TEMPERATURE: Entry =
    Entry::new("temperature", Kind::PositiveTemperature).of(Numbers { low: 0.5, high: 4.0, step: 0.5 });

const POLICY: Entry = Entry::new("policy", Kind::JointPolicy);
const Q: Entry = Entry::new("q", Kind::JointTable);
const OTHER_Q: Entry = Entry::new("q'", Kind::JointTable);
const SETS: Entry = Entry::new("sets", Kind::Sets);
