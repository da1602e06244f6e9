//! All that talks to the outside.
