//! `marl-oracle games`: the named games.

use super::Failure;
use crate::json::{self, GameEntry, nearest};
use crate::report::{Align, Look, Table, WIDTH, shortened};
use clap::{Args, Subcommand};
use oracle::Invalid;
use oracle::games;
use std::io::Write;

/// Lists the papers' games, or prints one as a GAME file
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  marl-oracle games
  marl-oracle games show climbing > mine.json   # then edit it, and: marl-oracle solve ./mine.json …

A GAME file is described by schema/game.json."
)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Prints a named game as JSON that `solve` reads back to the same numbers
    #[command(
        after_help = "Example:\n  marl-oracle games show climbing | marl-oracle solve - --algorithm value-iteration"
    )]
    Show {
        /// The game's name
        name: String,
    },
}

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(Action::Show { name }) = options.action {
        let Some(game) = games::find(&name) else {
            let nearest = nearest(&name, games::all().map(|game| game.name)).unwrap_or("none");
            return Err(Invalid::new(name, format!("is no named game; the nearest is {nearest}")).into());
        };
        return Ok(json::write_game(out, game)?);
    }
    let entries = games::all().map(|game| {
        let spec = (game.build)();
        let (actions, states, discount) = (spec.actions, spec.state_count, spec.discount);
        GameEntry { name: game.name, title: game.title, source: game.source, actions, states, discount }
    });
    let entries: Vec<GameEntry> = entries.collect();
    if options.json {
        return Ok(json::write(out, &entries)?);
    }
    let mut table = Table::new([Align::Left, Align::Left, Align::Right, Align::Right, Align::Left])
        .heading(["name", "actions", "states", "γ", "from"]);
    for entry in &entries {
        let actions: Vec<String> = entry.actions.iter().map(usize::to_string).collect();
        table.row([
            entry.name,
            &actions.join(" × "),
            &entry.states.to_string(),
            &entry.discount.to_string(),
            entry.source,
        ]);
    }
    let look = Look::of_stdout();
    table.print(out, look)?;
    writeln!(out)?;
    for entry in &entries {
        writeln!(out, "  {}: {}", entry.name, shortened(entry.title, WIDTH - entry.name.len() - 4))?;
    }
    Ok(())
}
