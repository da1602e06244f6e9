//! A run as CSV, one line per iteration.

use crate::commands::table_file::TableFile;
use oracle::Invalid;
use oracle::algorithms::{SolvedPolicy, TrajectoryPoint};
use oracle::game::CooperativeGame;
use std::path::PathBuf;

/// A CSV file being written.
pub(super) struct Trajectory {
    file: TableFile,
    states: usize,
    actions: Vec<usize>,
    begun: bool,
}

impl Trajectory {
    /// Creates the file, before anything is computed.
    pub(super) fn create(path: PathBuf, game: &CooperativeGame) -> Result<Self, Invalid> {
        let (states, actions) = (game.state_count(), game.space().action_counts().to_vec());
        Ok(Self { file: TableFile::create(path)?, states, actions, begun: false })
    }

    /// Writes one iteration.
    pub(super) fn write(&mut self, point: &TrajectoryPoint<'_>) {
        let policy = point.policy();
        if !self.begun {
            self.begun = true;
            let names = self.names(&policy);
            self.file.write(|writer| writer.write_record(names));
        }
        let field = |number: f64| if number.is_finite() { format!("{number:?}") } else { String::new() };
        self.file.write(|writer| {
            writer.write_field(point.iteration.to_string())?;
            writer.write_field(field(point.residual))?;
            for &value in point.value().values() {
                writer.write_field(field(value))?;
            }
            match &policy {
                SolvedPolicy::Joint(policy) => {
                    for &probability in policy.values() {
                        writer.write_field(field(probability))?;
                    }
                }
                SolvedPolicy::Product(policy) => {
                    for &probability in policy.locals().iter().flat_map(|local| local.values()) {
                        writer.write_field(field(probability))?;
                    }
                }
            }
            writer.write_record(None::<&[u8]>)
        });
    }

    fn names(&self, policy: &SolvedPolicy) -> Vec<String> {
        let mut names = vec!["iteration".to_owned(), "residual".to_owned()];
        names.extend((0..self.states).map(|state| format!("value[{state}]")));
        match policy {
            SolvedPolicy::Joint(_) => {
                let joint: Vec<String> = self.actions.iter().fold(vec![String::new()], |prefixes, &count| {
                    let dot = if prefixes.len() == 1 && prefixes[0].is_empty() { "" } else { "." };
                    prefixes
                        .iter()
                        .flat_map(|prefix| (0..count).map(move |action| format!("{prefix}{dot}{action}")))
                        .collect()
                });
                names.extend(
                    (0..self.states)
                        .flat_map(|state| joint.iter().map(move |joint| format!("policy[{state}][{joint}]"))),
                );
            }
            SolvedPolicy::Product(_) => {
                for (agent, &count) in self.actions.iter().enumerate() {
                    let states = 0..self.states;
                    names.extend(
                        states.flat_map(|state| {
                            (0..count).map(move |action| format!("policy[{agent}][{state}][{action}]"))
                        }),
                    );
                }
            }
        }
        names
    }

    /// Reports what went wrong on the way.
    pub(super) fn finish(self) -> Result<(), Invalid> {
        self.file.finish()
    }
}
