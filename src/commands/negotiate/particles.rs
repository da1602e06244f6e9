//! The particles of a negotiation as CSV, one line for each particle of a round.

use crate::commands::source;
use oracle::Invalid;
use oracle::algorithms::negotiation::Round;
use oracle::games::differential::DifferentialGame;
use std::fs::File;
use std::path::PathBuf;

/// A CSV file being written.
pub(super) struct ParticleFile {
    path: PathBuf,
    writer: csv::Writer<File>,
    /// The first error; a negotiation goes on, and what it found is refused at the end.
    fault: Option<csv::Error>,
}

impl ParticleFile {
    /// Creates the file, before anything is computed.
    pub(super) fn create(path: PathBuf, game: &DifferentialGame) -> Result<Self, Invalid> {
        let mut writer = csv::Writer::from_writer(source::create(&path)?);
        let mut names: Vec<String> = ["sets", "seed", "round", "temperature", "particle"].map(String::from).to_vec();
        names.extend((0..game.dimension()).map(|d| format!("u[{d}]")));
        let fault = writer.write_record(names).err();
        Ok(Self { path, writer, fault })
    }

    /// Writes one round.
    pub(super) fn write(&mut self, sets: &str, seed: u64, round: &Round<'_>) {
        if self.fault.is_none() {
            self.fault = self.lines(sets, seed, round).err();
        }
    }

    fn lines(&mut self, sets: &str, seed: u64, round: &Round<'_>) -> Result<(), csv::Error> {
        for (particle, row) in round.particles.rows().enumerate() {
            let place =
                [seed.to_string(), round.number.to_string(), format!("{:?}", round.temperature), particle.to_string()];
            self.writer.write_field(sets)?;
            for field in place.into_iter().chain(row.iter().map(|u| format!("{u:?}"))) {
                self.writer.write_field(field)?;
            }
            self.writer.write_record(None::<&[u8]>)?;
        }
        Ok(())
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
