//! Where inputs come from: a name, a file, standard input.

use crate::json::{Described, Labels, Reader, nearest, read_game};
use oracle::Invalid;
use oracle::games;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A game and what to call it.
pub(super) struct Source {
    pub label: String,
    pub described: Described,
}

/// The game with that name, in that file, or on standard input for `-`.
pub(super) fn game(argument: &str) -> Result<Source, Invalid> {
    if let Some(named) = games::find(argument) {
        let described = Described {
            title: Some(named.title.into()),
            source: Some(named.source.into()),
            labels: Labels::default(),
            game: (named.build)().try_into()?,
        };
        return Ok(Source { label: argument.into(), described });
    }
    if argument != "-" && !Path::new(argument).exists() {
        let nearest = nearest(argument, games::all().map(|game| game.name)).unwrap_or("none");
        return Err(Invalid::new(argument, format!("is no named game and no file; the nearest name is {nearest}")));
    }
    let described = read(argument, |reader| {
        let described = read_game(reader)?;
        reader.end()?;
        Ok(described)
    })?;
    let label = if argument == "-" { "standard input" } else { argument };
    Ok(Source { label: label.into(), described })
}

/// What `parse` makes of a file, or of standard input for `-`; a refusal names the file.
pub(super) fn read<T>(
    path: &str,
    parse: impl Fn(&mut Reader<Box<dyn Read>>) -> Result<T, Invalid>,
) -> Result<T, Invalid> {
    let (label, source): (&str, Box<dyn Read>) = if path == "-" {
        ("standard input", Box::new(io::stdin().lock()))
    } else {
        let file = File::open(path).map_err(|error| Invalid::new(path, format!("cannot be opened: {error}")))?;
        (path, Box::new(file))
    };
    parse(&mut Reader::new(source)).map_err(|invalid| labelled(&invalid, label))
}

/// `climbing.json: reward[3] is …`
fn labelled(invalid: &Invalid, label: &str) -> Invalid {
    let place = if invalid.place().is_empty() { label.to_owned() } else { format!("{label}:") };
    Invalid::new(place, invalid.to_string().trim_start())
}

/// A file to write to, created before anything is computed.
pub(super) fn create(path: &Path) -> Result<File, Invalid> {
    let refused = |problem: String| Invalid::new(path.display().to_string(), format!("cannot be created: {problem}"));
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(missing) = parent.filter(|parent| !parent.is_dir()) {
        return Err(refused(format!("{} is no directory", missing.display())));
    }
    File::create(path).map_err(|error| refused(error.to_string()))
}
