//! Truncated Taylor series in several variables.

use crate::scalar::Interval;
use num_traits::Zero;

/// Taylor coefficients in the order of [`Jets::exponents`].
pub(super) type Jet = Vec<Interval>;

/// The series of one number of variables, cut after one total degree.
pub(super) struct Jets {
    pub(super) degree: usize,
    /// One exponent per variable for each coefficient, by total degree: first the constant.
    pub(super) exponents: Vec<Vec<usize>>,
    /// Coefficients i and j of the factors enter coefficient k of the product; ascending in k.
    products: Vec<[usize; 3]>,
    /// Up to each degree, how many of them there are.
    product_counts: Vec<usize>,
    /// Of each variable the places of its first power and its square.
    powers: Vec<[usize; 2]>,
}

impl Jets {
    /// Degree at least 2.
    pub(super) fn new(variables: usize, degree: usize) -> Self {
        let mut exponents = vec![vec![0; variables]];
        let mut start = 0;
        for _ in 0..degree {
            let end = exponents.len();
            for place in start..end {
                // Each exponent once: raise only from the last variable that it has.
                let last = exponents[place].iter().rposition(|&power| power > 0).unwrap_or(0);
                for variable in last..variables {
                    let mut raised = exponents[place].clone();
                    raised[variable] += 1;
                    exponents.push(raised);
                }
            }
            start = end;
        }
        let place = |wanted: &[usize]| exponents.iter().position(|exponent| exponent == wanted);
        let mut products = Vec::new();
        for (i, left) in exponents.iter().enumerate() {
            for (j, right) in exponents.iter().enumerate() {
                let total: Vec<usize> = left.iter().zip(right).map(|(a, b)| a + b).collect();
                if total.iter().sum::<usize>() <= degree {
                    products.extend(place(&total).map(|k| [i, j, k]));
                }
            }
        }
        products.sort_by_key(|&[i, j, k]| (k, i, j));
        let total_degree = |&[_, _, k]: &[usize; 3]| exponents[k].iter().sum::<usize>();
        let product_counts =
            (0..=degree).map(|most| products.partition_point(|product| total_degree(product) <= most)).collect();
        let power = |variable: usize, power: usize| {
            let mut exponent = vec![0; variables];
            exponent[variable] = power;
            place(&exponent).expect("the degree is at least 2")
        };
        let powers = (0..variables).map(|variable| [power(variable, 1), power(variable, 2)]).collect();
        Self { degree, exponents, products, product_counts, powers }
    }

    /// The product up to a degree, 0 beyond it.
    pub(super) fn multiply(&self, left: &[Interval], right: &[Interval], degree: usize) -> Jet {
        let mut product = vec![Interval::zero(); self.exponents.len()];
        for &[i, j, k] in &self.products[..self.product_counts[degree]] {
            product[k] += left[i] * right[j];
        }
        product
    }

    /// Σ_d (linear_d t_d + square t_d²).
    pub(super) fn quadratic(&self, linear: impl Iterator<Item = Interval>, square: Interval) -> Jet {
        let mut jet = vec![Interval::zero(); self.exponents.len()];
        for (&[first, second], linear) in self.powers.iter().zip(linear) {
            (jet[first], jet[second]) = (linear, square);
        }
        jet
    }

    /// Σ_n outer_n innerⁿ, where the inner series has no constant.
    pub(super) fn compose(&self, outer: &[Interval], inner: &[Interval]) -> Jet {
        let mut result = vec![Interval::zero(); self.exponents.len()];
        result[0] = outer[self.degree];
        for (step, &coefficient) in outer[..self.degree].iter().rev().enumerate() {
            // Every product to come adds at least one to the degrees.
            result = self.multiply(&result, inner, step + 1);
            result[0] = coefficient;
        }
        result
    }

    /// ∏_d f_d(t_d) from the coefficients of each f_d, times a constant.
    pub(super) fn outer_product(&self, factors: &[Vec<Interval>], constant: Interval) -> Jet {
        let term = |exponent: &Vec<usize>| {
            exponent.iter().zip(factors).fold(constant, |product, (&power, factor)| product * factor[power])
        };
        self.exponents.iter().map(term).collect()
    }

    /// The series ξ without constant that solves bend ξ² + slope ξ + level = 0; the level has no constant either.
    pub(super) fn root(&self, bend: Interval, slope: Interval, level: &[Interval]) -> Jet {
        let divided = |jet: &[Interval]| jet.iter().map(|&x| -(x / slope)).collect::<Jet>();
        let mut root = divided(level);
        if bend.is_zero() {
            return root;
        }
        // Each round makes one more degree right.
        for right in 2..=self.degree {
            let square = self.multiply(&root, &root, right);
            let sum: Jet = level.iter().zip(square).map(|(&level, square)| level + bend * square).collect();
            root = divided(&sum);
        }
        root
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::sum;
    use num_traits::One;

    #[test]
    fn every_monomial_occurs_once() {
        for (variables, degree, count) in [(0, 2, 1), (1, 8, 9), (2, 6, 28), (3, 4, 35), (15, 2, 136)] {
            let jets = Jets::new(variables, degree);
            assert_eq!(jets.exponents.len(), count);
            let mut sorted = jets.exponents.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(sorted.len(), count);
        }
    }

    #[test]
    fn the_root_solves_its_equation_to_the_last_degree() {
        let jets = Jets::new(2, 5);
        let [bend, slope] = [0.5, -3.0].map(Interval::point);
        let level = jets.quadratic([2.0, -1.0].map(Interval::point).into_iter(), bend);
        let root = jets.root(bend, slope, &level);
        let square = jets.multiply(&root, &root, 5);
        for k in 0..root.len() {
            let rest = sum([bend * square[k], slope * root[k], level[k]]);
            assert!(rest.contains(0.0) && rest.width() < 1e-12, "{rest}");
        }
    }

    #[test]
    fn a_composition_is_the_series_of_the_composition() {
        // 1/(1 − (t + t²)) has Fibonacci coefficients.
        let jets = Jets::new(1, 6);
        let inner = jets.quadratic([Interval::one()].into_iter(), Interval::one());
        let series = jets.compose(&[Interval::one(); 7], &inner);
        let fibonacci = [1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0].map(Interval::point);
        assert_eq!(series, fibonacci);
    }
}
