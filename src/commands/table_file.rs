//! A CSV file that a run writes to as it goes.

use super::source;
use csv::Writer;
use oracle::Invalid;
use std::fs::File;
use std::path::PathBuf;

/// A CSV file being written.
pub(super) struct TableFile {
    path: PathBuf,
    writer: Writer<File>,
    /// The first error; a run goes on, and what it found is refused at the end.
    fault: Option<csv::Error>,
}

impl TableFile {
    /// Creates the file, before anything is computed.
    pub(super) fn create(path: PathBuf) -> Result<Self, Invalid> {
        let writer = Writer::from_writer(source::create(&path)?);
        Ok(Self { path, writer, fault: None })
    }

    /// Writes what `lines` writes, unless writing has failed before.
    pub(super) fn write(&mut self, lines: impl FnOnce(&mut Writer<File>) -> Result<(), csv::Error>) {
        if self.fault.is_none() {
            self.fault = lines(&mut self.writer).err();
        }
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
