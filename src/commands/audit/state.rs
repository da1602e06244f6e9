//! The folder in which an audit keeps its work: a file for each claim, replaced whole, so that a run can be stopped
//! at any moment.

use crate::audit::{Audited, Progress, Settings, targets};
use crate::json;
use oracle::Invalid;
use oracle::claims::{self, Claim};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a report.
pub(super) struct Folder {
    work: PathBuf,
}

fn refused(path: &Path, verb: &str, error: &std::io::Error) -> Invalid {
    Invalid::new(path.display().to_string(), format!("cannot be {verb}: {error}"))
}

/// Makes a folder, with those above it.
pub(super) fn create(path: &Path) -> Result<(), Invalid> {
    fs::create_dir_all(path).map_err(|error| refused(path, "created", &error))
}

/// Writes a file whole or not at all.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), Invalid> {
    let beside = path.with_extension("part");
    let written = fs::write(&beside, content).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| refused(path, "written", &error))
}

fn file_of(work: &Path, claim: &Claim) -> PathBuf {
    work.join(claim.id.replace('/', ".") + ".json")
}

impl Folder {
    /// The folder at `path`, made where it is missing.
    ///
    /// # Errors
    /// It holds work already, and is not to be resumed.
    pub(super) fn open(path: &Path, resume: bool) -> Result<Self, Invalid> {
        let work = path.join("work");
        if !resume && work.exists() {
            let problem = "holds an audit already; --resume goes on with it";
            return Err(Invalid::new(path.display().to_string(), problem));
        }
        create(&work)?;
        Ok(Self { work })
    }

    /// How far the work on a claim has come.
    pub(super) fn progress(&self, claim: &'static Claim, settings: &Settings) -> Result<Progress, Invalid> {
        let path = file_of(&self.work, claim);
        let Some((before, progress)) = read(&path, claim)? else { return Ok(Progress::start()) };
        if before != *settings {
            let problem = format!(
                "is of {} cases and seed {}, not of {} and {}",
                before.cases, before.seed, settings.cases, settings.seed
            );
            return Err(Invalid::new(path.display().to_string(), problem));
        }
        Ok(progress)
    }

    /// Keeps it.
    pub(super) fn keep(&self, claim: &Claim, settings: &Settings, progress: &Progress) -> Result<(), Invalid> {
        let mut text = Vec::new();
        json::write(&mut text, &json::progress(claim, settings, progress)).expect("a Vec takes everything");
        replace(&file_of(&self.work, claim), &text)
    }
}

/// The work kept in a file, where there is one.
fn read(path: &Path, claim: &'static Claim) -> Result<Option<(Settings, Progress)>, Invalid> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(path, "read", &error)),
    };
    json::read_progress(&text, claim).map(Some).map_err(|invalid| invalid.inside(&path.display().to_string()))
}

/// The audits of several folders, in the registry's order.
///
/// # Errors
/// Two settings, a claim in two folders, one that is not done.
pub(super) fn joined(folders: &[PathBuf]) -> Result<(Settings, Vec<Audited>), Invalid> {
    let mut settings: Option<Settings> = None;
    let mut audited = Vec::new();
    for folder in folders {
        if !folder.join("work").is_dir() {
            return Err(Invalid::new(folder.display().to_string(), "holds no audit"));
        }
    }
    for claim in claims::all() {
        let mut found = None;
        for folder in folders {
            let path = file_of(&folder.join("work"), claim);
            let place = || path.display().to_string();
            let Some((of_file, progress)) = read(&path, claim)? else { continue };
            if found.is_some() {
                return Err(Invalid::new(place(), "is of a claim that another folder has too"));
            }
            if settings.is_some_and(|settings| settings != of_file) {
                let problem = format!("is of {} cases and seed {}, unlike the others", of_file.cases, of_file.seed);
                return Err(Invalid::new(place(), problem));
            }
            if progress.done.len() < targets(claim).len() {
                return Err(Invalid::new(place(), "is not done; --resume goes on with it"));
            }
            settings = Some(of_file);
            found = Some(progress.done);
        }
        audited.extend(found.map(|done| Audited::new(claim, done)));
    }
    match settings {
        Some(settings) => Ok((settings, audited)),
        None => Err(Invalid::new(folders[0].display().to_string(), "holds no claim")),
    }
}
