//! All that talks to the outside: the command line, JSON, and what people see.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`commands`] | one file per subcommand of `marl-oracle` |
//! | [`json`] | games, requests, answers and solutions ⇄ JSON |
//! | [`report`] | tables for the terminal |

pub mod commands;
pub mod json;
pub mod report;
