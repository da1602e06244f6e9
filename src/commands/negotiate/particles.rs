//! The particles of a negotiation as CSV, one line for each particle of a round.

use crate::commands::table_file::TableFile;
use oracle::Invalid;
use oracle::algorithms::negotiation::Round;
use oracle::games::differential::DifferentialGame;
use std::path::PathBuf;

/// A CSV file being written.
pub(super) struct ParticleFile(TableFile);

impl ParticleFile {
    /// Creates the file, before anything is computed.
    pub(super) fn create(path: PathBuf, game: &DifferentialGame) -> Result<Self, Invalid> {
        let mut file = TableFile::create(path)?;
        let mut names: Vec<String> = ["sets", "seed", "round", "temperature", "particle"].map(String::from).to_vec();
        names.extend((0..game.dimension()).map(|d| format!("u[{d}]")));
        file.write(|writer| writer.write_record(names));
        Ok(Self(file))
    }

    /// Writes one round.
    pub(super) fn write(&mut self, sets: &str, seed: u64, round: &Round<'_>) {
        let (seed, number, temperature) =
            (seed.to_string(), round.number.to_string(), format!("{:?}", round.temperature));
        self.0.write(|writer| {
            for (particle, row) in round.particles.rows().enumerate() {
                for field in [sets, &seed, &number, &temperature, &particle.to_string()] {
                    writer.write_field(field)?;
                }
                for u in row {
                    writer.write_field(format!("{u:?}"))?;
                }
                writer.write_record(None::<&[u8]>)?;
            }
            Ok(())
        });
    }

    /// Reports what went wrong on the way.
    pub(super) fn finish(self) -> Result<(), Invalid> {
        self.0.finish()
    }
}
