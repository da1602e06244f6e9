//! A run as CSV, one line per iteration.

use crate::commands::source;
use oracle::Invalid;
use oracle::algorithms::{SolvedPolicy, TrajectoryPoint};
use oracle::game::CooperativeGame;
use std::fs::File;
use std::path::PathBuf;

/// A CSV file being written.
pub(super) struct Trajectory {
    path: PathBuf,
    writer: csv::Writer<File>,
    states: usize,
    actions: Vec<usize>,
    begun: bool,
    /// The first error; a run goes on, and what it found is refused at the end.
    fault: Option<csv::Error>,
}

impl Trajectory {
    /// Creates the file, before anything is computed.
    pub(super) fn create(path: PathBuf, game: &CooperativeGame) -> Result<Self, Invalid> {
        let file = source::create(&path)?;
        let (states, actions) = (game.state_count(), game.space().action_counts().to_vec());
        Ok(Self { path, writer: csv::Writer::from_writer(file), states, actions, begun: false, fault: None })
    }

    /// Writes one iteration.
    pub(super) fn write(&mut self, point: &TrajectoryPoint<'_>) {
        if self.fault.is_some() {
            return;
        }
        if let Err(fault) = self.line(point) {
            self.fault = Some(fault);
        }
    }

    fn line(&mut self, point: &TrajectoryPoint<'_>) -> Result<(), csv::Error> {
        let policy = point.policy();
        if !self.begun {
            self.begun = true;
            let names = self.names(&policy);
            self.writer.write_record(names)?;
        }
        let field = |number: f64| if number.is_finite() { format!("{number:?}") } else { String::new() };
        self.writer.write_field(point.iteration.to_string())?;
        self.writer.write_field(field(point.residual))?;
        for &value in point.value().values() {
            self.writer.write_field(field(value))?;
        }
        match &policy {
            SolvedPolicy::Joint(policy) => {
                for &probability in policy.values() {
                    self.writer.write_field(field(probability))?;
                }
            }
            SolvedPolicy::Product(policy) => {
                for &probability in policy.locals().iter().flat_map(|local| local.values()) {
                    self.writer.write_field(field(probability))?;
                }
            }
        }
        self.writer.write_record(None::<&[u8]>)
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
    pub(super) fn finish(mut self) -> Result<(), Invalid> {
        let flushed = self.writer.flush().map_err(csv::Error::from);
        match self.fault.map_or(flushed, Err) {
            Ok(()) => Ok(()),
            Err(error) => Err(Invalid::new(self.path.display().to_string(), format!("cannot be written: {error}"))),
        }
    }
}
