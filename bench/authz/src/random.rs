//! Chance that is always the same.

/// splitmix64
#[derive(Clone)]
pub struct Rng(pub u64);
impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E3779B97F4A7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D049BB133111EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() as u128 * n as u128) >> 64) as usize
    }
    pub fn f(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    pub fn chance(&mut self, p: f64) -> bool {
        self.f() < p
    }
    pub fn shuffle<T>(&mut self, v: &mut [T]) {
        for i in (1..v.len()).rev() {
            let j = self.below(i + 1);
            v.swap(i, j);
        }
    }
}

/// Zipf over 0..n with exponent s, by inverse transform on the cumulative weights.
pub struct Zipf(Vec<f64>);
impl Zipf {
    pub fn new(n: usize, s: f64) -> Self {
        let mut c = Vec::with_capacity(n);
        let mut t = 0.0;
        for i in 0..n {
            t += 1.0 / ((i + 1) as f64).powf(s);
            c.push(t);
        }
        Zipf(c)
    }
    pub fn draw(&self, r: &mut Rng) -> usize {
        let x = r.f() * self.0[self.0.len() - 1];
        self.0.partition_point(|&c| c < x).min(self.0.len() - 1)
    }
}
