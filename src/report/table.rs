//! Columns side by side.

use super::Look;
use std::io::{self, Write};

/// On which side a column is even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: one or more lines of headings, then rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Align>,
    headings: Vec<Vec<String>>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl Into<Vec<Align>>) -> Self {
        Self { columns: columns.into(), headings: Vec::new(), rows: Vec::new() }
    }

    /// Adds a line of headings.
    #[must_use]
    pub fn heading<S: Into<String>>(mut self, cells: impl IntoIterator<Item = S>) -> Self {
        self.headings.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Prints it, indented by two.
    ///
    /// # Errors
    /// What `out` says.
    pub fn print(&self, out: &mut dyn Write, look: Look) -> io::Result<()> {
        let lines = || self.headings.iter().chain(&self.rows);
        let width = |column: usize| lines().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for (position, line) in lines().enumerate() {
            let mut text = String::from("  ");
            for (column, cell) in line.iter().enumerate() {
                let padding = " ".repeat(widths[column] - cell.chars().count());
                match self.columns[column] {
                    Align::Left => text.extend([cell.as_str(), &padding, "  "]),
                    Align::Right => text.extend([&padding, cell.as_str(), "  "]),
                }
            }
            let text = text.trim_end();
            if position < self.headings.len() {
                writeln!(out, "{}", look.heading(text))?
            } else {
                writeln!(out, "{text}")?
            }
        }
        Ok(())
    }
}

/// The text within `width` characters, its end replaced by … where it is longer.
pub fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// The words of the text, in lines of at most `width` characters where no word is longer.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
