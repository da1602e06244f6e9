//! All that talks to the outside: the command line, JSON, and what people see.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`commands`] | one file per subcommand of `marl-oracle` |
//! | [`audit`] | the search of each claim held against its standing |
//! | [`certificate`] | answers as the checker of the proofs reads them |
//! | [`conformance`] | other implementations of the operators: the bank of mutants |
//! | [`proofs`] | the statements of the theorems as Coq has them |
//! | [`json`] | games, requests, answers and solutions ⇄ JSON |
//! | [`report`] | tables for the terminal |
//! | [`tolerance`] | how far from the truth an answer of a precision may be |

pub mod audit;
pub mod certificate;
pub mod commands;
pub mod conformance;
pub mod json;
pub mod proofs;
pub mod report;
pub mod tolerance;
