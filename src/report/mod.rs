//! What people see: aligned tables, and numbers with the digits that their bounds support.

pub mod claim;
mod conformance;
mod digits;
mod figure;
mod page;
mod table;

pub use conformance::{conformance_page, junit, summary_page};
pub use digits::{Column, column, upward};
pub use figure::{Figure, Panels, View};
pub use page::page;
pub use table::{Align, Table, shortened, wrapped};

use anstyle::Style;
use std::io::IsTerminal;

/// The widest line that is printed.
pub const WIDTH: usize = 100;

/// How headings look: bold on a terminal, plain elsewhere and under NO_COLOR.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    heading: Style,
}

impl Look {
    /// The look of standard output.
    pub fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let coloured = std::io::stdout().is_terminal() && !refused;
        Self { heading: if coloured { Style::new().bold() } else { Style::new() } }
    }

    /// A heading.
    pub fn heading(&self, text: &str) -> String {
        format!("{}{text}{}", self.heading.render(), self.heading.render_reset())
    }
}
