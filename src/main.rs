//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    marl_oracle::commands::run(std::env::args_os())
}
