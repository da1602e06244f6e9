//! Stein variational directions. [SVNR, §4.1, App. A]

/// How the bandwidth h enters an RBF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// exp(−‖x − y‖²/h).
    H,
    /// exp(−‖x − y‖²/(2h)). [SVNR, App. A]
    TwoH,
}

impl Convention {
    /// The convention written "h" or "2h".
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "h" => Some(Self::H),
            "2h" => Some(Self::TwoH),
            _ => None,
        }
    }
}
