use oracle::operators::stein::*;
use oracle::particles::*;
use std::time::Instant;
fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    let (m, d) = (1024, 8);
    let mut s = 1u64;
    let mut r = || {
        s = s.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (s >> 11) as f64 / (1u64 << 53) as f64 * 2. - 1.
    };
    let x = Particles::new(d, (0..m * d).map(|_| r()).collect()).unwrap();
    let g = Particles::new(d, (0..m * d).map(|_| r()).collect()).unwrap();
    for _ in 0..5 {
        let t = Instant::now();
        let y = direction(&x, &g, &1.5, Convention::H);
        let t = t.elapsed();
        println!("svgd {:?} {}", t, y.values()[0]);
    }
    let blocks = Blocks::single(8).unwrap();
    let sets: Vec<Vec<_>> = (0..8).map(|n| (0..n).map(oracle::space::Agent).collect()).collect();
    let full: Vec<Vec<_>> = (0..8).map(|n| (0..8).filter(|&k| k != n).map(oracle::space::Agent).collect()).collect();
    for sets in [&sets, &full] {
        for _ in 0..3 {
            let t = Instant::now();
            let y = negotiation_direction(
                &x,
                &g,
                &Negotiation { blocks: &blocks, sets, bandwidths: &[1.5; 8], convention: Convention::H },
            );
            println!("neg {:?} {}", t.elapsed(), y.values()[0]);
        }
    }
}
